//! The shop's customers: who they are, what they did, and what they wrote.

/// A customer with a past and a conversation.
pub struct Person {
    pub external_id: &'static str,
    pub profile: &'static str,
    /// What it did, the oldest first, and how many hours ago.
    pub past: &'static [(i64, Did)],
    /// Days ago that the conversation began.
    pub days_ago: i64,
    /// Lines in turn: `>` the visitor's, `<` the team's.
    pub lines: &'static [&'static str],
}

/// Something that a customer did.
pub enum Did {
    /// A page it was on, below the shop's address, and its title.
    Saw(&'static str, &'static str),
    /// What a page told: a name, and a property of it.
    Told(&'static str, (&'static str, &'static str)),
    /// A record as the shop's server sends it.
    Bought(&'static str),
}

use Did::{Bought, Saw, Told};

pub const PEOPLE: &[Person] = &[
    Person {
        external_id: "1042",
        profile: r#"{"external_id":"1042","name":"Noor Haddad","email":"noor.haddad@example.net","phone":"+31 20 555 0142","address":"Prinsengracht 12, Amsterdam","attributes":{"tier":"Gold","lifetime_value":"1,240 €"}}"#,
        past: &[
            (24 * 27, Saw("/terracotta", "Terracotta")),
            (
                24 * 27,
                Bought(
                    r#"{"kind":"order","reference":"FF-2987","title":"Terracotta pots, set of 4","amount":"38.00","currency":"EUR","status":"delivered","url":"https://fernandfable.example/admin/orders/2987","attributes":{"carrier":"PostNL"}}"#,
                ),
            ),
            (
                24 * 26,
                Bought(
                    r#"{"kind":"payment","reference":"PAY-86002","amount":"38.00","currency":"EUR","status":"paid"}"#,
                ),
            ),
            (
                24 * 12,
                Bought(
                    r#"{"kind":"deposit","reference":"GIFT-31","title":"Gift card from London","amount":"25.00","currency":"GBP","status":"completed"}"#,
                ),
            ),
            (24 * 5, Saw("/", "Fern & Fable")),
            (24 * 5, Told("searched", ("words", "monstera"))),
            (24 * 5, Saw("/monstera", "Monstera deliciosa")),
            (24 * 5, Told("added to basket", ("product", "Monstera deliciosa, 80 cm"))),
            (24 * 5, Saw("/checkout", "Checkout")),
            (
                24 * 5,
                Bought(
                    r#"{"kind":"order","reference":"FF-3391","title":"Monstera deliciosa, 80 cm","amount":"64.90","currency":"EUR","status":"shipped","url":"https://fernandfable.example/admin/orders/3391","attributes":{"carrier":"DHL","parcels":1}}"#,
                ),
            ),
            (
                24 * 5,
                Bought(
                    r#"{"kind":"payment","reference":"PAY-88121","amount":"64.90","currency":"EUR","status":"paid"}"#,
                ),
            ),
            (
                24 * 2,
                Bought(
                    r#"{"kind":"custom","reference":"RET-12","title":"Return of one pot","amount":"9.50","currency":"EUR","status":"label sent"}"#,
                ),
            ),
            (4, Saw("/orders/3391", "Order FF-3391")),
            (4, Told("tracking opened", ("order", "FF-3391"))),
        ],
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
        past: &[
            (
                24 * 19,
                Bought(
                    r#"{"kind":"order","reference":"FF-3120","title":"Watering can, brass","amount":"42.50","currency":"EUR","status":"refunded"}"#,
                ),
            ),
            (
                24 * 16,
                Bought(
                    r#"{"kind":"withdrawal","reference":"REF-204","title":"Refund to bank account","amount":"42.50","currency":"EUR","status":"processing"}"#,
                ),
            ),
            (30, Saw("/olive-trees", "Olive trees")),
            (30, Told("size chosen", ("size", "120 cm"))),
            (
                30,
                Bought(
                    r#"{"kind":"order","reference":"FF-3402","title":"Olive tree, 120 cm","amount":"119.00","currency":"EUR","status":"processing","url":"https://fernandfable.example/admin/orders/3402"}"#,
                ),
            ),
            (29, Saw("/care/olive-trees", "Caring for an olive tree")),
        ],
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
        past: &[
            (
                24 * 9,
                Bought(
                    r#"{"kind":"deposit","reference":"GIFT-77","title":"Gift card","amount":5000,"currency":"JPY","status":"completed"}"#,
                ),
            ),
            (24 * 3, Saw("/bonsai", "Bonsai")),
            (24 * 3, Told("gift card redeemed", ("card", "GIFT-77"))),
            (
                24 * 3,
                Bought(
                    r#"{"kind":"order","reference":"FF-3377","title":"Bonsai starter kit","amount":8200,"currency":"JPY","status":"pending"}"#,
                ),
            ),
            (24 * 2 + 4, Saw("/checkout", "Checkout")),
        ],
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
        past: &[
            (24 * 5, Saw("/fiddle-leaf-fig", "Fiddle-leaf fig")),
            (
                24 * 5,
                Bought(
                    r#"{"kind":"order","reference":"FF-3250","title":"Fiddle-leaf fig, 100 cm","amount":"84.00","currency":"GBP","status":"failed"}"#,
                ),
            ),
            (
                24 * 5,
                Bought(
                    r#"{"kind":"payment","reference":"PAY-87730","amount":"84.00","currency":"GBP","status":"declined"}"#,
                ),
            ),
            (24 * 5, Told("payment failed", ("reason", "confirmation missing"))),
            (24 * 4 + 4, Saw("/help", "Help")),
        ],
        days_ago: 4,
        lines: &[
            "> The payment failed twice. Is my card blocked on your side?",
            "< Nothing is blocked here, Samuel. Your bank asks for a confirmation in its app; after that it goes through.",
            "> That was it. Ordered!",
            "< Lovely. It ships tomorrow.",
        ],
    },
];
