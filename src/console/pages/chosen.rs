//! The site that a page of the settings is about, and saving what its form says.

use std::sync::Arc;

use poem::{Request, Response};

use super::{
    refused::{Refused, SEE_BELOW},
    shell::{Place, Shell},
};
use crate::{
    accounts::SignedIn,
    audit::{self, About, Fact, Kind},
    base::{Clock, Error, Timestamp, ids::SiteId},
    db::Db,
    http::{
        Client,
        forms::Form,
        html::see_other,
        session::{self, Flash},
    },
    settings::{PublicAddress, Settings},
    sites::{self, Edition, Section, Site, Sites},
};

/// A page about one site.
pub struct Chosen {
    pub shell: Shell,
    pub site: Arc<Site>,
    /// Every site, oldest first.
    pub all: Vec<Arc<Site>>,
    /// Scheme, host and port of this Deskbell.
    pub base: String,
    pub now: Timestamp,
}

impl Chosen {
    /// The page at `place` about the site that the address names, else about the first.
    ///
    /// # Errors
    /// `Forbidden` for who is no administrator; `NotFound` where there is no such site.
    pub fn of(request: &Request, signed_in: &SignedIn, place: Place) -> Result<Self, Error> {
        let shell = Shell::for_place(request, signed_in, place)?;
        let missing = || Error::internal("a handle of the settings was not given to its route");
        let sites = request.data::<Sites>().ok_or_else(missing)?;
        let workspace =
            request.data::<Settings>().ok_or_else(missing)?.current().ok_or(Error::NotFound("workspace"))?;
        let base = request.data::<PublicAddress>().ok_or_else(missing)?.base(&workspace).to_owned();
        let now = request.data::<Clock>().ok_or_else(missing)?.now();
        let all = sites.all();
        let site = match query(request, "site") {
            Some(id) => id.parse::<SiteId>().ok().and_then(|id| sites.by_id(id)),
            None => all.first().cloned(),
        };
        let site = site.ok_or(Error::NotFound("site"))?;
        Ok(Self { shell: shell.about(&site, &all), site, all, base, now })
    }

    /// What follows `?` in addresses of pages about this site; nothing else needs to follow it.
    pub fn query(&self) -> String {
        format!("site={}", self.site.id)
    }
}

/// A parameter of the address.
pub fn query(request: &Request, name: &str) -> Option<String> {
    let pairs = url::form_urlencoded::parse(request.uri().query().unwrap_or("").as_bytes());
    pairs.into_iter().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

/// Saves sections of a site, where nobody has changed it since the form was made.
///
/// # Errors
/// Ours; inside, what is wrong with the form.
pub async fn save(
    request: &Request,
    signed_in: &SignedIn,
    edition: Edition,
    sections: Vec<Section>,
) -> Result<Result<Site, Refused>, Error> {
    let missing = || Error::internal("a handle of the settings was not given to its route");
    let db = request.data::<Db>().ok_or_else(missing)?;
    let sites = request.data::<Sites>().ok_or_else(missing)?;
    let by = signed_in.by(request);
    let before = sites.by_id(edition.site).map(|site| site.allowed_origins.clone());
    let written = db.write(move |tx| {
        let site = sites::actions::change(tx, &by.actor, edition, sections)?;
        if before.as_ref() != Some(&site.allowed_origins) {
            audit::actions::note(tx, &by, Kind::OriginsChanged, &allowed(&site))?;
        }
        Ok(site)
    });
    match written.await {
        Ok(site) => {
            sites.refresh().await?;
            Ok(Ok(site))
        }
        Err(error) => Ok(Err(Refused::by(error)?.or_say(SEE_BELOW))),
    }
}

/// Which websites may embed a site's widget, for the audit log.
pub fn allowed(site: &Site) -> About {
    let how = match site.allowed_origins.as_slice() {
        [] => "every website".to_owned(),
        some => some.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
    };
    About::fact(Fact::Name, site.name.clone()).and(Fact::How, how)
}

/// The site as the form knew it. A form without a version overwrites nothing unseen: it never fits.
pub fn edition(site: &Site, form: &Form) -> Edition {
    Edition { site: site.id, version: Some(form.text("version").parse().unwrap_or(-1)) }
}

/// Leads to a page that says `notice`.
pub fn done(request: &Request, path: &str, notice: Flash) -> Response {
    let mut response = see_other(path);
    session::leave(&mut response, Client::of(request), notice);
    response
}
