//! The visitor's token as a credential of the panel's calls.

use std::{collections::BTreeMap, sync::Arc};

use poem::Request;
use poem_openapi::{Object, SecurityScheme, auth::Bearer};
use serde::Deserialize;

use super::{
    model::{Device, Page, Whereabouts},
    tokens::{self, Caller, actions::Outlived},
    views::{self, Shown},
};
use crate::{
    base::{
        Clock, Result, Secret, VisitorActor,
        json::{self, Fields, Place, ReadJson, Wrong},
        secret,
    },
    db::Db,
    http::{ApiError, Client, Key, Limit, Limits},
};

/// The token that this browser was given at its first act.
#[derive(SecurityScheme)]
#[oai(ty = "bearer", key_name = "VisitorToken", checker = "check")]
pub struct VisitorAuth(Checked);

/// A visitor with the token that proved it.
pub struct Checked {
    visitor: VisitorActor,
    token: Secret<String>,
    wants_renewal: bool,
}

impl VisitorAuth {
    /// Who holds the token.
    pub fn visitor(&self) -> VisitorActor {
        self.0.visitor
    }

    /// The token itself.
    pub fn token(&self) -> &Secret<String> {
        &self.0.token
    }

    /// Whether the token is so old that the panel should ask for a new one.
    pub fn wants_renewal(&self) -> bool {
        self.0.wants_renewal
    }
}

async fn check(request: &Request, bearer: Bearer) -> poem::Result<Checked> {
    let handle =
        |name| poem::Error::from(ApiError::from(crate::base::Error::internal(format!("no {name} in the request"))));
    let db = request.data::<Db>().ok_or_else(|| handle("database"))?;
    let clock = request.data::<Clock>().ok_or_else(|| handle("clock"))?;
    let known = holder(db, clock, (bearer.token.clone(), caller(request))).await.map_err(ApiError::from)?;
    let (visitor, wants_renewal) = known.ok_or_else(signed_out)?;
    if let Some(limits) = request.data::<Arc<Limits>>() {
        limits.take(Limit::Reads, Key::Visitor(visitor.id))?;
    }
    Ok(Checked { visitor, token: Secret::new(bearer.token), wants_renewal })
}

/// The holder of a token, as [`authenticate`] tells, and whether the token should be renewed.
async fn holder(db: &Db, clock: &Clock, (token, caller): (String, Caller)) -> Result<Option<(VisitorActor, bool)>> {
    let (hash, now) = (secret::fingerprint(&token), clock.now());
    let who = caller.clone();
    match db.read(move |connection| views::shown(connection, &hash, (&who, now))).await? {
        Shown::Nothing => Ok(None),
        Shown::Outlived => {
            if let Some(outlived) = db.write(move |tx| tokens::actions::outlive(tx, &hash, &caller)).await? {
                warn(outlived);
            }
            Ok(None)
        }
        Shown::Holder { visitor, wants_touch, wants_renewal } => {
            // The token is good whether or not this can be written: a full disk must not keep anybody from reading.
            if wants_touch && let Err(error) = db.write(move |tx| tokens::actions::note_use(tx, &hash, &caller)).await {
                tracing::debug!(%error, "the use of a token could not be noted");
            }
            Ok(Some((visitor, wants_renewal)))
        }
    }
}

/// The holder of a token. Its use is written down where that matters: at the first use of a successor, and once a day.
///
/// # Errors
/// `Internal` only; a token that opens nothing is `None`.
pub async fn authenticate(db: &Db, clock: &Clock, shown: (String, Caller)) -> Result<Option<VisitorActor>> {
    Ok(holder(db, clock, shown).await?.map(|(visitor, _)| visitor))
}

fn warn(Outlived { visitor, is_theft }: Outlived) {
    if is_theft {
        tracing::warn!(
            target: "security", %visitor,
            "a visitor's token was used after it was renewed, from another address and browser: all tokens of this visitor have ended"
        );
    } else {
        tracing::warn!(target: "security", %visitor, "a visitor's token was used after it was renewed: it has ended");
    }
}

/// Who makes a request, as far as it tells a thief from the owner of a token.
pub fn caller(request: &Request) -> Caller {
    let address = Client::of(request).address;
    // The network that limits count by.
    let address = if let Key::Address(network) = Key::address(address) { network } else { address };
    Caller { address, browser: request.header("User-Agent").unwrap_or("").to_owned() }
}

/// The answer to a token that is unknown, ended, or whose proof has lapsed: one for all causes.
pub fn signed_out() -> ApiError {
    ApiError::unauthorized("This browser is not known here any more. Write again to start anew.").kind("signed-out")
}

/// The page a panel is on.
#[derive(Debug, Default, Object, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageReport {
    /// The page's origin, as the browser gave it to the panel.
    pub origin: String,
    #[serde(default)]
    pub url: Option<String>,
    #[serde(default)]
    pub title: Option<String>,
    #[serde(default)]
    pub referrer: Option<String>,
    /// `utm_*` and the snippet's campaign.
    #[serde(default)]
    pub campaign: Option<BTreeMap<String, String>>,
    /// The browser's language, such as `de-AT`.
    #[serde(default)]
    pub locale: Option<String>,
    /// The browser's zone, such as `Europe/Vienna`.
    #[serde(default)]
    pub time_zone: Option<String>,
    /// `phone`, `tablet` or `desktop`.
    #[serde(default)]
    pub device: Option<String>,
}

impl From<PageReport> for Page {
    fn from(report: PageReport) -> Self {
        Self {
            origin: report.origin,
            url: report.url,
            title: report.title,
            referrer: report.referrer,
            campaign: report.campaign.unwrap_or_default(),
            whereabouts: Whereabouts {
                locale: report.locale,
                time_zone: report.time_zone,
                device: report.device.as_deref().and_then(Device::of_word),
            },
        }
    }
}

impl ReadJson for PageReport {
    fn read_json(json: json::Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let mut fields = Fields::open(json, place, wrong)?;
        let origin = fields.required_with("origin", |json, place, wrong| json::text(json, place, wrong, [1, 300]));
        let mut line =
            |name, most| fields.optional_with(name, |json, place, wrong| json::text(json, place, wrong, [0, most]));
        let (url, title, referrer) = (line("url", 8_000), line("title", 4_000), line("referrer", 8_000));
        let (locale, time_zone, device) = (line("locale", 100), line("time_zone", 100), line("device", 20));
        let campaign = fields.optional_with("campaign", campaign);
        fields.finish();
        Some(Self { origin: origin?, url, title, referrer, campaign, locale, time_zone, device })
    }
}

fn campaign(json: json::Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<BTreeMap<String, String>> {
    let json::Json::Object(fields) = json else {
        return wrong.at(place, "Give the campaign as an object of texts.");
    };
    let mut campaign = BTreeMap::new();
    for (name, value) in fields {
        let value = json::text(value, &Place::Field(place, &name), wrong, [0, 1_000]);
        campaign.extend(value.map(|value| (name.to_string(), value)));
    }
    Some(campaign)
}
