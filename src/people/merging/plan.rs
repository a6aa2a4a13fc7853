//! Which of two contacts stays, what its profile becomes, and what is lost.

use crate::contacts::{
    history,
    joining::filled,
    model::{Contact, Profile},
};

/// Two contacts, by what becomes of them.
#[derive(Debug, Clone)]
pub struct Plan {
    pub stays: Contact,
    pub goes: Contact,
    /// What the profile becomes.
    pub profile: Profile,
}

/// One field of both, as people read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The field, or `attributes.NAME`.
    pub name: String,
    pub stays: Option<String>,
    pub goes: Option<String>,
    pub result: Option<String>,
}

impl Field {
    /// Whether what the one that goes says is nowhere afterwards.
    pub fn is_lost(&self) -> bool {
        self.goes.is_some() && self.goes != self.result
    }
}

impl Plan {
    /// A customer stays, else whoever is older. `None` where both are customers: then neither can go.
    pub fn of(one: Contact, other: Contact) -> Option<Self> {
        let one_stays = match (&one.external_id, &other.external_id) {
            (Some(_), Some(_)) => return None,
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (None, None) => (one.created_at, one.id) <= (other.created_at, other.id),
        };
        let (stays, goes) = if one_stays { (one, other) } else { (other, one) };
        let profile = filled(&stays.profile, &goes.profile);
        Some(Self { stays, goes, profile })
    }

    /// Every field that at least one of both has.
    pub fn fields(&self) -> Vec<Field> {
        let nothing = Profile::default();
        let of = |profile: &Profile| {
            let there = history::differences(&nothing, profile).into_iter();
            there.map(|changed| (changed.field, changed.after)).collect::<std::collections::BTreeMap<_, _>>()
        };
        let (stays, goes, result) = (of(&self.stays.profile), of(&self.goes.profile), of(&self.profile));
        let mut names: Vec<_> = stays.keys().chain(goes.keys()).collect();
        // The named fields in the order of the card, attributes by alphabet behind them.
        let order = ["name", "email", "phone", "username", "address", "avatar_url"];
        let rank = |name: &str| order.iter().position(|known| *known == name).unwrap_or(order.len());
        names.sort_by(|one, other| (rank(one), one.as_str()).cmp(&(rank(other), other.as_str())));
        names.dedup();
        let value =
            |of: &std::collections::BTreeMap<String, Option<String>>, name: &str| of.get(name).cloned().flatten();
        let field = |name: &String| Field {
            name: name.clone(),
            stays: value(&stays, name),
            goes: value(&goes, name),
            result: value(&result, name),
        };
        names.into_iter().map(field).collect()
    }
}

/// The profile of whoever stayed, after the one that went has gone again: what it got from it and still holds becomes
/// what it was before. What came later stays.
pub fn parted(now: &Profile, before: &Profile, gone: &Profile) -> Profile {
    let field = |now: &Option<String>, before: &Option<String>, gone: &Option<String>| {
        if before.is_none() && now == gone { None } else { now.clone() }
    };
    let mut attributes = now.attributes.clone();
    let got = gone
        .attributes
        .iter()
        .filter(|(name, value)| before.attributes.get(name).is_none() && now.attributes.get(name) == Some(value));
    let each = got.map(|(name, _)| (name.to_owned(), None)).collect();
    // Cannot fail: nothing is added.
    let _ = attributes.merge(crate::contacts::attributes::AttributeChanges { clears: false, each });
    Profile {
        name: field(&now.name, &before.name, &gone.name),
        email: field(&now.email, &before.email, &gone.email),
        username: field(&now.username, &before.username, &gone.username),
        phone: field(&now.phone, &before.phone, &gone.phone),
        address: field(&now.address, &before.address, &gone.address),
        avatar_url: field(&now.avatar_url, &before.avatar_url, &gone.avatar_url),
        attributes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_later_stays_when_two_part_again() {
        let profile = |name: Option<&str>, email: Option<&str>, phone: Option<&str>| Profile {
            name: name.map(Into::into),
            email: email.map(Into::into),
            phone: phone.map(Into::into),
            ..Profile::default()
        };
        let (before, gone) = (profile(Some("Ana"), None, None), profile(Some("X"), Some("x@y.example"), Some("1")));
        let merged = filled(&before, &gone);
        assert_eq!(merged, profile(Some("Ana"), Some("x@y.example"), Some("1")));

        let later = Profile { phone: Some("2".to_owned()), ..merged.clone() };

        assert_eq!(parted(&merged, &before, &gone), before);
        assert_eq!(parted(&later, &before, &gone), profile(Some("Ana"), None, Some("2")));
    }
}
