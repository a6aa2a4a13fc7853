//! The inbox's calls about one's own choices.

use poem::web::Data;
use poem_openapi::{OpenApi, payload::Json};

use super::{Availability, PreferenceChanges, actions, shapes::*, views};
use crate::{
    accounts::SignedIn,
    base::Clock,
    db::Db,
    http::{ApiError, StrictJson},
};

/// The inbox's calls about one's own choices.
pub struct PreferencesApi;

#[OpenApi(prefix_path = "/api/inbox")]
impl PreferencesApi {
    /// Choose how the inbox behaves for oneself
    ///
    /// What is absent stays as it is.
    #[oai(path = "/preferences", method = "put", operation_id = "set_preferences")]
    async fn choose(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        body: StrictJson<PreferenceChanges>,
    ) -> Result<Json<PreferencesView>, ApiError> {
        let changes = body.value;
        let kept = db.write(move |tx| actions::choose(tx, &agent.actor(), changes));
        Ok(Json(kept.await?.into()))
    }

    /// Say whether one can be reached
    #[oai(path = "/availability", method = "put", operation_id = "set_availability")]
    async fn say(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        clock: Data<&Clock>,
        body: StrictJson<Availability>,
    ) -> Result<Json<AvailabilityView>, ApiError> {
        let said = body.value;
        let kept = db.write(move |tx| {
            actions::say(tx, &agent.actor(), said)?;
            Ok(views::of(tx, agent.agent.id)?.1)
        });
        Ok(Json(AvailabilityView::of(kept.await?, clock.now())))
    }
}
