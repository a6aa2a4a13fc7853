//! How many connections each address holds.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use super::Key;

/// Counts open connections by address.
#[derive(Clone)]
pub struct Connections {
    counts: Arc<Mutex<HashMap<Key, u32>>>,
    most: u32,
}

/// One counted connection; dropping it gives the place back.
pub struct Counted {
    counts: Arc<Mutex<HashMap<Key, u32>>>,
    key: Key,
}

impl Connections {
    /// At most `most` for one address.
    pub fn new(most: u32) -> Self {
        Self { counts: Arc::default(), most }
    }

    /// Takes a place; `None` where the address holds its share already.
    pub fn take(&self, key: Key) -> Option<Counted> {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(key).or_default();
        if *count >= self.most {
            return None;
        }
        *count += 1;
        Some(Counted { counts: Arc::clone(&self.counts), key })
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.key) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.key);
            }
        }
    }
}
