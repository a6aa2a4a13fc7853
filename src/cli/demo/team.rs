//! Who answers in the shop, and how its conversations stand.

use super::people::PEOPLE;
use crate::{
    accounts::{self, AgentName, EmailAddress, Password, Passwords, actions::NewAgent},
    base::{Actor, Error, Random, Result, Role, Secret, ids::*, time},
    conversations::{
        acts::{actions::act, model::Act},
        entries::{actions::note, model::NewNote},
        model::{ClientId, MessageBody, Priority},
    },
    db::{Db, Tx},
    replies::{
        self,
        model::{For, NewReply},
    },
    tags::{
        self,
        model::{Colour, NewTag},
    },
    teams::{self, model::NewTeam},
};

/// Colleagues of the owner; nobody knows their passwords, so they only stand there.
const COLLEAGUES: [(&str, &str); 2] =
    [("Jannis", "jannis@fernandfable.example"), ("Priya", "priya@fernandfable.example")];

const TAGS: [(&str, Colour); 4] =
    [("Delivery", Colour::Sky), ("Payment", Colour::Amber), ("Plant care", Colour::Fern), ("Workshop", Colour::Plum)];

const REPLIES: [(&str, &str, &str); 2] = [
    (
        "On its way",
        "way",
        "Hello {{contact.first_name|there}}, your parcel is on its way. The link to follow it is in the shop’s e-mail.",
    ),
    (
        "Anything else?",
        "else",
        "Happy to help, {{contact.first_name|there}}. Is there anything else? – {{agent.first_name}}",
    ),
];

/// Those who act, and what conversations are sorted by.
struct Team {
    owner: Actor,
    /// In the order of [`COLLEAGUES`].
    colleagues: Vec<AgentId>,
    teams: Vec<TeamId>,
    /// In the order of [`TAGS`].
    tags: Vec<TagId>,
}

/// Makes colleagues, teams, tags and saved replies, and lets them sort these conversations: the customers' first, then
/// the strangers', each in their order.
pub async fn fill(db: &Db, owner: &Actor, conversations: Vec<ConversationId>) -> Result<()> {
    let password = Password::parse(&Random::from_system().base62(24), &[]).map_err(Error::internal)?;
    let hash = Passwords::new(Random::from_system()).hash(&password).await?;
    let owner = owner.clone();
    let work = move |tx: &mut Tx<'_>| {
        let team = found(tx, owner, &hash)?;
        sort(tx, &team, &conversations)
    };
    db.write(work).await
}

fn found(tx: &mut Tx<'_>, owner: Actor, hash: &Secret<String>) -> Result<Team> {
    let mut colleagues = Vec::new();
    for (name, email) in COLLEAGUES {
        let new = NewAgent {
            email: EmailAddress::parse(email).map_err(Error::internal)?,
            name: AgentName::parse(name).map_err(Error::internal)?,
            role: Role::Agent,
            password_hash: Secret::new(hash.reveal().clone()),
        };
        colleagues.push(accounts::actions::create(tx, &Actor::System, &new)?.id);
    }
    let mut teams = Vec::new();
    for (name, agents) in [("Orders", colleagues.clone()), ("Plant care", colleagues[1..].to_vec())] {
        teams.push(teams::actions::make(tx, &owner, NewTeam { name: name.to_owned(), agents })?.id);
    }
    let mut tags = Vec::new();
    for (name, colour) in TAGS {
        tags.push(tags::actions::make(tx, &owner, NewTag { name: name.to_owned(), colour })?.id);
    }
    for (name, shortcut, body) in REPLIES {
        let new = NewReply { name: name.to_owned(), shortcut: shortcut.to_owned(), body: body.to_owned() };
        replies::actions::make(tx, &owner, For::Everybody, new)?;
    }
    Ok(Team { owner, colleagues, teams, tags })
}

/// Some are somebody's, some nobody's; one is snoozed, one done.
fn sort(tx: &mut Tx<'_>, team: &Team, conversations: &[ConversationId]) -> Result<()> {
    let Team { owner, colleagues, teams, tags } = team;
    let tomorrow = tx.now().plus(time::DAY);
    let acts = [
        (0, vec![Act::Tag(tags[0])]),
        (1, vec![Act::AssignAgent(Some(colleagues[0])), Act::AssignTeam(Some(teams[1])), Act::Tag(tags[2])]),
        (2, vec![Act::Priority(Priority::High), Act::Tag(tags[1])]),
        (3, vec![Act::Tag(tags[1]), Act::Resolve]),
        (PEOPLE.len(), vec![Act::AssignTeam(Some(teams[0])), Act::Tag(tags[0])]),
        (PEOPLE.len() + 1, vec![Act::Tag(tags[2]), Act::AssignAgent(Some(colleagues[1]))]),
        (PEOPLE.len() + 2, vec![Act::Tag(tags[3]), Act::Snooze(Some(tomorrow))]),
    ];
    for (place, acts) in acts {
        let Some(conversation) = conversations.get(place) else { continue };
        for one in acts {
            act(tx, owner, (*conversation, &one), &|_| false)?;
        }
    }
    let priya = Actor::Agent { id: colleagues[1], role: Role::Agent };
    let Actor::Agent { id: mira, .. } = owner else { return Ok(()) };
    let notes = [
        (
            2,
            "@Mira the rest of the gift card is booked by hand; could you look whether the link is right?",
            vec![*mira],
        ),
        (1, "Fleece is in stock. I have put one aside.", Vec::new()),
    ];
    for (place, text, mentions) in notes {
        let Some(conversation) = conversations.get(place).copied() else { continue };
        let client_id = ClientId::parse(&format!("demo-note-{place}"))?;
        let body = MessageBody::parse(text)?;
        note(tx, &priya, &NewNote { conversation, client_id, body, mentions, file_ids: Vec::new() })?;
    }
    Ok(())
}
