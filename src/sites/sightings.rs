//! Where each site was last seen: which websites embed it, and when. Nothing about visitors.
//!
//! Noted in memory by whoever has checked an origin, since that happens with every page; a worker writes it down at
//! most once a minute for each site and origin. What a crash loses is a minute of it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use super::{Origin, actions, views};
use crate::{
    base::{Clock, Result, Timestamp, ids::SiteId, time::MINUTE},
    db::Db,
    jobs::{Next, Worker},
};

/// Origins remembered of one site. A site that any page may embed must not fill the memory; the oldest fall out.
pub const MAX_SIGHTINGS: usize = 200;

/// Origins a page of the console shows.
pub const SHOWN: usize = 10;

/// A website on which a site was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighting {
    pub site: SiteId,
    pub origin: Origin,
    pub at: Timestamp,
}

/// What is to be written down, and what to be forgotten.
#[derive(Debug, Default)]
pub struct Due {
    pub seen: Vec<Sighting>,
    pub forgotten: Vec<(SiteId, Origin)>,
}

/// The handle. Cheap to clone; all clones see the same.
#[derive(Clone, Default)]
pub struct Sightings(Arc<Mutex<Held>>);

#[derive(Default)]
struct Held {
    sites: HashMap<SiteId, HashMap<Origin, Entry>>,
    forgotten: Vec<(SiteId, Origin)>,
}

#[derive(Clone, Copy)]
struct Entry {
    at: Timestamp,
    /// When the row was last written; `None` where there is no row.
    written_at: Option<Timestamp>,
}

impl Sightings {
    /// Reads what was written down before.
    ///
    /// # Errors
    /// `Internal` where the database cannot be read.
    pub async fn start(db: &Db) -> Result<Self> {
        let sightings = Self::default();
        for Sighting { site, origin, at } in db.read(views::sightings).await? {
            let entry = Entry { at, written_at: Some(at) };
            sightings.held().sites.entry(site).or_default().insert(origin, entry);
        }
        Ok(sightings)
    }

    /// Notes that a site was seen on an origin, which must have been checked before.
    pub fn note(&self, site: SiteId, origin: &Origin, now: Timestamp) {
        let Held { sites, forgotten } = &mut *self.held();
        let origins = sites.entry(site).or_default();
        if let Some(entry) = origins.get_mut(origin) {
            entry.at = entry.at.max(now);
            return;
        }
        if origins.len() >= MAX_SIGHTINGS {
            let oldest = origins.iter().min_by_key(|(_, entry)| entry.at).map(|(origin, _)| origin.clone());
            if let Some((oldest, entry)) = oldest.and_then(|oldest| origins.remove_entry(&oldest))
                && entry.written_at.is_some()
            {
                forgotten.push((site, oldest));
            }
        }
        origins.insert(origin.clone(), Entry { at: now, written_at: None });
    }

    /// The newest ten of a site, the newest first.
    pub fn newest(&self, site: SiteId) -> Vec<Sighting> {
        let held = self.held();
        let origins = held.sites.get(&site).into_iter().flatten();
        let mut all: Vec<_> =
            origins.map(|(origin, entry)| Sighting { site, origin: origin.clone(), at: entry.at }).collect();
        all.sort_by(|left, right| right.at.cmp(&left.at).then_with(|| left.origin.cmp(&right.origin)));
        all.truncate(SHOWN);
        all
    }

    /// What is due, and takes it as written.
    fn take_due(&self, now: Timestamp) -> Due {
        let mut held = self.held();
        let mut due = Due { seen: Vec::new(), forgotten: std::mem::take(&mut held.forgotten) };
        for (site, origins) in &mut held.sites {
            for (origin, entry) in origins {
                let is_due = entry.written_at.is_none_or(|written| written < entry.at && written.plus(MINUTE) <= now);
                if is_due {
                    entry.written_at = Some(now);
                    due.seen.push(Sighting { site: *site, origin: origin.clone(), at: entry.at });
                }
            }
        }
        due
    }

    /// What could not be written is due again.
    fn give_back(&self, due: &Due) {
        let mut held = self.held();
        for Sighting { site, origin, .. } in &due.seen {
            if let Some(entry) = held.sites.get_mut(site).and_then(|origins| origins.get_mut(origin)) {
                entry.written_at = None;
            }
        }
        held.forgotten.extend(due.forgotten.iter().cloned());
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Writes sightings down.
pub struct WriteSightings {
    sightings: Sightings,
    db: Db,
    clock: Clock,
}

impl WriteSightings {
    /// A worker for these sightings.
    pub fn new(sightings: Sightings, db: Db, clock: Clock) -> Self {
        Self { sightings, db, clock }
    }
}

impl Worker for WriteSightings {
    const NAME: &'static str = "sightings";
    const REST: Duration = Duration::from_secs(5);

    async fn run_once(&mut self) -> anyhow::Result<Next> {
        let due = Arc::new(self.sightings.take_due(self.clock.now()));
        if due.seen.is_empty() && due.forgotten.is_empty() {
            return Ok(Next::Idle);
        }
        let written = Arc::clone(&due);
        if let Err(error) = self.db.write(move |tx| actions::keep_sightings(tx, &written)).await {
            self.sightings.give_back(&due);
            return Err(error.into());
        }
        Ok(Next::Idle)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Random, ids::NewId};

    fn site() -> SiteId {
        SiteId::new(Timestamp::from_millis(0), &Random::seeded(1))
    }

    fn origin(number: usize) -> Origin {
        Origin::parse(&format!("https://shop{number:03}.example")).unwrap()
    }

    #[test]
    fn the_oldest_fall_out_and_the_newest_are_shown_first() {
        let (sightings, site) = (Sightings::default(), site());
        for number in 0..MAX_SIGHTINGS {
            sightings.note(site, &origin(number), Timestamp::from_millis(number as i64));
        }
        sightings.note(site, &origin(0), Timestamp::from_millis(900));
        assert_eq!(sightings.take_due(Timestamp::from_millis(900)).seen.len(), MAX_SIGHTINGS);

        sightings.note(site, &origin(999), Timestamp::from_millis(1_000));

        let shown: Vec<_> = sightings.newest(site).into_iter().map(|sighting| sighting.origin).collect();
        assert_eq!(shown.len(), SHOWN);
        assert_eq!(shown[..3], [origin(999), origin(0), origin(MAX_SIGHTINGS - 1)]);
        let due = sightings.take_due(Timestamp::from_millis(1_000));
        assert_eq!(due.forgotten, [(site, origin(1))]);
        assert_eq!(due.seen.iter().map(|sighting| &sighting.origin).collect::<Vec<_>>(), [&origin(999)]);
    }

    #[test]
    fn each_is_written_at_most_once_a_minute() {
        let (sightings, site) = (Sightings::default(), site());
        let written = |at: i64| {
            sightings.note(site, &origin(1), Timestamp::from_millis(at));
            sightings.take_due(Timestamp::from_millis(at)).seen.len()
        };

        assert_eq!(
            [written(0), written(1), written(MINUTE - 1), written(MINUTE), written(MINUTE + 1)],
            [1, 0, 0, 1, 0]
        );
        assert_eq!(
            sightings.take_due(Timestamp::from_millis(2 * MINUTE)).seen.len(),
            1,
            "what was held back is not lost"
        );
        assert_eq!(sightings.take_due(Timestamp::from_millis(4 * MINUTE)).seen.len(), 0);
    }
}
