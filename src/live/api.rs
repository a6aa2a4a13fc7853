//! The fall-back where a proxy blocks WebSockets: the same frames, one by one over POST.

use poem::{IntoResponse, Request, RequestBody, Response, web::Data};
use poem_openapi::{
    ApiExtractor, ApiExtractorType, ApiResponse, ExtractParamOptions, Object, OpenApi,
    registry::{MetaMediaType, MetaRequest, MetaResponse, MetaResponses, Registry},
    types::Type,
};

use super::{
    Live,
    agent_socket::AgentTalker,
    protocol::{AgentHears, AgentSays, VisitorHears, VisitorSays},
    pump::Talker,
    reading::{self, InboxSaid, PanelSaid, Unread},
    visitor_socket::VisitorTalker,
};
use crate::{
    accounts::SignedIn,
    base::{json::ReadJson, secret},
    http::{ApiError, Client, json},
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

/// A frame as text, once it has been read as a `T` or can be refused by name; described as an `S`.
pub struct FrameText<T, S> {
    text: String,
    shape: std::marker::PhantomData<(T, S)>,
}

impl<'a, T: ReadJson + Send, S: Type> ApiExtractor<'a> for FrameText<T, S> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        S::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        Some(json::described::<S>(true))
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        let bytes = json::read_bytes(request, body, json::USUAL_LIMIT).await?;
        if let Err(Unread::Frame(fault)) = reading::frame::<T>(&bytes) {
            return Err(ApiError::from(fault).into());
        }
        let text = String::from_utf8(bytes).map_err(|_| ApiError::unreadable("The frame is not UTF-8 text."))?;
        Ok(Self { text, shape: std::marker::PhantomData })
    }
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
        body: FrameText<PanelSaid, VisitorSays>,
    ) -> Result<Frames<VisitorFrames>, ApiError> {
        let token = secret::fingerprint(auth.token().reveal());
        let talker = VisitorTalker { live: live.clone(), visitor: auth.visitor(), token, address: client.address };
        answer(&talker, &body.text).await
    }

    /// Send one frame of the inbox
    #[oai(path = "/inbox/frames", method = "post", operation_id = "send_agent_frame")]
    async fn agent(
        &self,
        agent: SignedIn,
        live: Data<&Live>,
        client: Client,
        body: FrameText<InboxSaid, AgentSays>,
    ) -> Result<Frames<AgentFrames>, ApiError> {
        let talker = AgentTalker { live: live.clone(), agent, address: client.address, window: None };
        answer(&talker, &body.text).await
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
