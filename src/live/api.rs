//! The fall-back where a proxy blocks WebSockets: the same frames, one by one over POST.

use poem::{IntoResponse, Response, web::Data};
use poem_openapi::{
    ApiResponse, Object, OpenApi,
    registry::{MetaMediaType, MetaResponse, MetaResponses, Registry},
    types::Type,
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
    ) -> Result<Frames<VisitorFrames>, ApiError> {
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
    ) -> Result<Frames<AgentFrames>, ApiError> {
        let talker = AgentTalker { live: live.clone(), agent };
        answer(&talker, &body.value.text).await
    }
}

async fn answer<S>(talker: &impl Talker, text: &str) -> Result<Frames<S>, ApiError> {
    let frame = match talker.on_frame(text) {
        Ok(understood) => understood.answer.await,
        Err(farewell) => Some(farewell),
    };
    let frames = frame.as_deref().unwrap_or("");
    Ok(Frames { text: format!(r#"{{"frames":[{frames}]}}"#), shape: std::marker::PhantomData })
}

/// Frames that are JSON text already, described as an `S`.
pub struct Frames<S> {
    text: String,
    shape: std::marker::PhantomData<S>,
}

impl<S: Send> IntoResponse for Frames<S> {
    fn into_response(self) -> Response {
        Response::builder().content_type("application/json; charset=utf-8").body(self.text)
    }
}

impl<S: Type> ApiResponse for Frames<S> {
    fn meta() -> MetaResponses {
        let content = vec![MetaMediaType { content_type: "application/json", schema: S::schema_ref() }];
        let response =
            MetaResponse { description: "The answer", status: Some(200), status_range: None, content, headers: vec![] };
        MetaResponses { responses: vec![response] }
    }

    fn register(registry: &mut Registry) {
        S::register(registry);
    }
}
