//! The pages of the settings, in the groups that the navigation shows.

use crate::base::{Permission, Role};

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
            page(Place::Members, "/console/members", "Members"),
            page(Place::Roles, "/console/roles", "Roles"),
            page(Place::Teams, "/console/teams", "Teams"),
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
            page(Place::Tags, "/console/tags", "Tags"),
            Entry { needs: Permission::Reply, ..page(Place::Replies, "/console/replies", "Saved replies") },
            page(Place::Macros, "/console/macros", "Macros"),
        ],
    ),
    (
        "System",
        &[
            page(Place::Developers, "/console/developers", "Developers"),
            page(Place::Audit, "/console/audit", "Audit log"),
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

/// The page of a place.
pub fn entry(place: Place) -> Option<&'static Entry> {
    GROUPS.iter().flat_map(|(_, entries)| entries.iter()).find(|entry| entry.place == place)
}

const fn page(place: Place, href: &'static str, name: &'static str) -> Entry {
    Entry { place, href, name, is_about_site: false, needs: Permission::Manage }
}

const fn of_site(place: Place, href: &'static str, name: &'static str) -> Entry {
    Entry { is_about_site: true, ..page(place, href, name) }
}
