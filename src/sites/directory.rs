//! All sites in memory: what the widget asks for first needs no query, and a made-up app id costs nothing.

use std::{collections::HashMap, sync::Arc};

use super::{Site, views};
use crate::{
    base::{Result, ids::SiteId},
    db::Db,
    events::{Followed, LATE_BY},
    jobs::{Next, Worker},
};

/// After these the sites are read again.
const KINDS: &[&str] = &["site_changed", "workspace_claimed"];

/// The handle. Cheap to clone; all clones see the same sites.
#[derive(Clone)]
pub struct Sites(Arc<Followed<Directory>>);

#[derive(Default)]
struct Directory {
    by_app_id: HashMap<String, Arc<Site>>,
    by_id: HashMap<SiteId, Arc<Site>>,
    in_order: Vec<Arc<Site>>,
}

impl Sites {
    /// Reads the sites for the first time.
    ///
    /// # Errors
    /// `Internal` where the database cannot be read.
    pub async fn start(db: Db) -> Result<Self> {
        Followed::start(db, KINDS, |connection| views::all(connection).map(Directory::of)).await.map(Self)
    }

    /// The site with a public app id, active or not.
    pub fn by_app_id(&self, app_id: &str) -> Option<Arc<Site>> {
        self.0.current().by_app_id.get(app_id).cloned()
    }

    /// The site with an id, active or not.
    pub fn by_id(&self, id: SiteId) -> Option<Arc<Site>> {
        self.0.current().by_id.get(&id).cloned()
    }

    /// The site that a key with this id names. No key is made yet, so there is none.
    pub fn by_key_id(&self, _key_id: &str) -> Option<Arc<Site>> {
        None
    }

    /// Every site, oldest first.
    pub fn all(&self) -> Vec<Arc<Site>> {
        self.0.current().in_order.clone()
    }

    /// Takes in what was just changed.
    ///
    /// # Errors
    /// `Internal` where the database cannot be read.
    pub async fn refresh(&self) -> Result<()> {
        self.0.look().await
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
    fn of(sites: Vec<Site>) -> Self {
        let in_order: Vec<_> = sites.into_iter().map(Arc::new).collect();
        Self {
            by_app_id: in_order.iter().map(|site| (site.app_id.clone(), Arc::clone(site))).collect(),
            by_id: in_order.iter().map(|site| (site.id, Arc::clone(site))).collect(),
            in_order,
        }
    }
}
