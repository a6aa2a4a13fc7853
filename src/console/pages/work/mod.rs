//! Settings → Teams, Tags, Saved replies and Macros: what the team's work is sorted by and made shorter with.

mod macro_form;
mod macro_rows;
mod macros;
mod replies;
mod reply_form;
mod samples;
mod tag;
mod tags;
mod team;
mod teams;

use std::sync::Arc;

use poem::{Request, Route, get, post};

use super::{save_workspace, show_workspace};
use crate::{
    accounts::SignedIn,
    audit::{self, About, Fact, Kind},
    base::{Actor, Error, Result},
    conversations::sorting::actions::Last,
    http::{Client, log_act},
};

/// These pages and the workspace's own, with their addresses.
pub fn mount(route: Route) -> Route {
    route
        .at("/console/workspace", get(show_workspace).post(save_workspace))
        .at("/console/teams", get(teams::show_teams).post(teams::make_team))
        .at("/console/teams/:id", get(team::show_team).post(team::save_team))
        .at("/console/teams/:id/delete", post(team::delete_team))
        .at("/console/tags", get(tags::show_tags).post(tags::make_tag))
        .at("/console/tags/:id", get(tag::show_tag).post(tag::save_tag))
        .at("/console/tags/:id/merge", post(tag::merge_tag))
        .at("/console/tags/:id/delete", post(tag::delete_tag))
        .at("/console/replies", get(replies::show_replies).post(replies::make_reply))
        .at("/console/replies/new", get(replies::new_reply))
        .at("/console/replies/examples", post(replies::insert_examples))
        .at("/console/replies/:id", get(replies::show_reply).post(replies::save_reply))
        .at("/console/replies/:id/delete", post(replies::delete_reply))
        .at("/console/macros", get(macros::show_macros).post(macros::make_macro))
        .at("/console/macros/new", get(macros::new_macro))
        .at("/console/macros/examples", post(macros::insert_examples))
        .at("/console/macros/:id", get(macros::show_macro).post(macros::save_macro))
        .at("/console/macros/:id/delete", post(macros::delete_macro))
}

/// Whether any of the texts holds what somebody looks for, whatever its case; everything does where that is nothing.
fn holds(texts: &[&str], wanted: &str) -> bool {
    let wanted = wanted.trim().to_lowercase();
    wanted.is_empty() || texts.iter().any(|text| text.to_lowercase().contains(&wanted))
}

/// Does what takes many transactions to its end, also where whoever asked for it closes the page meanwhile, and notes it in
/// the last of them where administrators read it, `how` in their words; then `act` in the server's own log.
async fn to_the_end<Acting>(
    request: &Request,
    signed_in: &SignedIn,
    (how, act): (String, String),
    acting: impl FnOnce(Actor, Last) -> Acting,
) -> Result<()>
where
    Acting: Future<Output = Result<()>> + Send + 'static,
{
    let (by, about) = (signed_in.by(request), About::fact(Fact::How, how));
    let last: Last = Arc::new(move |tx| audit::actions::note(tx, &by, Kind::WorkspaceChanged, &about));
    tokio::spawn(acting(signed_in.actor(), last)).await.map_err(Error::internal)??;
    log_act(Client::of(request), &signed_in.actor(), act);
    Ok(())
}
