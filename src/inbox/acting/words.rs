//! What placeholders stand for in one conversation.

use crate::{
    accounts,
    base::{FieldErrors, Result, Timestamp, ids::AgentId},
    conversations::views::Conversation,
    db::Snapshot,
    inbox::directory,
    replies::placeholders::{Piece, filled, pieces},
    settings, visitors,
};

/// The words of one conversation and one agent.
#[derive(Debug, Clone)]
pub struct Words {
    /// What may be said to the browser that the conversation was begun in: nobody looks at it before it is sent.
    contact: Option<String>,
    agent: String,
    workspace: String,
    /// Name and address of the website that the conversation was begun on.
    site: Option<(String, Option<String>)>,
    conversation: String,
}

impl Words {
    /// Reads them.
    ///
    /// # Errors
    /// `Internal` only.
    pub fn of(connection: &Snapshot, conversation: &Conversation, agent: AgentId, now: Timestamp) -> Result<Self> {
        // An agent may have put the browser to somebody at any time, and that is no proof: one that has proved nothing
        // hears only what it has said itself.
        let visitor = visitors::views::by_id(connection, conversation.visitor)?;
        let visitor = visitor.map_or(Ok(None), |visitor| visitors::views::current(connection, &visitor, now))?;
        let known = visitor.map(|visitor| visitors::known::views::of(connection, &visitor)).transpose()?;
        let name = known.and_then(|known| known.name);
        Ok(Self {
            contact: name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()),
            agent: accounts::views::agent(connection, agent)?.map(|agent| agent.name).unwrap_or_default(),
            workspace: settings::views::workspace(connection)?.map(|workspace| workspace.name).unwrap_or_default(),
            site: directory::views::sites(connection)?
                .into_iter()
                .find(|site| site.id == conversation.site)
                .map(|site| (site.name, site.link)),
            conversation: conversation.id.to_string(),
        })
    }

    /// The text with its placeholders filled in.
    ///
    /// # Errors
    /// `Invalid` where one is not known and has no fallback: nobody is sent a hole.
    pub fn fill(&self, text: &str) -> Result<String> {
        for piece in pieces(text) {
            if let Piece::Placeholder { name, fallback: None } = piece
                && self.value(name).is_none_or(str::is_empty)
            {
                let shown: String = name.chars().take(40).collect();
                let sentence = format!(
                    "{{{{{shown}}}}} is not known here, and the text has nothing to say instead. Write this one yourself."
                );
                return Err(FieldErrors::one("/body", sentence).into());
            }
        }
        Ok(filled(text, |name| self.value(name)))
    }

    fn value(&self, name: &str) -> Option<&str> {
        match name {
            "contact.name" => self.contact.as_deref(),
            "contact.first_name" => self.contact.as_deref().and_then(first),
            "agent.name" => Some(&self.agent),
            "agent.first_name" => first(&self.agent),
            "site.name" => self.site.as_ref().map(|(name, _)| name.as_str()),
            "site.link" => self.site.as_ref().and_then(|(_, link)| link.as_deref()),
            "workspace.name" => Some(&self.workspace),
            "conversation.id" => Some(&self.conversation),
            _ => None,
        }
    }
}

fn first(name: &str) -> Option<&str> {
    name.split_whitespace().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_filled_in_and_a_hole_is_refused() {
        let words = |contact: Option<&str>| Words {
            contact: contact.map(str::to_owned),
            agent: "Ana Maria Lopes".to_owned(),
            workspace: "Fern & Co".to_owned(),
            site: Some(("Fern Shop".to_owned(), Some("https://www.fern.example".to_owned()))),
            conversation: "cnv_1".to_owned(),
        };
        let text =
            "Hi {{contact.first_name|there}}, {{ agent.first_name }} of {{workspace.name}} ({{conversation.id}})";
        assert_eq!(words(Some("Ina Berg")).fill(text).unwrap(), "Hi Ina, Ana of Fern & Co (cnv_1)");
        assert_eq!(words(None).fill(text).unwrap(), "Hi there, Ana of Fern & Co (cnv_1)");
        let links = words(None).fill("{{site.name}}: {{site.link}}").unwrap();
        assert_eq!(links, "Fern Shop: https://www.fern.example");
        assert!(words(None).fill("Hi {{contact.name}}").unwrap_err().to_string().contains("{{contact.name}}"));
        assert_eq!(words(Some("{{agent.name}}")).fill("Hi {{contact.name}}").unwrap(), "Hi {{agent.name}}");
    }
}
