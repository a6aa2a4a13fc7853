//! What can be done to a site. Administrators only.

use super::{
    ContextField, Features, Hours, Locale, Look, Origin, PageRule, Purpose, Site, TextsByLocale, context, features,
    hours_rules,
    model::parse_name,
    origin::MAX_ORIGINS,
    page_rules,
    shapes::{INIT_BYTES, WidgetInit},
    sightings::Due,
    store, texts,
};
use crate::{
    base::{Actor, Error, FieldErrors, Permission, Result, ids::SiteId},
    db::Tx,
    events::Event,
    settings,
};

/// Random characters of an app id: 24 of base62 are 142 bits, so nobody meets another's by chance.
const APP_ID_LENGTH: usize = 24;

/// A site as somebody saw it before changing it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edition {
    pub site: SiteId,
    /// The version the form was made from; `None` where the last one to write wins.
    pub version: Option<i64>,
}

/// One part of what an administrator chooses, whole.
#[derive(Debug, Clone)]
pub enum Section {
    /// As typed; wrong at `/name`.
    Name(String),
    /// Whether the site answers visitors at all.
    IsActive(bool),
    /// Wrong at `/allowed_origins`.
    AllowedOrigins(Vec<Origin>),
    /// Wrong at `/offset_x`, `/offset_y`, `/launcher_texts/{locale}`.
    Look(Look),
    /// The id of a picture; wrong at `/logo_id`.
    Logo(Option<String>),
    Locale(Locale),
    /// Wrong at `/texts/{locale}/{field}`.
    Texts(TextsByLocale),
    Purpose(Purpose),
    Features(Features),
    /// Names of page events; wrong at `/mirrored_events/{index}`.
    MirroredEvents(Vec<String>),
    /// Wrong at `/page_rules/{index}/{field}`.
    PageRules(Vec<PageRule>),
    /// Wrong at `/hours/…`.
    Hours(Hours),
    /// Wrong at `/context_fields` and `/context_fields/{index}/name`.
    ContextFields(Vec<ContextField>),
}

impl From<SiteId> for Edition {
    fn from(site: SiteId) -> Self {
        Self { site, version: None }
    }
}

impl From<&Site> for Edition {
    fn from(site: &Site) -> Self {
        Self { site: site.id, version: Some(site.version) }
    }
}

/// Makes a site that any page may embed, with the usual look.
///
/// # Errors
/// `Forbidden`; `Invalid` at `/name`.
pub fn create(tx: &mut Tx<'_>, actor: &Actor, name: &str) -> Result<Site> {
    actor.may(Permission::Manage)?;
    let name = parse_name(name).map_err(|sentence| FieldErrors::one("/name", sentence))?;
    let app_id = format!("icw_{}", tx.random().base62(APP_ID_LENGTH));
    let mut site = Site::fresh(tx.new_id(), app_id, name);
    if let Some(workspace) = settings::views::workspace(tx)? {
        site.locale = Locale::parse(&workspace.language).unwrap_or_default();
        site.hours.time_zone = workspace.time_zone;
    }
    store::insert(tx, &site, tx.now())?;
    tx.emit(actor, &Event::SiteChanged { site_id: site.id })?;
    Ok(site)
}

/// Changes sections of a site, all or none, and answers the site as it then is. Saving what stands already changes
/// nothing but the version.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Conflict` where somebody has changed the site since this version; `Invalid` with every
/// wrong field, and where the start document would grow beyond 1 KB.
pub fn change(
    tx: &mut Tx<'_>,
    actor: &Actor,
    edition: impl Into<Edition>,
    sections: impl IntoIterator<Item = Section>,
) -> Result<Site> {
    actor.may(Permission::Manage)?;
    let edition = edition.into();
    let mut site = store::by_id(tx, edition.site)?.ok_or(Error::NotFound("site"))?;
    if edition.version.is_some_and(|version| version != site.version) {
        return Err(Error::Conflict(
            "Somebody else has changed this site since you opened the page, so nothing was saved. Open the page again, \
             look at the changes and make yours once more."
                .to_owned(),
        ));
    }
    let mut errors = FieldErrors::new();
    let mut grown = None;
    for section in sections {
        grown = section.growth().or(grown);
        if let Section::Logo(Some(id)) = &section
            && !store::has_picture(tx, id)?
        {
            errors.add("/logo_id", "This picture is not here any more. Choose it again.");
        } else {
            section.apply(&mut site, &mut errors);
        }
    }
    if let Some((pointer, what)) = grown
        && errors.is_empty()
    {
        check_size(&site, pointer, what, &mut errors);
    }
    errors.or(())?;
    site.version += 1;
    store::save(tx, &site)?;
    tx.emit(actor, &Event::SiteChanged { site_id: site.id })?;
    Ok(site)
}

/// The site as it would be with these sections, for a preview: nothing is saved, and a logo is taken as it is.
///
/// # Errors
/// Every wrong field, as [`change`] names them.
pub fn tried(site: &Site, sections: impl IntoIterator<Item = Section>) -> Result<Site, FieldErrors> {
    let mut site = site.clone();
    let mut errors = FieldErrors::new();
    sections.into_iter().for_each(|section| section.apply(&mut site, &mut errors));
    if errors.is_empty() { Ok(site) } else { Err(errors) }
}

/// Says which origins may embed the site; none means any. Whoever writes last wins: for a form that knows the version
/// there is [`Section::AllowedOrigins`].
///
/// # Errors
/// As [`change`]: `Invalid` at `/allowed_origins`.
pub fn allow_origins(tx: &mut Tx<'_>, actor: &Actor, id: SiteId, origins: &[Origin]) -> Result<Site> {
    change(tx, actor, id, [Section::AllowedOrigins(origins.to_vec())])
}

/// Writes down where sites were seen. Deskbell's own doing; nobody follows it, so there is no event.
///
/// # Errors
/// `Internal` where the database cannot be written.
pub fn keep_sightings(tx: &mut Tx<'_>, due: &Due) -> Result<()> {
    for (site, origin) in &due.forgotten {
        store::remove_sighting(tx, *site, origin)?;
    }
    due.seen.iter().try_for_each(|sighting| store::put_sighting(tx, sighting))
}

impl Section {
    fn apply(self, site: &mut Site, errors: &mut FieldErrors) {
        match self {
            Self::Name(typed) => match parse_name(&typed) {
                Ok(name) => site.name = name,
                Err(sentence) => errors.add("/name", sentence),
            },
            Self::IsActive(is_active) => site.is_active = is_active,
            Self::AllowedOrigins(origins) if origins.len() > MAX_ORIGINS => {
                errors.add("/allowed_origins", format!("At most {MAX_ORIGINS} addresses fit."));
            }
            Self::AllowedOrigins(origins) => site.allowed_origins = origins,
            Self::Look(look) => site.look = look.checked(errors),
            Self::Logo(id) => site.logo_id = id,
            Self::Locale(locale) => site.locale = locale,
            Self::Texts(texts) => site.texts = texts::checked(texts, errors),
            Self::Purpose(purpose) => site.purpose = purpose,
            Self::Features(features) => site.features = features,
            Self::MirroredEvents(events) => site.mirrored_events = features::checked_events(&events, errors),
            Self::PageRules(rules) => site.page_rules = page_rules::checked(rules, errors),
            Self::Hours(hours) => site.hours = hours_rules::checked(hours, errors),
            Self::ContextFields(fields) => site.context_fields = context::checked(fields, errors),
        }
    }

    /// Where this section makes the start document larger: its pointer, and what of it to shorten.
    fn growth(&self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Name(_) => Some(("/name", "Shorten the name")),
            Self::Look(_) => Some(("/launcher_texts", "Shorten the launcher's texts")),
            Self::Logo(_) => Some(("/logo_id", "Leave out the logo")),
            Self::Features(_) => Some(("/features", "Switch off fewer parts")),
            Self::MirroredEvents(_) => Some(("/mirrored_events", "Choose fewer events")),
            Self::PageRules(_) => Some(("/page_rules", "Shorten the rules, or join some with a star")),
            Self::IsActive(_)
            | Self::AllowedOrigins(_)
            | Self::Locale(_)
            | Self::Texts(_)
            | Self::Purpose(_)
            | Self::Hours(_)
            | Self::ContextFields(_) => None,
        }
    }
}

/// Every page of the customer waits for the start document: it stays within one packet or so.
fn check_size(site: &Site, pointer: &'static str, what: &str, errors: &mut FieldErrors) {
    let bytes = WidgetInit::bytes(site);
    if bytes > INIT_BYTES {
        let more = bytes - INIT_BYTES;
        errors.add(
            pointer,
            format!(
                "Name, logo, launcher texts, page rules, mirrored events and switched-off parts travel to every page in \
                 {INIT_BYTES} bytes together; these are {more} too many. {what}, or some of the others."
            ),
        );
    }
}
