//! The fall-back where a proxy blocks WebSockets: the same frames, one by one over POST.

use poem::web::Data;
use poem_openapi::{
    Object, OpenApi,
    payload::Json,
    types::{ToJSON, Type},
};
use serde::de::DeserializeOwned;

use super::{
    Live,
    agent_socket::AgentTalker,
    protocol::{AgentHears, AgentSays, VisitorHears, VisitorSays},
    pump::Talker,
    visitor_socket::VisitorTalker,
};
use crate::{
    accounts::SignedIn,
    base::json::{self, Place, ReadJson, Wrong},
    http::{ApiError, Client, JsonBody, StrictJson},
    visitors::api::VisitorAuth,
};

/// What a panel hears in answer to a frame.
#[derive(Object)]
pub struct VisitorFrames {
    pub frames: Vec<VisitorHears>,
}

/// What an inbox hears in answer to a frame.
#[derive(Object)]
pub struct AgentFrames {
    pub frames: Vec<AgentHears>,
}

/// A frame as text, once it has been read as one of `T`.
pub struct FrameText<T> {
    text: String,
    shape: std::marker::PhantomData<T>,
}

impl<T: DeserializeOwned> ReadJson for FrameText<T> {
    fn read_json(json: json::Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let text = json.to_text();
        match serde_json::from_str::<T>(&text) {
            Ok(_) => Some(Self { text, shape: std::marker::PhantomData }),
            Err(error) => wrong.at(place, format!("This is no frame that is understood here: {error}.")),
        }
    }
}

impl<T: DeserializeOwned + Type + Send> JsonBody for FrameText<T> {
    type Shape = T;
}

/// Frames over HTTP.
pub struct FramesApi;

#[OpenApi(prefix_path = "/api")]
impl FramesApi {
    /// Send one frame of the panel
    #[oai(path = "/widget/frames", method = "post", operation_id = "send_visitor_frame")]
    async fn visitor(
        &self,
        auth: VisitorAuth,
        live: Data<&Live>,
        client: Client,
        body: StrictJson<FrameText<VisitorSays>>,
    ) -> Result<Json<serde_json::Value>, ApiError> {
        let talker = VisitorTalker { live: live.clone(), visitor: auth.visitor(), address: client.address };
        answer(&talker, &body.value.text).await
    }

    /// Send one frame of the inbox
    #[oai(path = "/inbox/frames", method = "post", operation_id = "send_agent_frame")]
    async fn agent(
        &self,
        agent: SignedIn,
        live: Data<&Live>,
        body: StrictJson<FrameText<AgentSays>>,
    ) -> Result<Json<serde_json::Value>, ApiError> {
        let talker = AgentTalker { live: live.clone(), agent };
        answer(&talker, &body.value.text).await
    }
}

async fn answer(talker: &impl Talker, text: &str) -> Result<Json<serde_json::Value>, ApiError> {
    let frame = match talker.on_frame(text) {
        Ok(answer) => answer.await,
        Err(farewell) => Some(farewell),
    };
    let frame = frame.map(|frame| serde_json::from_str::<serde_json::Value>(&frame)).transpose();
    let frames: Vec<_> = frame.map_err(crate::base::Error::from)?.into_iter().collect();
    Ok(Json(serde_json::json!({ "frames": frames.to_json() })))
}
