//! Everything that parts of the application are given, opened in one place.

use std::{sync::Arc, time::Duration};

use crate::{
    accounts::{PasswordCheck, Passwords, TotpKeys, preferences},
    api_keys::Keyring,
    base::{Clock, Random, time},
    config::{Captcha, Config},
    console::ClaimToken,
    db::Db,
    files::Files,
    http::{
        Assets, Limit, Limits,
        limits::{Rate, Rule},
    },
    live::{Admission, Hub, Live, Timing},
    net::{Net, NetOptions},
    notifications::Notifier,
    settings::{
        Settings,
        model::{PublicAddress, ServerSecret},
    },
    sites::Sites,
    visitors::challenge::Demand,
};

/// How long a socket may take to accept one frame.
const FRAME_TIMEOUT: Duration = Duration::from_secs(10);

/// What parts of the application are given. Cheap to clone.
#[derive(Clone)]
pub struct Handles {
    pub db: Db,
    pub clock: Clock,
    pub random: Random,
    pub settings: Settings,
    pub secret: ServerSecret,
    pub address: PublicAddress,
    pub claim: ClaimToken,
    pub sites: Sites,
    pub keyring: Keyring,
    pub passwords: PasswordCheck,
    pub totp: TotpKeys,
    pub limits: Arc<Limits>,
    pub demand: Demand,
    pub captcha: Captcha,
    pub assets: Assets,
    /// For requests of our own.
    pub net: Net,
    pub live: Live,
    pub files: Files,
    pub notifier: Notifier,
}

impl Handles {
    /// Opens everything on a database.
    ///
    /// # Errors
    /// `Internal` where the database cannot be read.
    pub async fn connect(
        config: &Config,
        db: Db,
        clock: Clock,
        random: Random,
        secret: ServerSecret,
    ) -> crate::base::Result<Self> {
        let settings = Settings::start(db.clone()).await?;
        let sites = Sites::start(db.clone()).await?;
        let keyring = Keyring::open(db.clone(), clock.clone()).await?;
        let claim = ClaimToken::for_start(settings.current().is_some(), clock.clone(), &random);
        let address = PublicAddress::new(config.public_url.as_ref().map_or("", |url| url.origin()));
        let limits = Arc::new(limits(&config.limits, clock.clone()));
        let demand = Demand { secret: secret.clone(), max_number: config.limits.proof_of_work };
        let files = Files::new(&config.storage, db.clone(), (clock.clone(), random.clone()), &secret);
        let hub = Hub::new(*db.wakeups().borrow(), config.live.queue, files.addresses.clone(), clock.clone());
        let hub = hub.knowing(db.read(preferences::views::availabilities).await?);
        let live = Live {
            db: db.clone(),
            clock: clock.clone(),
            hub,
            limits: Arc::clone(&limits),
            admission: Admission::new(config.limits.visitor_sockets, config.limits.address_sockets),
            sites: sites.clone(),
            timing: Timing { ping: config.live.ping, idle: config.live.idle, write: FRAME_TIMEOUT },
        };
        let notifier = Notifier::start(db.clone()).await?;
        let assets = Assets::embedded();
        let passwords =
            PasswordCheck { db: db.clone(), passwords: Passwords::new(random.clone()), limits: Arc::clone(&limits) };
        let totp = TotpKeys::new(secret.0.clone());
        Ok(Self {
            db,
            totp,
            clock,
            random,
            settings,
            secret,
            address,
            claim,
            sites,
            keyring,
            passwords,
            limits,
            demand,
            captcha: config.limits.captcha(),
            assets,
            net: Net::new(NetOptions::of(&config.net)),
            live,
            files,
            notifier,
        })
    }
}

/// What one visitor may ask for: ten things a second, far above what a panel does, against floods only.
const READS: Rate = Rate::new(600, time::MINUTE);

/// Batches of up to fifty events that one visitor's pages may tell.
const TRACKING: Rate = Rate::new(60, time::MINUTE);

/// Pages that one administrator may have fetched: the server must not become a tool against other websites.
const CHECKS: Rate = Rate::new(20, 5 * time::MINUTE);

/// The table of limits, with the figures of the configuration.
fn limits(config: &crate::config::Limits, clock: Clock) -> Limits {
    let config = config.clone();
    Limits::new(clock, move |limit| {
        let wider = |rate: Rate| Rate {
            count: rate.count.saturating_mul(config.address_factor),
            burst: rate.burst.saturating_mul(config.address_factor),
            ..rate
        };
        let both = |own: Rate| Rule { own, address: wider(own) };
        match limit {
            Limit::Init | Limit::Challenges => {
                let rate = Rate::new(config.init_per_minute, time::MINUTE);
                Rule { own: rate, address: rate }
            }
            Limit::Reads => both(READS),
            Limit::Tracking => both(TRACKING),
            Limit::Checks => Rule { own: CHECKS, address: CHECKS },
            Limit::Messages => {
                both(Rate { count: config.messages_per_minute, window_ms: time::MINUTE, burst: config.messages_burst })
            }
            Limit::Uploads => both(Rate::new(config.uploads_per_hour, time::HOUR)),
            Limit::Conversations | Limit::Sessions => both(Rate::new(config.conversations_per_12h, 12 * time::HOUR)),
            Limit::Ingest => {
                both(Rate { count: config.ingest_per_second, window_ms: time::SECOND, burst: config.ingest_burst })
            }
            Limit::SignIn => Rule {
                own: Rate::new(config.sign_in_account_per_15min, 15 * time::MINUTE),
                address: Rate::new(config.sign_in_address_per_15min, 15 * time::MINUTE),
            },
        }
    })
}
