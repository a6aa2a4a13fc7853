//! What every console page has around it: the bar with its links, the warning strip, the notice.

use std::sync::Arc;

use askama::Template;
use poem::{
    Request,
    http::{StatusCode, header},
};

use super::{
    notices,
    places::{self, LinkGroup, WayIn},
};
use crate::{
    accounts::SignedIn,
    base::{Error, Role},
    http::{
        Client,
        html::{AssetUrls, PageResult, page},
        session,
    },
    settings::Settings,
    sites::Site,
};

pub use super::places::Place;

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
    /// The way into the settings, for who may open any of their pages.
    pub settings: Option<WayIn>,
    /// The pages of the settings; empty on a page that is none of them.
    pub groups: Vec<LinkGroup>,
    /// The name of this settings page; empty elsewhere.
    pub here_name: &'static str,
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
    place: Option<Place>,
    role: Role,
}

impl Shell {
    /// The frame for a page of the settings, for whoever may open it.
    ///
    /// # Errors
    /// `Forbidden` for everybody else.
    pub fn for_place(request: &Request, signed_in: &SignedIn, place: Place) -> Result<Self, Error> {
        let entry = places::may_open(signed_in, place)?;
        let groups = places::links(place, signed_in.agent.role, None);
        let here = Some(place);
        Ok(Self {
            groups,
            here: entry.href,
            here_name: entry.name,
            place: here,
            ..Self::for_anybody(request, signed_in)?
        })
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
            settings: places::way_in(signed_in.agent.role),
            groups: Vec::new(),
            here_name: "",
            here: "",
            place: None,
            role: signed_in.agent.role,
            choices: Vec::new(),
            is_exposed: is_exposed(request, client),
            flash: code.and_then(notices::sentence),
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
        if let Some(place) = self.place {
            self.groups = places::links(place, self.role, Some(&chosen.id.to_string()));
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
