//! Everything that happens in the shop, in its order.

use std::collections::BTreeMap;

use super::{
    SPAN_MS,
    catalogue::PRODUCTS,
    people::{Did, PEOPLE, Person},
    team,
};
use crate::{
    activity,
    base::{Actor, Clock, Error, Result, Timestamp, VisitorActor, ids::*, time},
    contacts,
    conversations::{
        self,
        model::{ClientId, MessageBody, NewMessage},
    },
    db::{Db, Tx},
    http::json,
    products::{self, reading::SentProducts},
    visitors::{
        self,
        actions::NewVisitor,
        model::{Claims, Page},
        tracking::{self, actions::NewEvent},
    },
};

/// The shop's address.
const SHOP: &str = "https://fernandfable.example";

/// What strangers wrote: their claim, the page, and the lines.
const STRANGERS: &[(&str, &str, &[&str], i64)] = &[
    ("Léa", "https://fernandfable.example/", &["> Do you deliver to Lyon?"], 0),
    (
        "",
        "https://fernandfable.example/ferns",
        &[
            "> Which fern is safe for cats?",
            "< All of our true ferns are: Boston, maidenhair and bird’s nest. The asparagus fern is not one, and it is not safe.",
            "> Phew. Boston it is.",
        ],
        3,
    ),
    (
        "Jonas",
        "https://fernandfable.example/workshops",
        &["> Is there a place left in Saturday’s kokedama workshop?", "< Two, as of now. Shall I hold one for you?"],
        6,
    ),
];

/// Writes all of it, and answers a line that says how much.
pub async fn fill(db: &Db, clock: &Clock, (agent, site): (&Actor, SiteId)) -> Result<String> {
    let today = clock.now().plus(SPAN_MS);
    let at = |days_ago: i64, minutes: i64| today.plus(-days_ago * time::DAY - 3 * time::HOUR + minutes * time::MINUTE);
    let walk_to = |moment: Timestamp| clock.advance(moment.as_millis() - clock.now().as_millis());
    let products: SentProducts = read(PRODUCTS)?;
    let products = products.0.map_err(|_| Error::internal("a product of the demonstration is wrong"))?;
    let offered = products.len();
    db.write(move |tx| products::actions::push(tx, &Actor::System, products)).await?;
    let mut conversations = Vec::new();
    for person in PEOPLE {
        walk_to(today.plus(-SPAN_MS));
        let visitor = db.write(move |tx| introduce(tx, site, person)).await?;
        for (minute, (hours_ago, did)) in (0..).zip(person.past) {
            walk_to(today.plus(-hours_ago * time::HOUR + minute * time::MINUTE));
            db.write(move |tx| act(tx, (&visitor, person.external_id), did)).await?;
        }
        walk_to(at(person.days_ago, 0));
        db.write(move |tx| visitors::actions::prove(tx, visitor, visitor.contact)).await?;
        let begun = talk(db, (agent, visitor), person.lines, |minutes| walk_to(at(person.days_ago, minutes)));
        conversations.extend(begun.await?);
    }
    for (name, url, lines, days_ago) in STRANGERS {
        walk_to(at(*days_ago, 30));
        let visitor = db.write(move |tx| arrive(tx, site, name, url)).await?;
        let begun = talk(db, (agent, visitor), lines, |minutes| walk_to(at(*days_ago, 30 + minutes)));
        conversations.extend(begun.await?);
    }
    walk_to(today);
    team::fill(db, agent, conversations).await?;
    Ok(format!(
        "The shop has {} customers with orders, {} conversations and {offered} products.",
        PEOPLE.len(),
        PEOPLE.len() + STRANGERS.len()
    ))
}

/// Makes a customer, and a browser that has proved to be it.
fn introduce(tx: &mut Tx<'_>, site: SiteId, person: &Person) -> Result<VisitorActor> {
    let identity: contacts::api::NewIdentity = read(person.profile)?;
    contacts::actions::identify(tx, &Actor::System, &identity.external_id, identity.changes)?;
    let (contact, _) = contacts::actions::find_or_create_customer(tx, &Actor::System, &identity.external_id)?;
    let (visitor, _) = visitors::actions::start(tx, NewVisitor { id: None, site, contact, is_verified: true })?;
    Ok(visitor)
}

/// Lets a customer do something, now.
fn act(tx: &mut Tx<'_>, (visitor, customer): (&VisitorActor, &str), did: &Did) -> Result<()> {
    // A proof holds for days, and this is the story of weeks.
    visitors::actions::prove(tx, *visitor, visitor.contact)?;
    match did {
        Did::Saw(path, title) => visitors::actions::visit(tx, visitor, page(&format!("{SHOP}{path}"), title)),
        Did::Told(name, (property, value)) => {
            let properties = BTreeMap::from([((*property).to_owned(), serde_json::Value::from(*value))]);
            let event = NewEvent { name: (*name).to_owned(), properties, at: tx.now().as_millis() };
            tracking::actions::track(tx, visitor, &[event])
        }
        Did::Bought(record) => {
            let request = format!(r#"{{"external_id":"{customer}","records":[{record}]}}"#);
            let pushed: activity::reading::NewRecords = read(&request)?;
            activity::actions::push(tx, &Actor::System, &pushed.external_id, pushed.records)?;
            Ok(())
        }
    }
}

fn arrive(tx: &mut Tx<'_>, site: SiteId, name: &str, url: &str) -> Result<VisitorActor> {
    let contact = contacts::actions::create_anonymous(tx, &Actor::System)?;
    let (visitor, _) = visitors::actions::start(tx, NewVisitor { id: None, site, contact, is_verified: false })?;
    if !name.is_empty() {
        visitors::actions::claim(tx, &visitor, Claims { name: Some(name.to_owned()), ..Claims::default() })?;
    }
    visitors::actions::visit(tx, &visitor, page(url, "Fern & Fable"))?;
    Ok(visitor)
}

fn page(url: &str, title: &str) -> Page {
    Page { origin: SHOP.to_owned(), url: Some(url.to_owned()), title: Some(title.to_owned()), ..Page::default() }
}

/// Lets both sides say their lines, two minutes apart, and answers the conversation.
async fn talk(
    db: &Db,
    (agent, visitor): (&Actor, VisitorActor),
    lines: &[&str],
    mut walk: impl FnMut(i64),
) -> Result<Option<ConversationId>> {
    let mut conversation = None;
    for (index, line) in lines.iter().enumerate() {
        walk(2 * i64::try_from(index).unwrap_or(0));
        let (actor, text) = match line.split_once(' ') {
            Some((">", text)) => (Actor::Visitor(visitor), text),
            Some((_, text)) => (agent.clone(), text),
            None => continue,
        };
        let client_id = ClientId::parse(&format!("demo-{index}"))?;
        let new = NewMessage::text(conversation, client_id, MessageBody::parse(text)?);
        conversation = Some(db.write(move |tx| conversations::actions::post(tx, &actor, &new)).await?.conversation);
    }
    Ok(conversation)
}

fn read<T: crate::base::json::ReadJson>(text: &str) -> Result<T> {
    json::parse(text.as_bytes()).map_err(|error| Error::internal(error.detail()))
}
