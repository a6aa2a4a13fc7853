//! Settings → Roles: who may what, read off the one table in the code.

use askama::Template;
use poem::{Request, handler, http::StatusCode};

use super::shell::{ConsolePage, Place, Shell};
use crate::{
    accounts::SignedInPage,
    base::{Permission, Role, actor::TABLE},
    http::html::PageResult,
};

#[derive(Template)]
#[template(path = "console/roles.html")]
struct RolesPage {
    shell: Shell,
    roles: Vec<RoleColumn>,
    rows: Vec<PermissionRow>,
}

/// A role: its name and what it is for.
#[derive(Clone)]
struct RoleColumn {
    name: &'static str,
    purpose: &'static str,
}

/// A permission: what it is, and for each role its name and whether it has it.
struct PermissionRow {
    name: &'static str,
    detail: &'static str,
    allowed: Vec<(&'static str, bool)>,
}

impl ConsolePage for RolesPage {
    fn shell(&self) -> &Shell {
        &self.shell
    }
}

/// `GET /console/roles`.
#[handler]
pub fn show_roles(request: &Request, SignedInPage(signed_in): SignedInPage) -> PageResult {
    let row = |(permission, allowed): (Permission, [bool; 4])| {
        let (name, detail) = words(permission);
        PermissionRow { name, detail, allowed: Role::ALL.map(Role::name).into_iter().zip(allowed).collect() }
    };
    let page = RolesPage {
        shell: Shell::for_place(request, &signed_in, Place::Roles)?,
        roles: Role::ALL.map(|role| RoleColumn { name: role.name(), purpose: purpose(role) }).to_vec(),
        rows: TABLE.into_iter().map(row).collect(),
    };
    page.answer(StatusCode::OK)
}

/// What a role is for.
pub fn purpose(role: Role) -> &'static str {
    match role {
        Role::Owner => "Everything, also making other owners. There is always at least one.",
        Role::Admin => "Everything but owners: settings, people, keys.",
        Role::Agent => "Answers customers.",
        Role::ReadOnly => "Reads along and changes nothing.",
    }
}

fn words(permission: Permission) -> (&'static str, &'static str) {
    match permission {
        Permission::Read => {
            ("Read", "Conversations, notes, people and their records; one's own profile, drafts and views")
        }
        Permission::Reply => {
            ("Answer", "Write replies and notes, assign, snooze, tag, mark as done; saved replies of one's own")
        }
        Permission::EditContacts => ("Change people's profiles", "Edit, merge, block, and note what is known of them"),
        Permission::Curate => ("Keep what everybody uses", "Tags, saved replies, macros and shared views"),
        Permission::Manage => {
            ("Manage the workspace", "Sites, the widget, API keys, imports, exports, erasing; see secrets")
        }
        Permission::ManagePeople => ("Manage people", "Invite, change roles, deactivate; teams; read the audit log"),
        Permission::ManageOwners => ("Manage owners", "Make somebody an owner, and change or deactivate one"),
        Permission::Scope(_) => ("Use the public API", "With a key that has the scope"),
    }
}
