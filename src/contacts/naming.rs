//! What agents call a person.

use crate::base::ids::ContactId;

/// What there is to call a person by.
#[derive(Debug, Clone, Copy, Default)]
pub struct Known<'a> {
    /// With one, the person is a customer.
    pub external_id: Option<&'a str>,
    pub name: Option<&'a str>,
    pub email: Option<&'a str>,
    /// What a page said without proof.
    pub claimed_name: Option<&'a str>,
    pub claimed_email: Option<&'a str>,
}

/// What agents call a person; never blank. Beside a verified mark stands only what the business itself has said: anybody
/// can claim a name.
pub fn called(id: ContactId, known: Known<'_>) -> String {
    let Known { external_id, name, email, claimed_name, claimed_email } = known;
    let order = match external_id {
        Some(_) => [name, email, external_id, None],
        None => [name, claimed_name, email, claimed_email],
    };
    let first = order.into_iter().flatten().find(|word| !word.trim().is_empty());
    first.map_or_else(|| anonymous(id), str::to_owned)
}

/// What agents call a person of whom nothing is known: the same each time, and short.
pub fn anonymous(id: ContactId) -> String {
    let id = id.to_string();
    format!("{ANONYMOUS}{}", &id[id.len().saturating_sub(SHORT)..])
}

/// What stands before the end of the id.
pub const ANONYMOUS: &str = "Visitor ";

/// Characters of the id that tell one such person from another. The index `contacts_by_short_name` holds as many.
pub const SHORT: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::MIGRATIONS;

    #[test]
    fn who_is_called_by_the_end_of_an_id_is_found_by_an_index_of_as_many_characters() {
        let index = MIGRATIONS.iter().find(|step| step.sql.contains("contacts_by_short_name")).unwrap();

        assert!(index.sql.contains(&format!("substr(contact_id, -{SHORT})")), "{}", index.sql);
    }

    #[test]
    fn a_customer_is_called_by_what_the_business_said_and_a_stranger_by_what_it_said_of_itself_too() {
        let id: ContactId = "con_01JZZZZZZZZZZZZZZZZZZZA32M".parse().unwrap();
        let claimed = Known { claimed_name: Some("Bo"), claimed_email: Some("bo@fern.example"), ..Known::default() };
        let customer = Known { external_id: Some("cust_42"), ..claimed };

        assert_eq!(called(id, claimed), "Bo");
        assert_eq!(called(id, Known { email: Some("ana@fern.example"), ..claimed }), "Bo");
        assert_eq!(called(id, Known { claimed_name: Some("  "), ..claimed }), "bo@fern.example");
        assert_eq!(called(id, Known { name: Some("Ana"), ..claimed }), "Ana");
        assert_eq!(called(id, customer), "cust_42");
        assert_eq!(
            called(id, Known { email: Some("ana@fern.example"), name: Some(" "), ..customer }),
            "ana@fern.example"
        );
        assert_eq!(called(id, Known::default()), "Visitor A32M");
    }
}
