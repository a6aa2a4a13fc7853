//! What can be done to a site. Administrators only.

use super::{
    Look, Origin, Site,
    model::{MAX_OFFSET, MAX_TEXT, parse_name},
    origin::MAX_ORIGINS,
    store,
};
use crate::{
    base::{Actor, Error, FieldErrors, Permission, Result, ids::SiteId},
    db::Tx,
    events::Event,
};

/// Random characters of an app id: 24 of base62 are 142 bits, so nobody meets another's by chance.
const APP_ID_LENGTH: usize = 24;

/// What visitors see of a site, as an administrator wants it.
pub struct Appearance<'a> {
    pub name: &'a str,
    pub look: &'a Look,
}

/// Makes a site that any page may embed, with the usual look.
///
/// # Errors
/// `Forbidden`; `Invalid` at `/name`.
pub fn create(tx: &mut Tx<'_>, actor: &Actor, name: &str) -> Result<Site> {
    actor.may(Permission::Manage)?;
    let name = parse_name(name).map_err(|sentence| FieldErrors::one("/name", sentence))?;
    let site = Site {
        id: tx.new_id(),
        app_id: format!("icw_{}", tx.random().base62(APP_ID_LENGTH)),
        name,
        is_active: true,
        allowed_origins: Vec::new(),
        look: Look::default(),
        last_seen_at: None,
        last_seen_origin: None,
    };
    store::insert(tx, &site, tx.now())?;
    tx.emit(actor, &Event::SiteChanged { site_id: site.id })?;
    Ok(site)
}

/// Says which origins may embed the site; none means any.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Invalid` at `/allowed_origins`.
pub fn allow_origins(tx: &mut Tx<'_>, actor: &Actor, id: SiteId, origins: &[Origin]) -> Result<()> {
    actor.may(Permission::Manage)?;
    if origins.len() > MAX_ORIGINS {
        return Err(FieldErrors::one("/allowed_origins", format!("At most {MAX_ORIGINS} addresses fit.")).into());
    }
    existing(tx, id)?;
    store::set_allowed_origins(tx, id, origins)?;
    tx.emit(actor, &Event::SiteChanged { site_id: id })?;
    Ok(())
}

/// Changes the name and the look.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Invalid` at `/name`, `/offset_x`, `/offset_y` and at the texts.
pub fn change_look(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: SiteId,
    Appearance { name, look }: Appearance<'_>,
) -> Result<()> {
    actor.may(Permission::Manage)?;
    existing(tx, id)?;
    let mut errors = FieldErrors::new();
    let name = parse_name(name).map_err(|sentence| errors.add("/name", sentence)).unwrap_or_default();
    for (pointer, offset) in [("/offset_x", look.offset_x), ("/offset_y", look.offset_y)] {
        if offset > MAX_OFFSET {
            errors.add(pointer, format!("Use 0 to {MAX_OFFSET} pixels."));
        }
    }
    let texts = [
        ("/greeting", &look.greeting),
        ("/introduction", &look.introduction),
        ("/reply_expectation", &look.reply_expectation),
    ];
    for (pointer, text) in texts {
        if text.chars().count() > MAX_TEXT || crate::base::text::has_control(text) {
            errors.add(pointer, format!("Use at most {MAX_TEXT} characters."));
        }
    }
    errors.or(())?;
    store::set_look(tx, id, &name, look)?;
    tx.emit(actor, &Event::SiteChanged { site_id: id })?;
    Ok(())
}

fn existing(tx: &Tx<'_>, id: SiteId) -> Result<Site> {
    store::by_id(tx, id)?.ok_or(Error::NotFound("site"))
}
