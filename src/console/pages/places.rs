//! The pages of the settings, in the groups that the navigation shows.

use crate::{
    accounts::SignedIn,
    base::{Error, Permission, Result, Role},
};

/// Which link is the present page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Workspace,
    Members,
    Roles,
    Teams,
    Sites,
    Launcher,
    Pages,
    Hours,
    Install,
    Integrations,
    TryIt,
    CustomerData,
    Products,
    Tags,
    Replies,
    Macros,
    Developers,
    Audit,
}

/// A page of the settings.
pub struct Entry {
    pub place: Place,
    pub href: &'static str,
    pub name: &'static str,
    /// Whether it is about one site of several.
    pub is_about_site: bool,
    /// What somebody needs to open it.
    pub needs: Permission,
}

/// The groups, each with its pages, in the order they are shown.
pub const GROUPS: [(&str, &[Entry]); 5] = [
    (
        "Workspace",
        &[
            page(Place::Workspace, "/console/workspace", "Workspace"),
            of_people(Place::Members, "/console/members", "Members"),
            of_people(Place::Roles, "/console/roles", "Roles"),
            of_people(Place::Teams, "/console/teams", "Teams"),
        ],
    ),
    (
        "Widget",
        &[
            page(Place::Sites, "/console/sites", "Sites"),
            of_site(Place::Launcher, "/console/launcher", "Launcher"),
            of_site(Place::Pages, "/console/pages", "Pages"),
            of_site(Place::Hours, "/console/hours", "Hours"),
            of_site(Place::Install, "/console/install", "Install"),
            of_site(Place::Integrations, "/console/integrations", "Integrations"),
            of_site(Place::TryIt, "/console/try", "Try it"),
        ],
    ),
    (
        "Customers",
        &[
            of_site(Place::CustomerData, "/console/customer-data", "Customer data"),
            page(Place::Products, "/console/products", "Products"),
        ],
    ),
    (
        "Work",
        &[
            Entry { needs: Permission::Curate, ..page(Place::Tags, "/console/tags", "Tags") },
            Entry { needs: Permission::Reply, ..page(Place::Replies, "/console/replies", "Saved replies") },
            Entry { needs: Permission::Curate, ..page(Place::Macros, "/console/macros", "Macros") },
        ],
    ),
    (
        "System",
        &[
            page(Place::Developers, "/console/developers", "Developers"),
            of_people(Place::Audit, "/console/audit", "Audit log"),
        ],
    ),
];

/// A group as the navigation draws it.
pub struct LinkGroup {
    pub name: &'static str,
    pub links: Vec<PlaceLink>,
}

/// A link of a group.
pub struct PlaceLink {
    pub href: String,
    pub name: &'static str,
    pub is_here: bool,
}

/// The navigation on the page of `place` for somebody of a role, who is shown what they may open. Its links about one site
/// keep to the site `site` where one is named.
pub fn links(place: Place, role: Role, site: Option<&str>) -> Vec<LinkGroup> {
    let link = |entry: &Entry| PlaceLink {
        href: match site.filter(|_| entry.is_about_site) {
            Some(site) => format!("{}?site={site}", entry.href),
            None => entry.href.to_owned(),
        },
        name: entry.name,
        is_here: entry.place == place,
    };
    let groups = GROUPS.iter().map(|(name, entries)| LinkGroup {
        name,
        links: entries.iter().filter(|entry| role.may(entry.needs)).map(link).collect(),
    });
    groups.filter(|group| !group.links.is_empty()).collect()
}

/// The way into the settings from every other page.
pub struct WayIn {
    pub href: &'static str,
    pub name: &'static str,
}

/// The first page that somebody of a role may open; called by its own name where it is the only one.
pub fn way_in(role: Role) -> Option<WayIn> {
    let mut open = entries().filter(|entry| role.may(entry.needs));
    let first = open.next()?;
    Some(WayIn { href: first.href, name: if open.next().is_none() { first.name } else { "Settings" } })
}

/// The page of a place, where who is signed in may open it.
///
/// # Errors
/// `Forbidden`.
pub fn may_open(signed_in: &SignedIn, place: Place) -> Result<&'static Entry> {
    let entry = entries().find(|entry| entry.place == place);
    let entry = entry.ok_or_else(|| Error::internal("a page of the settings has no place"))?;
    signed_in.actor().may(entry.needs)?;
    Ok(entry)
}

/// Every page, in the order they are shown.
pub fn entries() -> impl Iterator<Item = &'static Entry> {
    GROUPS.iter().flat_map(|(_, entries)| entries.iter())
}

const fn page(place: Place, href: &'static str, name: &'static str) -> Entry {
    Entry { place, href, name, is_about_site: false, needs: Permission::Manage }
}

const fn of_people(place: Place, href: &'static str, name: &'static str) -> Entry {
    Entry { needs: Permission::ManagePeople, ..page(place, href, name) }
}

const fn of_site(place: Place, href: &'static str, name: &'static str) -> Entry {
    Entry { is_about_site: true, ..page(place, href, name) }
}
