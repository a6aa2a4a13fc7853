//! What an empty page offers to begin with: three saved replies, three macros and the tags that these name.

use crate::{
    base::{Actor, Error, Result},
    db::Tx,
    replies::{
        self,
        macros::{Step, model::NewMacro, steps::Whom},
        model::{For, NewReply},
    },
    tags::{self, Colour, Tag, model::NewTag},
};

/// The replies: name, shortcut, text.
pub const REPLIES: [(&str, &str, &str); 3] = [
    (
        "Welcome",
        "hi",
        "Hi {{contact.first_name|there}},\n\nthank you for writing to {{workspace.name}}. I’m {{agent.first_name}}; let me look into this for you.",
    ),
    (
        "Ask for the order number",
        "order",
        "Hi {{contact.first_name|there}},\n\ncould you send me your order number? It is in the e-mail that confirmed your order, and I’ll look it up right away.",
    ),
    (
        "Anything else?",
        "bye",
        "You’re welcome, {{contact.first_name|and thank you}}! Is there anything else I can do for you? If not, have a good day.\n\n{{agent.first_name}}, {{workspace.name}}",
    ),
];

/// The macros: name, and what it does in words.
pub const MACROS: [(&str, &str); 3] = [
    ("Take and answer", "Assigns to whoever runs it and sends a first reply."),
    ("Waiting for the customer", "Tags “Waiting”, snoozes until the customer writes."),
    ("Thank and finish", "Says goodbye, tags “Solved” and marks as done."),
];

/// Makes the sample replies, for everybody; those whose shortcut is taken already are left out.
///
/// # Errors
/// As making one by hand.
pub fn insert_replies(tx: &mut Tx<'_>, actor: &Actor) -> Result<()> {
    for (name, shortcut, body) in REPLIES {
        let new = NewReply { name: name.to_owned(), shortcut: shortcut.to_owned(), body: body.to_owned() };
        unless_taken(replies::actions::make(tx, actor, For::Everybody, new))?;
    }
    Ok(())
}

/// Makes the sample macros and the tags they name; those whose name is taken already are left out.
///
/// # Errors
/// As making one by hand.
pub fn insert_macros(tx: &mut Tx<'_>, actor: &Actor) -> Result<()> {
    let waiting = tag(tx, actor, ("Waiting", Colour::Amber))?;
    let solved = tag(tx, actor, ("Solved", Colour::Fern))?;
    let [(_, _, welcome), _, (_, _, goodbye)] = REPLIES;
    let steps: [Vec<Step>; 3] = [
        vec![Step::AssignAgent { agent_id: Whom::Me }, Step::Reply { body: welcome.to_owned() }],
        vec![Step::Tag { tag_id: waiting.id }, Step::Snooze { minutes: None }],
        vec![Step::Reply { body: goodbye.to_owned() }, Step::Tag { tag_id: solved.id }, Step::Resolve],
    ];
    for ((name, _), steps) in MACROS.into_iter().zip(steps) {
        let new = NewMacro { name: name.to_owned(), steps };
        unless_taken(replies::macros::actions::make(tx, actor, new))?;
    }
    Ok(())
}

/// The tag of that name, made where there is none.
fn tag(tx: &mut Tx<'_>, actor: &Actor, (name, colour): (&str, Colour)) -> Result<Tag> {
    let present = tags::views::all(tx)?.into_iter().find(|tag| tag.name.eq_ignore_ascii_case(name));
    match present {
        Some(tag) => Ok(tag),
        None => tags::actions::make(tx, actor, NewTag { name: name.to_owned(), colour }),
    }
}

fn unless_taken<T>(made: Result<T>) -> Result<()> {
    match made {
        Ok(_) | Err(Error::Invalid(_)) => Ok(()),
        Err(error) => Err(error),
    }
}
