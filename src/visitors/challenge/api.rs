//! Where a panel gets the work for a first message.

use std::sync::Arc;

use poem::Request;
use poem_openapi::{
    Object, OpenApi,
    param::Query,
    payload::{Json, Response},
};

use super::Demand;
use crate::{
    base::{Clock, Error, Random},
    http::{ApiError, Client, Key, Limit, Limits},
    sites::Sites,
};

/// Work for a browser: find the number.
#[derive(Debug, Object)]
pub struct Challenge {
    /// `SHA-256`.
    pub algorithm: String,
    pub salt: String,
    /// Hex of the hash of the salt followed by the number in decimal digits.
    pub challenge: String,
    /// The number is a whole one from 0 to this.
    pub max_number: i64,
    /// Milliseconds since 1970 in UTC.
    pub expires_at: i64,
    pub signature: String,
}

/// The call for work.
pub struct ChallengeApi;

#[OpenApi(prefix_path = "/api/widget")]
impl ChallengeApi {
    /// Get work for a first message
    ///
    /// Needed where this browser has no token and no proof of identity. Send base64url (without padding) of the JSON
    /// `{algorithm, salt, challenge, number, signature}` as `captcha`. Holds for 20 minutes and once.
    #[oai(path = "/challenge", method = "get", operation_id = "get_challenge")]
    async fn challenge(
        &self,
        request: &Request,
        /// The site's app id.
        app_id: Query<String>,
    ) -> Result<Response<Json<Challenge>>, ApiError> {
        let handles = Handles::of(request)?;
        handles.limits.take(Limit::Challenges, Key::address(Client::of(request).address))?;
        let site = handles.sites.by_app_id(&app_id).filter(|site| site.is_active);
        let site =
            site.ok_or_else(|| ApiError::forbidden("site-inactive", "There is no active site with this app id."))?;
        if handles.demand.max_number == 0 {
            return Err(Error::NotFound("challenge").into());
        }
        let made = handles.demand.challenge(site.id, (handles.clock.now(), handles.random));
        let challenge = Challenge {
            algorithm: super::ALGORITHM.to_owned(),
            salt: made.salt,
            challenge: made.challenge,
            max_number: i64::from(handles.demand.max_number),
            expires_at: made.expires_at.as_millis(),
            signature: made.signature,
        };
        Ok(Response::new(Json(challenge)).header("Cache-Control", "no-store"))
    }
}

/// What this call takes from the request's data.
struct Handles<'r> {
    clock: &'r Clock,
    random: &'r Random,
    sites: &'r Sites,
    demand: &'r Demand,
    limits: &'r Arc<Limits>,
}

impl<'r> Handles<'r> {
    fn of(request: &'r Request) -> Result<Self, ApiError> {
        let find = || {
            Some(Self {
                clock: request.data()?,
                random: request.data()?,
                sites: request.data()?,
                demand: request.data()?,
                limits: request.data()?,
            })
        };
        find().ok_or_else(|| Error::internal("the widget's API was built without its handles").into())
    }
}
