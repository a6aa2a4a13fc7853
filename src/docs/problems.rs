//! Every kind of error that our APIs answer with, each with a page of its own at the address its `type` names.

use super::page::rich;
use crate::base::json::Json;

/// One kind of error.
pub struct Problem {
    /// The last part of its `type`.
    pub kind: &'static str,
    pub status: u16,
    pub title: &'static str,
    /// When it comes, in a sentence or two.
    pub when: &'static str,
    /// What to do about it.
    pub advice: &'static str,
    /// The `detail` of an example.
    pub detail: &'static str,
    /// The wrong field of an example: pointer and detail.
    pub field: Option<(&'static str, &'static str)>,
}

const UNREADABLE: &str = "The request cannot be read";
const WRONG_FIELDS: &str = "The request holds wrong fields";

/// All kinds, by status; the first one of a status is its usual one.
pub const PROBLEMS: &[Problem] = &[
    Problem {
        kind: "unreadable",
        status: 400,
        title: UNREADABLE,
        when: "The body is not JSON, not UTF-8, holds a NUL character or one key twice, or is nested deeper than 32 levels.",
        advice: "The detail names the place. Check how the body is made; let your language's JSON library write it.",
        detail: "“/records/0” holds the key “amount” twice. Send each key once.",
        field: None,
    },
    Problem {
        kind: "bad-idempotency-key",
        status: 400,
        title: UNREADABLE,
        when: "The `Idempotency-Key` is empty, longer than 255 characters, not plain ASCII, or was sent twice.",
        advice: "Send one key of 1 to 255 visible ASCII characters, such as a UUID or your order's number and status.",
        detail: "Send one Idempotency-Key of 1 to 255 visible ASCII characters without spaces, such as a UUID.",
        field: None,
    },
    Problem {
        kind: "unauthorized",
        status: 401,
        title: "Credentials are missing or wrong",
        when: "There is no key, or it is unknown, wrong, revoked or expired. The answer is the same in all cases.",
        advice: "Send `Authorization: Bearer wgk_…` with a key from Settings → Developers. A lost key cannot be shown again: make another one and revoke the old one.",
        detail: crate::http::CREDENTIALS,
        field: None,
    },
    Problem {
        kind: "forbidden",
        status: 403,
        title: "This is not allowed",
        when: "Who calls is known, but may not do this: a key without the scope, a person without the role.",
        advice: "The detail names what is missing. Make a key with that scope, or ask an administrator.",
        detail: "This key does not have the scope “records”. Make a key with it under Settings → Developers.",
        field: None,
    },
    Problem {
        kind: "not-found",
        status: 404,
        title: "Not found",
        when: "It is not there, or it is there but not yours to see.",
        advice: "Compare the address, the reference and the kind with what you sent before.",
        detail: "There is no such record, or it is not yours to see.",
        field: None,
    },
    Problem {
        kind: "wrong-method",
        status: 405,
        title: "Wrong method",
        when: "The address exists, but does not take this method.",
        advice: "Use one of the methods that the `Allow` header names.",
        detail: "This address does not take that method. It takes POST, DELETE.",
        field: None,
    },
    Problem {
        kind: "too-slow",
        status: 408,
        title: "The body came too slowly",
        when: "The body did not arrive in full within 30 seconds.",
        advice: "Send it again, in several smaller requests if the line is slow. Nothing was stored.",
        detail: "The body did not arrive within 30 seconds. Send it again, in smaller parts if the line is slow.",
        field: None,
    },
    Problem {
        kind: "conflict",
        status: 409,
        title: "It does not fit the present state",
        when: "The reference belongs to several kinds of records, the request with this `Idempotency-Key` is still in progress, or somebody else has changed the same thing meanwhile.",
        advice: "The detail says which. Name the `kind`, or try again in a second.",
        detail: "Several records have this reference: deposit, order. Say which one with “kind”.",
        field: None,
    },
    Problem {
        kind: "too-large",
        status: 413,
        title: "The body is too large",
        when: "The body is larger than this address takes: 5,000,000 bytes for ingest.",
        advice: "Send several requests. 100 to 500 records each are a good size.",
        detail: "The body is larger than the 5000000 bytes this address takes. Send it in several requests.",
        field: None,
    },
    Problem {
        kind: "not-json",
        status: 415,
        title: "The body is not JSON",
        when: "The `Content-Type` is missing or is not `application/json` in UTF-8, or the body is compressed.",
        advice: "Send the header `Content-Type: application/json`, and the body uncompressed.",
        detail: "This address takes JSON in UTF-8, uncompressed. Send the header “Content-Type: application/json”.",
        field: None,
    },
    Problem {
        kind: "invalid",
        status: 422,
        title: WRONG_FIELDS,
        when: "The request could be read, but fields are wrong: a type, a length, an amount with too many decimals, an unknown name. Also an `Idempotency-Key` that was used for another request.",
        advice: "`errors` names every wrong field by its JSON pointer. Nothing of the request was stored.",
        detail: "Expected one of order, deposit, withdrawal, payment, custom.",
        field: Some(("/records/0/kind", "Expected one of order, deposit, withdrawal, payment, custom.")),
    },
    Problem {
        kind: "guest_external_id",
        status: 422,
        title: WRONG_FIELDS,
        when: "The `external_id` is “0” or empty, which is what shops send for guests. All guests would become one customer.",
        advice: "Skip orders of guests: send nothing for them.",
        detail: "“0” and an empty id are what shops send for guests; all guests would become one customer. Leave guests out.",
        field: Some((
            "/external_id",
            "“0” and an empty id are what shops send for guests; all guests would become one customer. Leave guests out.",
        )),
    },
    Problem {
        kind: "too-many-requests",
        status: 429,
        title: "Too many requests",
        when: "More came than is allowed. A key may send 500 requests a second, 2,000 at once, unless the server is set up otherwise.",
        advice: "Wait as many seconds as `Retry-After` says. The `RateLimit` header of every answer tells how many are left.",
        detail: "That was too often. Try again in 2 seconds.",
        field: None,
    },
    Problem {
        kind: "internal",
        status: 500,
        title: "Something went wrong on our side",
        when: "A fault of ours.",
        advice: "Try again, with the same `Idempotency-Key` if you sent one. If it stays, give the administrator the reference in `instance`: it leads to the line in the log.",
        detail: "Something went wrong on our side. Try again; if it stays, give the administrator the reference.",
        field: None,
    },
    Problem {
        kind: "unavailable",
        status: 503,
        title: "Not just now",
        when: "The server is stopping or restarting, its disk is nearly full, or it has more to write than it can take.",
        advice: "Try again after as many seconds as `Retry-After` says. Nothing was stored.",
        detail: "Deskbell is stopping or restarting. Try again in a few seconds.",
        field: None,
    },
];

/// Kinds that only the widget, the inbox and the console meet: not on the API's page, but their addresses resolve.
const OF_OUR_OWN_PAGES: &[Problem] = &[
    Problem {
        kind: "signed-out",
        status: 401,
        title: "Credentials are missing or wrong",
        when: "The visitor's token or the agent's session is unknown, has ended, or what it proved has lapsed.",
        advice: "The widget starts anew by itself; agents sign in again.",
        detail: "This browser is not known here any more. Write again to start anew.",
        field: None,
    },
    Problem {
        kind: "unknown-site",
        status: 403,
        title: "This is not allowed",
        when: "No site has the app id or the site key of the snippet.",
        advice: "Copy the snippet again from Settings → Install.",
        detail: "No site here has this app id or key. Copy the snippet again from Settings → Install.",
        field: None,
    },
    Problem {
        kind: "site-inactive",
        status: 403,
        title: "This is not allowed",
        when: "The site of the snippet is switched off.",
        advice: "An administrator can switch it on again.",
        detail: "This site is switched off in Deskbell. An administrator can switch it on again.",
        field: None,
    },
    Problem {
        kind: "origin-not-allowed",
        status: 403,
        title: "This is not allowed",
        when: "The page that asks is not on the site's list, or a call of the panel was made by another page than ours.",
        advice: "Add the website under Settings → Install: scheme, host and port exactly as the browser shows them.",
        detail: "This website is not on the list of those that may embed the widget. Add it under Settings → Install.",
        field: None,
    },
    Problem {
        kind: "origin-missing",
        status: 403,
        title: "This is not allowed",
        when: "The start document was asked for without the `Origin` that browsers send for web pages.",
        advice: "Open the page over http or https, not from a file.",
        detail: "The widget is started by a web page, which sends its Origin. Open the page over http or https, not from a file.",
        field: None,
    },
    Problem {
        kind: "cross-site",
        status: 403,
        title: "This is not allowed",
        when: "A request that changes something did not come from a page of this Deskbell.",
        advice: "Open the page here and do it again.",
        detail: "This request did not come from a page of this Deskbell, so nothing was changed. Open the page here and do it again.",
        field: None,
    },
    Problem {
        kind: "captcha_required",
        status: 403,
        title: "A captcha is required",
        when: "A stranger's first act came without a proof of work, or with one that is wrong, too late or used before. Only the widget's own panel meets this; the member `captcha` names what is needed: `pow`.",
        advice: "Ask `/api/widget/challenge` for a new challenge and send its solution as `captcha`.",
        detail: "This proof of work was used before. Ask for a new challenge and solve that.",
        field: None,
    },
    Problem {
        kind: "not-verified",
        status: 403,
        title: "This is not allowed",
        when: "The panel asked for a customer's orders, and this browser has not proved whose it is.",
        advice: "Let the website vouch for its customer with `user_hash`.",
        detail: "Orders are shown only to customers whose website has vouched for them. Sign in there first.",
        field: None,
    },
    Problem {
        kind: "wrong-host",
        status: 421,
        title: "Wrong host",
        when: "`public_url` is set, and the request used another name.",
        advice: "Use the address in `public_url`, or correct that setting.",
        detail: "This server does not answer under that name. Use the address in public_url.",
        field: None,
    },
];

/// The usual problem of a status.
pub fn of_status(status: &str) -> Option<&'static Problem> {
    PROBLEMS.iter().find(|problem| problem.status.to_string() == status)
}

/// A problem by the last part of its type.
pub fn of_kind(kind: &str) -> Option<&'static Problem> {
    PROBLEMS.iter().chain(OF_OUR_OWN_PAGES).find(|problem| problem.kind == kind)
}

impl Problem {
    /// When it comes, as HTML.
    pub fn when_html(&self) -> String {
        rich(self.when)
    }

    /// What to do, as HTML.
    pub fn advice_html(&self) -> String {
        rich(self.advice)
    }

    /// The document as it could be answered.
    pub fn example(&self) -> Json<'static> {
        self.with_detail(self.detail)
    }

    /// The same, said of something else.
    pub fn with_detail(&self, said: &str) -> Json<'static> {
        let mut fields = vec![
            ("type".into(), Json::Text(format!("/docs/problems/{}", self.kind).into())),
            ("title".into(), Json::Text(self.title.into())),
            ("status".into(), Json::Number(self.status.to_string().into())),
            ("detail".into(), Json::Text(said.to_owned().into())),
        ];
        if let Some((pointer, detail)) = self.field {
            let wrong =
                vec![("pointer".into(), Json::Text(pointer.into())), ("detail".into(), Json::Text(detail.into()))];
            fields.push(("errors".into(), Json::List(vec![Json::Object(wrong)])));
        }
        Json::Object(fields)
    }
}
