//! All sites and their keys in memory: what the widget asks for first needs no query, and a made-up app id costs nothing.

use std::{collections::HashMap, sync::Arc};

use super::{Features, Origin, Site, keys::SiteKey, sightings::Sightings, views};
use crate::{
    base::{Error, Result, Timestamp, ids::SiteId},
    db::Db,
    events::{Followed, LATE_BY},
    jobs::{Next, Worker},
};

/// After these the sites are read again.
const KINDS: &[&str] = &["site_changed", "workspace_claimed"];

/// The handle. Cheap to clone; all clones see the same sites.
#[derive(Clone)]
pub struct Sites {
    followed: Arc<Followed<Directory>>,
    /// Where they were seen.
    pub sightings: Sightings,
}

/// A site as one of its keys names it.
#[derive(Clone)]
pub struct KeyedSite {
    pub site: Arc<Site>,
    pub key: Arc<SiteKey>,
}

#[derive(Default)]
struct Directory {
    by_app_id: HashMap<String, Arc<Site>>,
    by_id: HashMap<SiteId, Arc<Site>>,
    in_order: Vec<Arc<Site>>,
    keys: HashMap<String, Arc<SiteKey>>,
    keys_in_order: Vec<Arc<SiteKey>>,
}

impl Sites {
    /// Reads the sites for the first time.
    ///
    /// # Errors
    /// `Internal` where the database cannot be read.
    pub async fn start(db: Db) -> Result<Self> {
        let sightings = Sightings::start(&db).await?;
        let load = |connection: &_| Ok(Directory::of(views::all(connection)?, views::active_keys(connection)?));
        Ok(Self { followed: Followed::start(db, KINDS, load).await?, sightings })
    }

    /// The site with a public app id, active or not.
    pub fn by_app_id(&self, app_id: &str) -> Option<Arc<Site>> {
        self.followed.current().by_app_id.get(app_id).cloned()
    }

    /// The site with an id, active or not.
    pub fn by_id(&self, id: SiteId) -> Option<Arc<Site>> {
        self.followed.current().by_id.get(&id).cloned()
    }

    /// The site that a key with this id names, active or not; `None` where there is no such key or it was revoked.
    pub fn by_key_id(&self, key_id: &str) -> Option<KeyedSite> {
        let directory = self.followed.current();
        let key = directory.keys.get(key_id)?;
        Some(KeyedSite { site: directory.by_id.get(&key.site).cloned()?, key: Arc::clone(key) })
    }

    /// Every key that was not revoked, by site, oldest first.
    pub fn keys(&self) -> Vec<Arc<SiteKey>> {
        self.followed.current().keys_in_order.clone()
    }

    /// Whether a page that says it is of `origin` may embed a site: one the site allows, or Deskbell's own. A site is
    /// noted as seen there; on our own pages, which try it out, it is not.
    pub fn admits(&self, site: &Site, origin: &str, (own, now): (Option<&Origin>, Timestamp)) -> bool {
        let Ok(origin) = Origin::parse(origin) else { return false };
        if own == Some(&origin) {
            return true;
        }
        let is_allowed = site.allows(&origin);
        if is_allowed {
            self.sightings.note(site.id, &origin, now);
        }
        is_allowed
    }

    /// Asks whether a site answers visitors at all: a panel that was open when it was switched off is no way in.
    ///
    /// # Errors
    /// `Forbidden` where it is switched off.
    pub fn must_be_active(&self, site: SiteId) -> Result<()> {
        let sentence = "This chat is switched off. Its administrator can switch it on again.";
        let is_active = self.by_id(site).is_some_and(|site| site.is_active);
        if is_active { Ok(()) } else { Err(Error::Forbidden(sentence.to_owned())) }
    }

    /// Asks whether a site has a part of its panel switched on: what no panel shows is not to be had by asking either.
    ///
    /// # Errors
    /// `Forbidden` where it, or the whole site, is switched off.
    pub fn must_have(&self, site: SiteId, part: impl FnOnce(&Features) -> bool) -> Result<()> {
        self.must_be_active(site)?;
        let sentence =
            "This part of the chat is switched off on this website. Its administrator can switch it on again.";
        let is_on = self.by_id(site).is_some_and(|site| part(&site.features));
        if is_on { Ok(()) } else { Err(Error::Forbidden(sentence.to_owned())) }
    }

    /// Every site, oldest first.
    pub fn all(&self) -> Vec<Arc<Site>> {
        self.followed.current().in_order.clone()
    }

    /// Takes in what was just changed.
    ///
    /// # Errors
    /// `Internal` where the database cannot be read.
    pub async fn refresh(&self) -> Result<()> {
        self.followed.look().await
    }
}

impl Worker for Sites {
    const NAME: &'static str = "sites";
    const REST: std::time::Duration = LATE_BY;

    async fn run_once(&mut self) -> anyhow::Result<Next> {
        self.refresh().await?;
        Ok(Next::Idle)
    }
}

impl Directory {
    fn of(sites: Vec<Site>, keys: Vec<SiteKey>) -> Self {
        let in_order: Vec<_> = sites.into_iter().map(Arc::new).collect();
        let keys_in_order: Vec<_> = keys.into_iter().map(Arc::new).collect();
        Self {
            keys: keys_in_order.iter().map(|key| (key.id.clone(), Arc::clone(key))).collect(),
            keys_in_order,
            by_app_id: in_order.iter().map(|site| (site.app_id.clone(), Arc::clone(site))).collect(),
            by_id: in_order.iter().map(|site| (site.id, Arc::clone(site))).collect(),
            in_order,
        }
    }
}
