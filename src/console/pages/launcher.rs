//! Settings → Launcher: the brand, the launcher, and what the panel says in each language, beside a preview.

use askama::Template;
use poem::{Request, handler, http::StatusCode};

use super::{
    chosen::{Chosen, done, edition, query, save},
    framing::may_hold_our_frames,
    inputs::{Choices, Input},
    launcher_form::{self, Words},
    refused::{Refused, SEE_BELOW},
    shell::{ConsolePage, Place, Shell},
};
use crate::{
    accounts::SignedInPage,
    base::FieldErrors,
    http::{forms::Form, html::PageResult, session::Flash},
    pictures::model::url_of,
    sites::{Locale, Section},
};

#[derive(Template)]
#[template(path = "console/launcher.html")]
pub struct LauncherPage {
    shell: Shell,
    /// `site=…`
    query: String,
    version: i64,
    trouble: String,
    brand: Vec<Input>,
    colour: Input,
    contrast: String,
    logo: Option<String>,
    logo_error: Option<String>,
    theme: Choices,
    launcher: Vec<Choices>,
    offsets: Vec<Input>,
    /// The locale whose words are shown.
    words_in: &'static str,
    words_name: &'static str,
    words: Vec<Input>,
    /// Languages that have words: code, name, whether shown.
    languages: Vec<(&'static str, &'static str, bool)>,
    more_languages: Input,
    is_removable: bool,
}

impl ConsolePage for LauncherPage {
    fn shell(&self) -> &Shell {
        &self.shell
    }
}

/// `GET /console/launcher`; `locale` says whose words are shown.
#[handler]
pub fn show_launcher(request: &Request, SignedInPage(signed_in): SignedInPage) -> PageResult {
    let chosen = Chosen::of(request, &signed_in, Place::Launcher)?;
    let locale = query(request, "locale").and_then(|word| Locale::parse(&word)).unwrap_or(chosen.site.locale);
    let words = Words::of_site(&chosen.site, locale);
    let page = LauncherPage::of(chosen, &words, &FieldErrors::new(), String::new());
    may_hold_our_frames(page.answer(StatusCode::OK)?)
}

/// `POST /console/launcher`.
#[handler]
pub async fn save_launcher(request: &Request, SignedInPage(signed_in): SignedInPage, form: Form) -> PageResult {
    let chosen = Chosen::of(request, &signed_in, Place::Launcher)?;
    let words = Words::of_form(&chosen.site, &form);
    let locale = words.locale;
    if form.has("remove_words") {
        let mut texts = chosen.site.texts.clone();
        let mut look = chosen.site.look.clone();
        texts.remove(&locale);
        look.launcher_texts.remove(&locale);
        let edition = edition(&chosen.site, &form);
        let sections = vec![Section::Texts(texts), Section::Look(look)];
        return match save(request, &signed_in, edition, sections).await? {
            Ok(_) => Ok(done(request, &path(&chosen, None), Flash("words_removed"))),
            Err(why) => refused(chosen, &words, why),
        };
    }
    let saved = match words.sections(&chosen.site) {
        Ok(sections) => save(request, &signed_in, edition(&chosen.site, &form), sections).await?,
        Err(errors) => Err(Refused::at_fields(errors).or_say(SEE_BELOW)),
    };
    match saved {
        Ok(_) => Ok(done(request, &path(&chosen, Some(locale)), Flash("saved"))),
        Err(why) => refused(chosen, &words, why),
    }
}

fn refused(chosen: Chosen, words: &Words, why: Refused) -> PageResult {
    let trouble = launcher_form::elsewhere(&why.errors, words.locale).unwrap_or(why.trouble);
    let page = LauncherPage::of(chosen, words, &why.errors, trouble);
    may_hold_our_frames(page.answer(why.status)?)
}

fn path(chosen: &Chosen, locale: Option<Locale>) -> String {
    let locale = locale.map(|locale| format!("&locale={}", locale.as_str())).unwrap_or_default();
    format!("/console/launcher?{}{locale}", chosen.query())
}

impl LauncherPage {
    /// The page as the site stands, with what is wrong beside its form.
    pub fn as_saved(chosen: Chosen, errors: &FieldErrors) -> Self {
        let words = Words::of_site(&chosen.site, chosen.site.locale);
        Self::of(chosen, &words, errors, String::new())
    }

    fn of(chosen: Chosen, words: &Words, errors: &FieldErrors, trouble: String) -> Self {
        let site = &chosen.site;
        let has_words = |locale: &Locale| {
            *locale == words.locale
                || *locale == site.locale
                || site.texts.contains_key(locale)
                || site.look.launcher_texts.contains_key(locale)
        };
        let (with, without): (Vec<Locale>, Vec<Locale>) = Locale::ALL.iter().partition(|locale| has_words(locale));
        let is_written = site.texts.contains_key(&words.locale) || site.look.launcher_texts.contains_key(&words.locale);
        let language = |locale: &Locale| (locale.as_str(), launcher_form::name_of(*locale), *locale == words.locale);
        let choice = |locale: &Locale| (locale.as_str().to_owned(), launcher_form::name_of(*locale).to_owned(), false);
        Self {
            query: chosen.query(),
            version: site.version,
            trouble,
            brand: words.brand(errors),
            colour: words.colour(errors),
            contrast: launcher_form::contrast(words.text("primary")),
            logo: site.logo_id.as_deref().map(url_of),
            logo_error: errors.at("/logo").map(str::to_owned),
            theme: words.theme(),
            launcher: words.launcher(),
            offsets: words.offsets(errors),
            words_in: words.locale.as_str(),
            words_name: launcher_form::name_of(words.locale),
            words: words.texts(errors),
            languages: with.iter().map(language).collect(),
            more_languages: Input::select("Add a language", "locale", without.iter().map(choice).collect()),
            is_removable: is_written,
            shell: chosen.shell,
        }
    }
}
