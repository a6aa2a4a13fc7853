//! Whether the time a wrong key or hash takes tells where it is wrong: Welch's t between wrong first bytes and wrong last
//! bytes. Measured around the comparison itself, within this process: over HTTP the noise of the network and the
//! scheduler is thousands of times larger than what is looked for, and would hide anything.

use std::{
    hint::black_box,
    net::{IpAddr, Ipv4Addr},
    path::Path,
    time::{Duration, Instant},
};

use anyhow::{Result, ensure};
use deskbell::{
    api_keys::Keyring,
    base::{Clock, Random, Secret, secret},
    db::{DataFolder, Db, DbOptions},
    people::proofs::{Offered, Proof, judge},
    settings::model::IdentitySecrets,
};

use crate::{
    samples::grouped,
    stage::Stage,
    table::{Finding, Row},
};

/// Beyond this, a difference is there. (One in a hundred thousand runs says so of two that are alike.)
const LINE: f64 = 4.5;

/// Calls that one sample times together: the clock is too coarse for one.
const CALLS: usize = 16;

/// The slowest samples of both kinds together that are left out: something else ran then.
const LEFT_OUT: f64 = 0.05;

/// The identity secret of the published vector, and the hash of its id.
const SECRET: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
const ID: &str = "cust_42";

/// Where the keys are said to come from.
const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// What Welch's test says of two kinds of samples.
struct Told {
    t: f64,
    /// How much longer the second kind takes, for one call.
    difference: f64,
    samples: usize,
}

pub async fn measure(stage: &Stage) -> Result<Finding> {
    let samples = stage.pick(100_000, 20_000);
    let random = Random::seeded(7);
    let hash = secret::sign(SECRET, ID);
    let secrets = IdentitySecrets { present: Secret::new(SECRET.to_owned()), former: None };
    let now = Clock::system().now();
    let fingerprint = secret::fingerprint("any key");
    let folder = stage.small_copy("timing").await?;
    let key = stage.small().await?.api_key.clone();
    let (keyring, db, claimed) = keyring(&folder).await?;
    ensure!(keyring.prove(&key, HERE).is_some(), "the right key is not taken");

    // What stands before the secret part finds the key and is public.
    let public = key.len() - 32;
    let told = [
        (
            "API key, whole check",
            welch(key.as_bytes(), public, (samples, &random), |presented| {
                std::str::from_utf8(presented).is_ok_and(|text| keyring.prove(text, HERE).is_some())
            })?,
        ),
        (
            "fingerprints, comparison",
            welch(&fingerprint, 0, (samples, &random), |presented| secret::same(presented, &fingerprint))?,
        ),
        (
            "identity hash, whole check",
            welch(hash.as_bytes(), 0, (samples, &random), |presented| {
                let text = std::str::from_utf8(presented).ok();
                let offered = Offered { user_id: Some(ID), user_hash: text, user_token: None };
                matches!(judge(&secrets, &offered, now), Proof::Right(_))
            })?,
        ),
        (
            "identity hash, comparison",
            welch(hash.as_bytes(), 0, (samples, &random), |presented| secret::same(presented, hash.as_bytes()))?,
        ),
    ];
    let naive = welch(hash.as_bytes(), 0, (samples, &random), |presented| {
        presented.iter().zip(hash.as_bytes()).all(|(left, right)| black_box(left) == black_box(right))
    })?;
    drop(keyring);
    db.close().await;
    claimed.release();

    let rows = told.iter().map(|(figure, told)| {
        let measured = format!("|t| = {:.2} ({:+.2} ns)", told.t.abs(), told.difference);
        Row::at_most(&format!("time tells nothing: {figure}"), "|t| ≤ 4.5", (told.t.abs(), LINE), measured)
    });
    Ok(Finding {
        rows: rows.collect(),
        remarks: vec![format!(
            "Timing: Welch's t over {} samples of {CALLS} calls each, first and last byte wrong in random order in the same buffer, without the slowest {:.0} %, in this process and not over HTTP, whose noise would hide everything. As a proof that it can see: a comparison that stops at the first difference has |t| = {:.0} ({:+.1} ns).",
            grouped(told[0].1.samples as u64),
            LEFT_OUT * 100.0,
            naive.t.abs(),
            naive.difference
        )],
    })
}

async fn keyring(folder: &Path) -> Result<(Keyring, Db, DataFolder)> {
    let claimed = DataFolder::claim(folder)?;
    let clock = Clock::system();
    let db = Db::open(&claimed, &DbOptions::default(), clock.clone(), Random::from_system())?;
    let keyring = Keyring::open(db.clone(), clock).await?;
    Ok((keyring, db, claimed))
}

/// Times `check` of `right` with its first byte from `begin` on wrong, and with its last.
fn welch(
    right: &[u8],
    begin: usize,
    (samples, random): (usize, &Random),
    check: impl Fn(&[u8]) -> bool,
) -> Result<Told> {
    let wrong_at = |place: usize| {
        let mut bytes = right.to_vec();
        bytes[place] = if bytes[place] == b'0' { b'1' } else { b'0' };
        bytes
    };
    let kinds = [wrong_at(begin), wrong_at(right.len() - 1)];
    ensure!(check(right) && !check(&kinds[0]) && !check(&kinds[1]), "the check does not tell right from wrong");
    // One buffer for both: where bytes lie in memory takes its own time.
    let mut buffer = right.to_vec();
    let mut taken: Vec<(usize, f64)> = Vec::with_capacity(samples);
    for _ in 0..samples {
        let kind = usize::try_from(random.below(2))?;
        buffer.copy_from_slice(&kinds[kind]);
        let began = Instant::now();
        for _ in 0..CALLS {
            black_box(check(black_box(&buffer)));
        }
        taken.push((kind, nanoseconds(began.elapsed())));
    }
    taken.sort_by(|left, right| left.1.total_cmp(&right.1));
    taken.truncate((taken.len() as f64 * (1.0 - LEFT_OUT)) as usize);
    let of =
        |wanted: usize| taken.iter().filter(move |(kind, _)| *kind == wanted).map(|(_, took)| *took / CALLS as f64);
    let (first, last) = (moments(of(0))?, moments(of(1))?);
    let difference = last.0 - first.0;
    Ok(Told { t: difference / (first.1 + last.1).sqrt(), difference, samples })
}

/// Mean, and variance of the mean.
fn moments(values: impl Iterator<Item = f64> + Clone) -> Result<(f64, f64)> {
    let count = values.clone().count() as f64;
    ensure!(count > 1.0, "there are not enough samples");
    let mean = values.clone().sum::<f64>() / count;
    let squares = values.map(|value| (value - mean).powi(2)).sum::<f64>();
    Ok((mean, squares / (count - 1.0) / count))
}

fn nanoseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e9
}
