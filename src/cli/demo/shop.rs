//! The shop's people: what they bought, and what they wrote.

use crate::{
    activity,
    base::{Actor, Clock, Error, Result, VisitorActor, ids::*, time},
    contacts::{self, model::ExternalId},
    conversations::{
        self,
        model::{ClientId, MessageBody, NewMessage},
    },
    db::{Db, Tx},
    http::json,
    visitors::{
        self,
        actions::NewVisitor,
        model::{Claims, Page},
    },
};

/// A customer with orders and, most of them, a conversation.
struct Person {
    external_id: &'static str,
    profile: &'static str,
    records: &'static str,
    page: (&'static str, &'static str),
    /// Days ago that the conversation began.
    days_ago: i64,
    /// Lines in turn: `>` the visitor's, `<` the team's.
    lines: &'static [&'static str],
}

const PEOPLE: &[Person] = &[
    Person {
        external_id: "1042",
        profile: r#"{"external_id":"1042","name":"Noor Haddad","email":"noor.haddad@example.net","phone":"+31 20 555 0142","address":"Prinsengracht 12, Amsterdam","attributes":{"tier":"Gold","lifetime_value":"1,240 €"}}"#,
        records: r#"{"external_id":"1042","records":[{"kind":"order","reference":"FF-3391","title":"Monstera deliciosa, 80 cm","amount":"64.90","currency":"EUR","status":"shipped","url":"https://fernandfable.example/orders/3391"},{"kind":"order","reference":"FF-2987","title":"Terracotta pots, set of 4","amount":"38.00","currency":"EUR","status":"delivered"},{"kind":"payment","reference":"PAY-88121","amount":"64.90","currency":"EUR","status":"paid"}]}"#,
        page: ("https://fernandfable.example/orders/3391", "Order FF-3391"),
        days_ago: 0,
        lines: &[
            "> Hi! My monstera should have come yesterday. Could you see where it is?",
            "< Good morning Noor, I am looking it up with the carrier.",
            "< It is on the van today, between 14:00 and 16:00. We are sorry for the wait.",
            "> Perfect, I will be home. Thank you!",
        ],
    },
    Person {
        external_id: "1077",
        profile: r#"{"external_id":"1077","name":"Tomasz Wójcik","email":"t.wojcik@example.com","attributes":{"tier":"Silver"}}"#,
        records: r#"{"external_id":"1077","records":[{"kind":"order","reference":"FF-3402","title":"Olive tree, 120 cm","amount":"119.00","currency":"EUR","status":"processing"},{"kind":"order","reference":"FF-3120","title":"Watering can, brass","amount":"42.50","currency":"EUR","status":"refunded"}]}"#,
        page: ("https://fernandfable.example/olive-trees", "Olive trees"),
        days_ago: 1,
        lines: &[
            "> Does the olive tree survive winter on a balcony in Kraków?",
            "< Down to −8 °C with a fleece around the pot. Below that, bring it in for the night.",
            "> Good to know. Can you add a fleece to my order?",
        ],
    },
    Person {
        external_id: "1101",
        profile: r#"{"external_id":"1101","name":"Aiko Tanaka","email":"aiko@example.org","username":"aiko","attributes":{"tier":"Gold","newsletter":true}}"#,
        records: r#"{"external_id":"1101","records":[{"kind":"order","reference":"FF-3377","title":"Bonsai starter kit","amount":8200,"currency":"JPY","status":"pending"},{"kind":"deposit","reference":"GIFT-77","title":"Gift card","amount":5000,"currency":"JPY","status":"completed"}]}"#,
        page: ("https://fernandfable.example/checkout", "Checkout"),
        days_ago: 2,
        lines: &[
            "> I paid with my gift card, but the order still says pending.",
            "< The rest of 3,200 ¥ is open. You can pay it on the order's page, or I can send you a link.",
            "> A link please.",
        ],
    },
    Person {
        external_id: "1133",
        profile: r#"{"external_id":"1133","name":"Samuel Okafor","email":"s.okafor@example.net","phone":"+44 20 7946 0133"}"#,
        records: r#"{"external_id":"1133","records":[{"kind":"order","reference":"FF-3250","title":"Fiddle-leaf fig, 100 cm","amount":"84.00","currency":"GBP","status":"failed"}]}"#,
        page: ("https://fernandfable.example/help", "Help"),
        days_ago: 4,
        lines: &[
            "> The payment failed twice. Is my card blocked on your side?",
            "< Nothing is blocked here, Samuel. Your bank asks for a confirmation in its app; after that it goes through.",
            "> That was it. Ordered!",
            "< Lovely. It ships tomorrow.",
        ],
    },
];

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
    let today = clock.now().plus(14 * time::DAY);
    let at = |days_ago: i64, minutes: i64| today.plus(-days_ago * time::DAY - 3 * time::HOUR + minutes * time::MINUTE);
    let walk_to = |moment: crate::base::Timestamp| clock.advance(moment.as_millis() - clock.now().as_millis());
    for person in PEOPLE {
        walk_to(at(person.days_ago + 1, 0));
        let visitor = db.write(move |tx| introduce(tx, site, person)).await?;
        talk(db, (agent, visitor), person.lines, |minutes| walk_to(at(person.days_ago, minutes))).await?;
        // Still on the page where they have just written.
        db.write(move |tx| visitors::actions::visit(tx, &visitor, page(person.page.0, person.page.1))).await?;
    }
    for (name, url, lines, days_ago) in STRANGERS {
        walk_to(at(*days_ago, 30));
        let visitor = db.write(move |tx| arrive(tx, site, name, url)).await?;
        talk(db, (agent, visitor), lines, |minutes| walk_to(at(*days_ago, 30 + minutes))).await?;
    }
    walk_to(today);
    Ok(format!(
        "The shop has {} customers with orders and {} conversations.",
        PEOPLE.len(),
        PEOPLE.len() + STRANGERS.len()
    ))
}

/// Makes a customer with its records, and a browser that has proved to be it.
fn introduce(tx: &mut Tx<'_>, site: SiteId, person: &Person) -> Result<VisitorActor> {
    let id = ExternalId::parse(person.external_id)
        .map_err(|_| Error::internal("a customer id of the demonstration is wrong"))?;
    let identity: contacts::api::NewIdentity = read(person.profile)?;
    contacts::actions::identify(tx, &Actor::System, &identity.external_id, identity.changes)?;
    let pushed: activity::reading::NewRecords = read(person.records)?;
    activity::actions::push(tx, &Actor::System, &pushed.external_id, pushed.records)?;
    let (contact, _) = contacts::actions::find_or_create_customer(tx, &Actor::System, &id)?;
    let (visitor, _) = visitors::actions::start(tx, NewVisitor { id: None, site, contact, is_verified: true })?;
    let (url, title) = person.page;
    visitors::actions::visit(tx, &visitor, page(url, title))?;
    Ok(visitor)
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
    let origin = "https://fernandfable.example".to_owned();
    Page { origin, url: Some(url.to_owned()), title: Some(title.to_owned()), ..Page::default() }
}

/// Lets both sides say their lines, two minutes apart.
async fn talk(
    db: &Db,
    (agent, visitor): (&Actor, VisitorActor),
    lines: &[&str],
    mut walk: impl FnMut(i64),
) -> Result<()> {
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
    Ok(())
}

fn read<T: crate::base::json::ReadJson>(text: &str) -> Result<T> {
    json::parse(text.as_bytes()).map_err(|error| Error::internal(error.detail()))
}
