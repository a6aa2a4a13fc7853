//! The console's and the widget's public pages on a free port, over an empty data folder, with a clock the test moves.

use std::{net::IpAddr, sync::Arc};

use deskbell::{
    accounts::{self, NoteRefusals, PasswordCheck, Passwords, TotpKeys},
    base::{Clock, Random, Timestamp, time::MINUTE},
    console::{self, ClaimToken},
    db::{DataFolder, Db, DbOptions},
    http::{
        Client, Limit, Limits,
        csrf::SameOrigin,
        html::{AssetUrls, Pages},
        limits::{Rate, Rule},
    },
    net::{Net, NetOptions},
    settings::{PublicAddress, ServerSecret, Settings},
    sites::{
        self, Sites,
        api::{InitApi, PanelApi},
    },
};
use poem::{
    Endpoint, EndpointExt, Request, Route, Server, get,
    listener::{Acceptor, Listener, TcpListener},
    post,
};
use poem_openapi::OpenApiService;

use super::browser::{Answer, Browser};

/// What everybody in these tests signs in with.
pub const EMAIL: &str = "ana@fern.example";
pub const PASSWORD: &str = "correct horse battery";

/// A running Deskbell.
pub struct World {
    pub address: String,
    pub clock: Clock,
    pub db: Db,
    pub sites: Sites,
    pub passwords: Passwords,
    /// The path of the set-up page, as the start prints it.
    pub setup_path: String,
    server: tokio::task::JoinHandle<()>,
    _folder: tempfile::TempDir,
}

impl Drop for World {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl World {
    /// A fresh Deskbell that nobody has claimed.
    pub async fn fresh() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::fixed(Timestamp::from_millis(1_800_000_000_000));
        let random = Random::from_system();
        let data = DataFolder::claim(folder.path()).unwrap();
        let db = Db::open(&data, &DbOptions::default(), clock.clone(), random.clone()).unwrap();
        let settings = Settings::start(db.clone()).await.unwrap();
        let sites = Sites::start(db.clone()).await.unwrap();
        let limits = Arc::new(Limits::new(clock.clone(), rules));
        let passwords = Passwords::new(random.clone());
        let token = ClaimToken::for_start(false, clock.clone(), &random);
        let server_secret = data.server_secret(&random).unwrap();
        let setup_path = token.setup_path().unwrap().reveal().clone();
        let init = (InitApi, PanelApi);
        let app = routes(init)
            .data(db.clone())
            .data(clock.clone())
            .data(settings)
            .data(sites.clone())
            .data(token)
            .data(Net::new(asks_this_machine()))
            .data(PublicAddress::new(""))
            .data(Arc::clone(&limits))
            .data(ServerSecret(server_secret.clone()))
            .data(TotpKeys::new(server_secret.clone()))
            .data(PasswordCheck { db: db.clone(), passwords: passwords.clone(), limits })
            .data(AssetUrls::new(|name| format!("/assets/{name}")))
            .before(|mut request: Request| async move {
                let client = pretended(&request);
                request.extensions_mut().insert(client);
                Ok(request)
            });
        let acceptor = TcpListener::bind("127.0.0.1:0").into_acceptor().await.unwrap();
        let address = acceptor.local_addr()[0].as_socket_addr().unwrap().to_string();
        let server = tokio::spawn(async move {
            Server::new_with_acceptor(acceptor).run(app).await.unwrap();
        });
        Self { address: format!("http://{address}"), clock, db, sites, passwords, setup_path, server, _folder: folder }
    }

    /// A Deskbell that Ana has claimed, and the browser she is signed in with.
    pub async fn claimed() -> (Self, Browser) {
        let world = Self::fresh().await;
        let mut ana = world.browser();
        let answer = ana.set_up(&world.setup_path).await;
        assert_eq!(answer.status, 303, "{}", answer.body);
        (world, ana)
    }

    /// A browser that has never been here.
    pub fn browser(&self) -> Browser {
        Browser::new(&self.address)
    }

    /// Takes everybody's right to manage.
    pub async fn demote(&self) {
        self.db.write(|tx| Ok(tx.execute("UPDATE agents SET role = 'agent'", [])?)).await.unwrap();
    }

    /// The first site as it is now.
    pub fn site(&self) -> Arc<sites::Site> {
        self.sites.all()[0].clone()
    }

    /// The app id of the first site.
    pub fn app_id(&self) -> String {
        self.sites.all()[0].app_id.clone()
    }

    /// The answer to one number that the database is asked for.
    pub async fn count(&self, sql: &'static str) -> i64 {
        self.db.read(move |connection| Ok(connection.query_row(sql, [], |row| row.get(0))?)).await.unwrap()
    }
}

impl Browser {
    /// Fills in the set-up page.
    pub async fn set_up(&mut self, path: &str) -> Answer {
        let token = path.split_once("token=").map_or("", |(_, token)| token).to_owned();
        let fields = [
            ("token", token.as_str()),
            ("business", "Fern & Co"),
            ("name", "Ana Lopes"),
            ("email", EMAIL),
            ("password", PASSWORD),
        ];
        self.post("/setup", &fields).await
    }

    /// Fills in the sign-in page.
    pub async fn sign_in(&mut self, email: &str, password: &str) -> Answer {
        self.post("/sign-in", &[("email", email), ("password", password)]).await
    }
}

fn routes(init: (InitApi, PanelApi)) -> impl Endpoint {
    let pages = console::pages::mount_work(Route::new())
        .at("/", get(console::pages::show_home))
        .at("/setup", get(console::pages::show_setup).post(console::pages::set_up))
        .at("/sign-in", get(accounts::pages::show_sign_in).post(accounts::pages::sign_in))
        .at("/sign-out", post(accounts::pages::sign_out))
        .at("/inbox", get(console::pages::show_inbox))
        .at("/inbox/c/:conversation_id", get(console::pages::show_inbox))
        .at("/console/install", get(console::pages::show_install))
        .at("/console/install/origins", post(console::pages::allow_origins))
        .at("/console/install/check", post(console::pages::check_page))
        .at("/console/sites", get(console::pages::show_sites).post(console::pages::make_site))
        .at("/console/site", get(console::pages::show_site).post(console::pages::save_site))
        .at("/profile", get(console::pages::show_profile).post(console::pages::save_profile))
        .at("/join/:token", get(console::pages::show_join).post(console::pages::join_workspace))
        .at("/console/members", get(console::pages::show_members))
        .at("/console/members/invite", post(console::pages::invite_member))
        .at("/console/members/invitations/:id/revoke", post(console::pages::revoke_invitation))
        .at("/console/members/:agent_id", get(console::pages::show_member))
        .at("/console/members/:agent_id/role", post(console::pages::change_role))
        .at("/console/members/:agent_id/deactivate", post(console::pages::deactivate))
        .at("/console/members/:agent_id/reactivate", post(console::pages::reactivate))
        .at("/console/members/:agent_id/sessions", post(console::pages::end_member_sessions))
        .at("/console/members/:agent_id/two-factor", post(console::pages::reset_two_factor))
        .at("/console/roles", get(console::pages::show_roles))
        .at("/console/audit", get(console::pages::show_audit))
        .at("/console/audit/download", get(console::pages::download_audit))
        .at("/profile/email", post(console::pages::save_email))
        .at("/profile/password", post(console::pages::save_password))
        .at("/profile/sessions/end-others", post(console::pages::end_other_sessions))
        .at("/profile/sessions/:session_id/end", post(console::pages::end_session))
        .at("/profile/two-factor", get(console::pages::show_two_factor).post(console::pages::change_two_factor))
        .at("/sign-in/code", get(accounts::two_factor::pages::show_code).post(accounts::two_factor::pages::enter_code))
        .at("/console/site/switch", post(console::pages::switch_site))
        .at("/console/site/keys", get(console::pages::show_site_keys).post(console::pages::make_site_key))
        .at("/console/site/keys/:key_id/revoke", post(console::pages::revoke_site_key))
        .at("/console/launcher", get(console::pages::show_launcher).post(console::pages::save_launcher))
        .at("/console/launcher/preview", post(console::pages::preview_launcher))
        .at("/console/launcher/logo", post(console::pages::save_logo))
        .at("/console/preview", get(console::pages::show_preview))
        .at("/console/pages", get(console::pages::show_rules).post(console::pages::save_rules))
        .at("/console/hours", get(console::pages::show_hours).post(console::pages::save_hours))
        .at("/console/integrations", get(console::pages::show_integrations).post(console::pages::save_integrations))
        .at("/console/try", get(console::pages::show_try_it))
        .at("/console/install/identity-secret", post(console::pages::show_identity_secret))
        .at("/console/install/identity/rotate", post(console::pages::rotate_secret))
        .at("/console/install/identity/end-former", post(console::pages::end_former_secret))
        .at("/console/install/identity/settings", post(console::pages::save_identity))
        .at("/console/install/identity/test", post(console::pages::test_proof))
        .at("/console/developers", get(console::pages::show_developers))
        .at("/console/developers/keys", post(console::pages::make_key))
        .at("/console/developers/keys/:api_key_id", get(console::pages::show_key).post(console::pages::change_key))
        .at("/console/developers/keys/:api_key_id/revoke", post(console::pages::revoke_key))
        .at("/console/products", get(console::pages::show_products))
        .at("/console/customer-data", get(console::pages::show_customer_data))
        .at("/console/customer-data/kinds", post(console::pages::save_kinds))
        .at("/console/customer-data/context", post(console::pages::save_context))
        .at("/console/customer-data/import", post(console::pages::upload_contacts))
        .at("/console/customer-data/import/:id", get(console::pages::show_import).post(console::pages::import_contacts))
        .at("/console/customer-data/export", get(console::pages::export_workspace))
        .at("/w/:app_id", get(sites::pages::panel))
        .with(NoteRefusals)
        .with(SameOrigin)
        .with(Pages);
    let api = Route::new().nest("/", OpenApiService::new(init, "test", "1"));
    let (pages, api) = (Arc::new(pages.map_to_response()), Arc::new(api.map_to_response()));
    poem::endpoint::make(move |request: Request| {
        let (pages, api) = (pages.clone(), api.clone());
        async move {
            if request.uri().path().starts_with("/api/") { api.call(request).await } else { pages.call(request).await }
        }
    })
}

/// Requests of our own may reach websites on this machine, at any of the ports that tests get.
fn asks_this_machine() -> NetOptions {
    let mut options = NetOptions::of(&deskbell::config::Net::default());
    options.guard.allowed_networks = vec!["127.0.0.0/8".parse().unwrap()];
    options.guard.allowed_ports = (1_024..=u16::MAX).collect();
    options
}

fn rules(limit: Limit) -> Rule {
    match limit {
        Limit::Checks => Rule { own: Rate::new(20, 5 * MINUTE), address: Rate::new(20, 5 * MINUTE) },
        Limit::SignIn => Rule { own: Rate::new(5, 15 * MINUTE), address: Rate::new(20, 15 * MINUTE) },
        _ => Rule { own: Rate::new(600, MINUTE), address: Rate::new(600, MINUTE) },
    }
}

/// Where a test's browser pretends to be: what the server's first layer would find out.
fn pretended(request: &Request) -> Client {
    let address = request.header("x-test-address").and_then(|address| address.parse().ok());
    Client {
        address: address.unwrap_or(IpAddr::from([192, 0, 2, 1])),
        is_https: request.header("x-test-https").is_some(),
    }
}
