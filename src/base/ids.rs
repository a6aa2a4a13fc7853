//! Every id in the system, in one list.
//!
//! An id is text: a prefix that says what it names and a ULID (48 bits of time, 80 of chance), for example
//! `cnv_01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C`. In a log or a support mail it explains itself; a wrong kind is refused
//! where it enters. Ids sort by the time they were made.

use std::{fmt, str::FromStr};

use ulid::Ulid;

use super::{
    Random, Timestamp,
    json::{self, Json, Place, ReadJson, Wrong},
};

/// Text that is not an id of the kind asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongId {
    /// The prefix that was expected, such as `cnv_`.
    pub expected: &'static str,
}

impl fmt::Display for WrongId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Expected an id that begins with “{}” and has 26 more characters.", self.expected)
    }
}

impl std::error::Error for WrongId {}

/// An id that can be made from a moment and chance.
pub trait NewId {
    /// Makes an id that sorts at `now`.
    fn new(now: Timestamp, random: &Random) -> Self;
}

/// Makes an id type with a prefix: parse, display, SQL, JSON and OpenAPI.
macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Ulid);

        impl $name {
            /// What every id of this kind begins with.
            pub const PREFIX: &'static str = $prefix;

            /// When it was made, as the id itself says.
            pub fn made_at(&self) -> Timestamp {
                Timestamp::from_millis(i64::try_from(self.0.timestamp_ms()).unwrap_or(i64::MAX))
            }
        }

        impl NewId for $name {
            fn new(now: Timestamp, random: &Random) -> Self {
                Self(Ulid::from_parts(u64::try_from(now.as_millis()).unwrap_or(0), random.u128()))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut buffer = [0; ulid::ULID_LEN];
                f.write_str($prefix)?;
                f.write_str(self.0.array_to_str(&mut buffer))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = WrongId;

            fn from_str(text: &str) -> Result<Self, WrongId> {
                let wrong = WrongId { expected: $prefix };
                let body = text.strip_prefix($prefix).ok_or_else(|| wrong.clone())?;
                let id = Ulid::from_string(body).map_err(|_| wrong.clone())?;
                // Crockford's alphabet has several spellings of one id; only ours is taken, so that ids compare as text.
                if id.to_string() == body { Ok(Self(id)) } else { Err(wrong) }
            }
        }

        impl ReadJson for $name {
            fn read_json(json: Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
                json::id(json, place, wrong)
            }
        }

        impl rusqlite::ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
                Ok(self.to_string().into())
            }
        }

        impl rusqlite::types::FromSql for $name {
            fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
                value.as_str()?.parse().map_err(|error| rusqlite::types::FromSqlError::Other(Box::new(error)))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        impl poem_openapi::types::Type for $name {
            const IS_REQUIRED: bool = true;
            type RawValueType = Self;
            type RawElementValueType = Self;

            fn name() -> std::borrow::Cow<'static, str> {
                concat!("string(", stringify!($name), ")").into()
            }

            fn schema_ref() -> poem_openapi::registry::MetaSchemaRef {
                poem_openapi::registry::MetaSchemaRef::Inline(Box::new(poem_openapi::registry::MetaSchema {
                    example: Some(concat!($prefix, "01K9ZJ4T8Q3V5W7X9Y1Z2A3B4C").into()),
                    pattern: Some(concat!("^", $prefix, "[0-9A-HJKMNP-TV-Z]{26}$").into()),
                    ..poem_openapi::registry::MetaSchema::new("string")
                }))
            }

            fn as_raw_value(&self) -> Option<&Self> {
                Some(self)
            }

            fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
                Box::new(Some(self).into_iter())
            }
        }

        impl poem_openapi::types::ParseFromParameter for $name {
            fn parse_from_parameter(text: &str) -> poem_openapi::types::ParseResult<Self> {
                text.parse().map_err(poem_openapi::types::ParseError::custom)
            }
        }

        impl poem_openapi::types::ParseFromJSON for $name {
            fn parse_from_json(value: Option<serde_json::Value>) -> poem_openapi::types::ParseResult<Self> {
                match value {
                    Some(serde_json::Value::String(text)) => {
                        text.parse().map_err(poem_openapi::types::ParseError::custom)
                    }
                    other => Err(poem_openapi::types::ParseError::expected_type(other.unwrap_or_default())),
                }
            }
        }

        impl poem_openapi::types::ToJSON for $name {
            fn to_json(&self) -> Option<serde_json::Value> {
                Some(serde_json::Value::String(self.to_string()))
            }
        }
    };
}

id_type!(
    /// A person who signs in and answers.
    AgentId, "agt_");
id_type!(
    /// One installation of the widget on one website or brand.
    SiteId, "sit_");
id_type!(
    /// A browser that has acted in the widget.
    VisitorId, "vis_");
id_type!(
    /// A person the workspace knows.
    ContactId, "con_");
id_type!(
    /// A conversation between a contact and the team.
    ConversationId, "cnv_");
id_type!(
    /// One message of a conversation.
    MessageId, "msg_");
id_type!(
    /// A record a customer's business has sent: an order, a deposit, ….
    RecordId, "rec_");
id_type!(
    /// A file that somebody sent, or uploaded to send.
    FileId, "fil_"
);
id_type!(
    /// Something the business sells.
    ProductId, "prd_");
id_type!(
    /// A table of contacts that was uploaded and not yet imported.
    ContactImportId, "imp_");
id_type!(
    /// A key for the public API.
    ApiKeyId, "key_");

id_type!(
    /// A team of agents.
    TeamId, "tem_");

id_type!(
    /// A word that conversations are sorted by.
    TagId, "tag_");

id_type!(
    /// A note, or a line about what was done, in a thread.
    EntryId, "ent_");

id_type!(
    /// A list of conversations that an agent has put together.
    SavedViewId, "svw_");

id_type!(
    /// A reply that was written once.
    SavedReplyId, "srp_");

id_type!(
    /// Several acts under one name.
    MacroId, "mac_");

id_type!(
    /// Something an agent is told of.
    NotificationId, "ntf_");

id_type!(
    /// A link by which somebody joins the team.
    InvitationId, "inv_");

id_type!(
    /// A signed-in browser of an agent.
    SessionId, "ses_");

id_type!(
    /// What an agent has noted about a person.
    ContactNoteId, "cno_");

id_type!(
    /// Two contacts that were made one.
    ContactMergeId, "mrg_");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_of_another_kind_is_refused_with_what_was_expected() {
        let id = ConversationId::new(Timestamp::from_millis(1_700_000_000_000), &Random::seeded(1));

        assert_eq!(id.to_string().parse::<ConversationId>(), Ok(id));
        assert_eq!(id.to_string().parse::<MessageId>(), Err(WrongId { expected: "msg_" }));
    }

    #[test]
    fn ids_sort_by_the_time_they_were_made() {
        let random = Random::seeded(1);
        let early = MessageId::new(Timestamp::from_millis(1_000), &random);
        let late = MessageId::new(Timestamp::from_millis(2_000), &random);

        assert!(early.to_string() < late.to_string());
    }
}
