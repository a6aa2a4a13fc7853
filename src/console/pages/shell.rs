//! What every console page has around it: the bar with its links, the warning strip, the notice.

use std::sync::Arc;

use askama::Template;
use poem::{
    Request,
    http::{StatusCode, header},
};

use crate::{
    accounts::SignedIn,
    base::{Error, Permission},
    http::{
        Client,
        html::{AssetUrls, PageResult, page},
        session,
    },
    settings::Settings,
    sites::Site,
};

/// Which link is the present page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Sites,
    Launcher,
    Pages,
    Hours,
    Install,
    Integrations,
    Developers,
    Products,
    CustomerData,
    TryIt,
}

/// The group Settings: each page with its address, its name, and whether it is about one site.
const SETTINGS: [(Place, &str, &str, bool); 10] = [
    (Place::Sites, "/console/sites", "Sites", false),
    (Place::Launcher, "/console/launcher", "Launcher", true),
    (Place::Pages, "/console/pages", "Pages", true),
    (Place::Hours, "/console/hours", "Hours", true),
    (Place::Install, "/console/install", "Install", true),
    (Place::Integrations, "/console/integrations", "Integrations", true),
    (Place::Developers, "/console/developers", "Developers", false),
    (Place::Products, "/console/products", "Products", false),
    (Place::CustomerData, "/console/customer-data", "Customer data", true),
    (Place::TryIt, "/console/try", "Try it", true),
];

/// A link of the group.
pub struct PlaceLink {
    pub href: String,
    pub name: &'static str,
    pub is_here: bool,
}

/// A site that a page can turn to.
pub struct SiteChoice {
    pub id: String,
    pub name: String,
    pub is_here: bool,
}

/// The frame of a console page. `layout/console.html` draws it.
pub struct Shell {
    pub workspace_name: String,
    pub agent_name: String,
    /// Whether who is signed in may see the settings.
    pub has_settings: bool,
    pub links: Vec<PlaceLink>,
    /// The address of this settings page, for choosing another site; empty elsewhere.
    pub here: &'static str,
    /// Every site, where the page is about one of several.
    pub choices: Vec<SiteChoice>,
    /// Whether the connection is plain HTTP to another machine.
    pub is_exposed: bool,
    /// What the last page left to say.
    pub flash: Option<&'static str>,
    pub css: String,
    pub icon: String,
    pub js: String,
    client: Client,
    has_flash: bool,
}

/// What the codes in the notice's cookie say.
const NOTICES: [(&str, &str); 24] = [
    ("welcome", "Deskbell is set up and you are signed in. Put the snippet below on your website."),
    ("origins_saved", "Saved. From now on only these websites can embed the widget."),
    ("origins_open", "Saved. The list is empty, so every website can embed the widget."),
    ("saved", "Saved. Websites show it within a minute, at the next load of a page."),
    ("site_made", "The site is made. Give it its look, then put its snippet on the website."),
    ("site_off", "The site is switched off. Its launcher is gone from the next load of every page."),
    ("site_on", "The site is switched on again."),
    ("site_saved", "Saved. Websites show it within a minute, at the next load of a page."),
    ("words_saved", "Saved, with the words of this language."),
    ("words_removed", "The words of this language are removed. Visitors who speak it read the site's own language."),
    ("site_key_made", "The key is made. It works at once, in place of the app id."),
    ("site_key_revoked", "The key is revoked. Pages that still use it show no messenger from their next load."),
    ("profile_saved", "Saved. Customers see it the next time they open the messenger."),
    ("face_removed", "The picture is removed. Your initial stands in its place."),
    ("logo_saved", "The logo is saved."),
    ("kinds_saved", "Saved. Customers see it from their next look at their activity."),
    ("context_saved", "Saved. Sessions that your server prepares from now on may hold these names."),
    ("import_discarded", "The file is forgotten. Nothing was imported."),
    ("identity_saved", "Saved. It holds for every page from now on."),
    (
        "secret_rotated",
        "The identity secret is new. Show it below and put it on your servers; the old one is valid beside it.",
    ),
    (
        "secret_replaced",
        "The identity secret is new and the old one has ended. Show it below and put it on your servers now.",
    ),
    ("former_ended", "The old identity secret has ended. Only the present one proves customers."),
    ("key_changed", "Saved. It holds from the next request on, also for servers that are connected now."),
    ("key_revoked", "The key is revoked. Servers that still use it are refused from now on."),
];

impl Shell {
    /// The frame for an administrator's page.
    ///
    /// # Errors
    /// `Forbidden` for everybody else.
    pub fn for_administrator(request: &Request, signed_in: &SignedIn, place: Place) -> Result<Self, Error> {
        signed_in.actor().may(Permission::Manage)?;
        let links = SETTINGS
            .iter()
            .map(|(of, href, name, _)| PlaceLink { href: (*href).to_owned(), name, is_here: *of == place })
            .collect();
        let here = SETTINGS.iter().find(|(of, ..)| *of == place).map_or("/console/sites", |(_, href, ..)| href);
        Ok(Self { links, here, ..Self::for_anybody(request, signed_in)? })
    }

    /// The frame for a page that is no settings page: of whoever is signed in.
    ///
    /// # Errors
    /// `Internal` where the route was given too little.
    pub fn for_anybody(request: &Request, signed_in: &SignedIn) -> Result<Self, Error> {
        let settings =
            request.data::<Settings>().ok_or_else(|| Error::internal("no settings were given to this route"))?;
        let assets =
            request.data::<AssetUrls>().ok_or_else(|| Error::internal("no assets were given to this route"))?;
        let client = Client::of(request);
        let code = session::flash(request);
        Ok(Self {
            workspace_name: name_of(settings),
            agent_name: signed_in.agent.name.clone(),
            has_settings: signed_in.actor().may(Permission::Manage).is_ok(),
            links: Vec::new(),
            here: "",
            choices: Vec::new(),
            is_exposed: is_exposed(request, client),
            flash: code.and_then(|code| NOTICES.iter().find(|(key, _)| *key == code)).map(|(_, sentence)| *sentence),
            css: assets.url("console.css"),
            icon: assets.url("icon.svg"),
            js: assets.url("console.js"),
            client,
            has_flash: code.is_some(),
        })
    }

    /// Makes it the frame of a page about one of several sites: its links keep to that site.
    pub fn about(mut self, chosen: &Site, all: &[Arc<Site>]) -> Self {
        if all.len() < 2 {
            return self;
        }
        for (link, (.., is_about_site)) in self.links.iter_mut().zip(&SETTINGS) {
            if *is_about_site {
                link.href.push_str(&format!("?site={}", chosen.id));
            }
        }
        let choice = |site: &Arc<Site>| SiteChoice {
            id: site.id.to_string(),
            name: site.name.clone(),
            is_here: site.id == chosen.id,
        };
        self.choices = all.iter().map(choice).collect();
        self
    }
}

/// A page that is drawn inside the frame.
pub trait ConsolePage: Template {
    /// Its frame.
    fn shell(&self) -> &Shell;

    /// Renders it, and takes back the notice that it shows.
    ///
    /// # Errors
    /// `Internal` where the template cannot be rendered.
    fn answer(&self, status: StatusCode) -> PageResult
    where
        Self: Sized,
    {
        let mut response = page(status, self)?;
        if self.shell().has_flash {
            session::clear_flash(&mut response, self.shell().client);
        }
        Ok(response)
    }
}

/// The business's name, once there is one.
pub fn name_of(settings: &Settings) -> String {
    settings.current().map_or_else(|| "Deskbell".to_owned(), |workspace| workspace.name.clone())
}

/// Plain HTTP is safe on the machine itself only.
fn is_exposed(request: &Request, client: Client) -> bool {
    let host = request.header(header::HOST).unwrap_or("");
    !client.is_https && !is_this_machine(host)
}

/// Whether a `Host` names the machine that asks.
fn is_this_machine(host: &str) -> bool {
    let url = url::Url::parse(&format!("http://{host}"));
    match url.as_ref().ok().and_then(url::Url::host) {
        Some(url::Host::Domain(domain)) => domain == "localhost" || domain.ends_with(".localhost"),
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_warned_about_unless_it_stays_on_the_machine() {
        for host in ["localhost", "localhost:8080", "127.0.0.1:8080", "[::1]:8080", "desk.localhost"] {
            assert!(is_this_machine(host), "{host}");
        }
        for host in ["desk.example", "192.168.1.5:8080", "localhost.evil.example", "", "10.0.0.1"] {
            assert!(!is_this_machine(host), "{host}");
        }
    }
}
