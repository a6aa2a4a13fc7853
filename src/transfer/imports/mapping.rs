//! What each column of a table is.

use crate::{base::FieldErrors, contacts::attributes::MAX_NAME};

/// What a column becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Left out.
    Ignore,
    ExternalId,
    Name,
    Email,
    Phone,
    Username,
    Address,
    AvatarUrl,
    /// An attribute with the column's name.
    Attribute,
}

/// Names that columns have elsewhere, in small letters and without anything between them.
const USUAL: [(Target, &[&str]); 7] = [
    (
        Target::ExternalId,
        &["externalid", "id", "userid", "customerid", "customernumber", "customerno", "clientid", "memberid", "uid"],
    ),
    (Target::Name, &["name", "fullname", "displayname", "customername", "contactname", "customer"]),
    (Target::Email, &["email", "emailaddress", "mail", "mailaddress", "customeremail", "useremail"]),
    (Target::Phone, &["phone", "phonenumber", "telephone", "tel", "mobile", "mobilephone", "mobilenumber"]),
    (Target::Username, &["username", "login", "loginname", "userlogin", "nickname"]),
    (Target::Address, &["address", "postaladdress", "streetaddress", "billingaddress", "shippingaddress"]),
    (Target::AvatarUrl, &["avatarurl", "avatar", "pictureurl", "picture", "photourl", "photo", "imageurl", "image"]),
];

impl Target {
    /// Every target, in the order they are offered.
    pub const ALL: [Self; 9] = [
        Self::ExternalId,
        Self::Name,
        Self::Email,
        Self::Phone,
        Self::Username,
        Self::Address,
        Self::AvatarUrl,
        Self::Attribute,
        Self::Ignore,
    ];

    /// The word in forms; of a profile's field its name in the public API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ignore => "ignore",
            Self::ExternalId => "external_id",
            Self::Name => "name",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Username => "username",
            Self::Address => "address",
            Self::AvatarUrl => "avatar_url",
            Self::Attribute => "attribute",
        }
    }

    /// The target of a form's word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|target| target.as_str() == word)
    }
}

/// Guesses what each column is, by its name. A field is given to the first column that looks like it; what nobody knows
/// becomes an attribute.
pub fn guess(columns: &[String]) -> Vec<Target> {
    let mut targets: Vec<Target> = Vec::with_capacity(columns.len());
    for (index, column) in columns.iter().enumerate() {
        let plain: String = column.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let usual = USUAL.iter().find(|(_, names)| names.contains(&plain.as_str())).map(|(target, _)| *target);
        let is_repeated = columns[..index].contains(column);
        targets.push(match usual {
            _ if is_repeated => Target::Ignore,
            Some(target) if !targets.contains(&target) => target,
            _ if may_be_attribute(column) => Target::Attribute,
            _ => Target::Ignore,
        });
    }
    targets
}

/// Checks that rows can be told apart and nothing is filled twice.
///
/// # Errors
/// At `/{column}` what is wrong with a column, at the whole what is missing.
pub fn check(columns: &[String], targets: &[Target]) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::new();
    for (index, (column, target)) in columns.iter().zip(targets).enumerate() {
        let is_taken = match target {
            Target::Ignore => false,
            Target::Attribute if !may_be_attribute(column) => {
                let sentence = format!(
                    "An attribute needs a name of 1 to {MAX_NAME} characters. Name the column, or leave it out."
                );
                errors.add(format!("/{index}"), sentence);
                false
            }
            Target::Attribute => {
                targets[..index].iter().zip(columns).any(|(other, name)| other == target && name == column)
            }
            target => targets[..index].contains(target),
        };
        if is_taken {
            errors.add(format!("/{index}"), "Another column above becomes this already. Leave one of them out.");
        }
    }
    if !targets.contains(&Target::ExternalId) && !targets.contains(&Target::Email) {
        errors.add(
            "",
            "Say which column holds your own id of the customer, or the e-mail address: rows are told apart by it.",
        );
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

fn may_be_attribute(column: &str) -> bool {
    (1..=MAX_NAME).contains(&column.chars().count()) && !column.chars().any(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn usual_names_are_known_and_others_become_attributes() {
        let names =
            columns(&["Customer ID", "E-Mail", "Full name", "id", "Plan", "Plan", "", "email address", "Avatar URL"]);

        let guessed = guess(&names);

        use Target::*;
        assert_eq!(guessed, [ExternalId, Email, Name, Attribute, Attribute, Ignore, Ignore, Attribute, AvatarUrl]);
        assert!(check(&names, &guessed).is_ok());
    }

    #[test]
    fn a_field_is_filled_by_one_column_and_rows_must_be_told_apart() {
        let names = columns(&["a", "b", "b", ""]);
        let wrong = |targets: &[Target]| {
            let errors = check(&names, targets).unwrap_err();
            errors.iter().map(|error| error.pointer.clone()).collect::<Vec<_>>()
        };

        use Target::*;
        assert_eq!(wrong(&[Email, Email, Attribute, Attribute]), ["/1", "/3"]);
        assert_eq!(wrong(&[Name, Attribute, Attribute, Ignore]), ["/2", ""]);
    }
}
