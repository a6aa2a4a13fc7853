//! Settings → Pages: on which pages the launcher shows, what pages are for, and a field that tells it for an address.

use askama::Template;
use poem::{Request, handler, http::StatusCode};

use super::{
    chosen::{Chosen, done, edition, save},
    inputs::Input,
    refused::Refused,
    rules_form::{self, RuleRow, Tried},
    shell::{ConsolePage, Place, Shell},
};
use crate::{
    accounts::SignedInPage,
    base::FieldErrors,
    http::{forms::Form, html::PageResult, session::Flash},
    sites::{
        PageRule, Section,
        page_rules::{Act, MAX_RULES},
    },
};

#[derive(Template)]
#[template(path = "console/rules.html")]
struct RulesPage {
    shell: Shell,
    query: String,
    version: i64,
    trouble: String,
    rows: Vec<RuleRow>,
    can_add: bool,
    /// Whether rows were added, moved or removed since they were saved.
    is_unsaved: bool,
    /// What there is to try an address with.
    probe: Vec<Input>,
    tried: Option<Tried>,
}

impl ConsolePage for RulesPage {
    fn shell(&self) -> &Shell {
        &self.shell
    }
}

/// `GET /console/pages`.
#[handler]
pub fn show_rules(request: &Request, SignedInPage(signed_in): SignedInPage) -> PageResult {
    let chosen = Chosen::of(request, &signed_in, Place::Pages)?;
    let rules = chosen.site.page_rules.clone();
    RulesPage::of(chosen, &rules, None, &FieldErrors::new()).answer(StatusCode::OK)
}

/// `POST /console/pages`: saves, unless the button pressed only moves, adds or removes a row, or tries an address.
#[handler]
pub async fn save_rules(request: &Request, SignedInPage(signed_in): SignedInPage, form: Form) -> PageResult {
    let chosen = Chosen::of(request, &signed_in, Place::Pages)?;
    let mut rules = rules_form::read(&form);
    let (verb, index) = form.text("do").split_once('-').unwrap_or((form.text("do"), ""));
    let index = index.parse::<usize>().ok().filter(|index| *index < rules.len());
    match (verb, index) {
        ("add", _) if rules.len() < MAX_RULES => rules.push(PageRule::everywhere(Act::Hide)),
        ("remove", Some(index)) => {
            rules.remove(index);
        }
        ("up", Some(index)) if index > 0 => rules.swap(index, index - 1),
        ("down", Some(index)) if index + 1 < rules.len() => rules.swap(index, index + 1),
        ("add" | "remove" | "up" | "down" | "try", _) => {}
        _ => {
            let sections = vec![Section::PageRules(rules.clone())];
            return match save(request, &signed_in, edition(&chosen.site, &form), sections).await? {
                Ok(_) => Ok(done(request, &format!("/console/pages?{}", chosen.query()), Flash("saved"))),
                Err(why) => refused(chosen, &rules, &form, why),
            };
        }
    }
    let is_unsaved = rules != chosen.site.page_rules;
    let tried = (verb == "try").then(|| rules_form::try_address(&rules, &chosen.site, &form));
    let version = form.text("version").parse().unwrap_or(-1);
    let page = RulesPage::of(chosen, &rules, Some(&form), &FieldErrors::new());
    RulesPage { is_unsaved, tried, version, ..page }.answer(StatusCode::OK)
}

fn refused(chosen: Chosen, rules: &[PageRule], form: &Form, why: Refused) -> PageResult {
    let Refused { status, errors, trouble } = why.say_at("/page_rules");
    let page = RulesPage::of(chosen, rules, Some(form), &errors);
    let version = form.text("version").parse().unwrap_or(-1);
    RulesPage { trouble, is_unsaved: true, version, ..page }.answer(status)
}

impl RulesPage {
    fn of(chosen: Chosen, rules: &[PageRule], form: Option<&Form>, errors: &FieldErrors) -> Self {
        let last = rules.len().saturating_sub(1);
        let rows = rules.iter().enumerate().map(|(index, rule)| RuleRow::of(rule, (index, last), errors)).collect();
        Self {
            query: chosen.query(),
            version: chosen.site.version,
            trouble: String::new(),
            rows,
            can_add: rules.len() < MAX_RULES,
            is_unsaved: false,
            probe: rules_form::probe(form),
            tried: None,
            shell: chosen.shell,
        }
    }
}
