//! The clients' side of the live connections: a visitor's panel and an agent's inbox, as browsers open them.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use anyhow::{Context, Result, bail};
use futures_util::{SinkExt, StreamExt};
use tokio::{
    net::{TcpSocket, TcpStream},
    time::{Duration, timeout},
};
use tokio_tungstenite::{
    WebSocketStream, client_async_with_config,
    tungstenite::{Message, client::IntoClientRequest, protocol::WebSocketConfig},
};

use crate::{fill::Filled, server::Server};

pub type Socket = WebSocketStream<TcpStream>;

/// How long a connection may take to stand, or a frame that must come.
const PATIENCE: Duration = Duration::from_secs(20);

/// The website that embeds the widget.
const SHOP: &str = "https://shop.example";

/// Connects a panel from `from`, says hello with `token`, and waits until it has been caught up.
///
/// # Errors
/// Where it is refused.
pub async fn visitor(server: &Server, filled: &Filled, token: &str, from: Ipv4Addr) -> Result<Socket> {
    let origin = server.origin();
    let mut socket = open(server, "/api/widget/ws", from, &[("Origin", &origin)]).await?;
    let hello = format!(
        r#"{{"type":"hello","app_id":"{}","token":"{token}","after":null,"page":{{"origin":"{SHOP}","url":"{SHOP}/cart","title":"Cart"}}}}"#,
        filled.app_id
    );
    socket.send(Message::text(hello)).await?;
    wait_for(&mut socket, "position").await?;
    Ok(socket)
}

/// Connects the owner's inbox.
///
/// # Errors
/// Where it is refused.
pub async fn agent(server: &Server, filled: &Filled) -> Result<Socket> {
    let (origin, cookie) = (server.origin(), format!("deskbell={}", filled.session));
    let headers = [("Origin", origin.as_str()), ("Cookie", cookie.as_str())];
    let mut socket = open(server, "/api/inbox/ws", Ipv4Addr::LOCALHOST, &headers).await?;
    wait_for(&mut socket, "position").await?;
    Ok(socket)
}

/// Whether a frame is of a kind; every frame begins with its type.
pub fn is_of(frame: &str, kind: &str) -> bool {
    frame
        .strip_prefix(r#"{"type":""#)
        .and_then(|rest| rest.strip_prefix(kind))
        .is_some_and(|rest| rest.starts_with('"'))
}

/// The frame of a message.
pub fn post(client_id: &str, conversation: Option<&str>, body: &str) -> Message {
    let conversation = conversation.map_or("null".to_owned(), |id| format!("\"{id}\""));
    Message::text(format!(
        r#"{{"type":"message.post","client_id":"{client_id}","conversation_id":{conversation},"body":"{body}"}}"#
    ))
}

/// Starts a conversation and answers its id.
///
/// # Errors
/// Where it is refused.
pub async fn start_conversation(socket: &mut Socket, client_id: &str) -> Result<String> {
    socket.send(post(client_id, None, "Hello, is somebody there?")).await?;
    let ack: serde_json::Value = serde_json::from_str(&wait_for(socket, "ack").await?)?;
    Ok(ack["conversation_id"].as_str().context("an ack names no conversation")?.to_owned())
}

/// The next frame of a kind; others are passed over.
async fn wait_for(socket: &mut Socket, kind: &str) -> Result<String> {
    let frames = async {
        while let Some(frame) = socket.next().await {
            match frame? {
                Message::Text(text) if is_of(&text, kind) => return Ok(text.to_string()),
                Message::Text(text) if is_of(&text, "error") || is_of(&text, "refused") => bail!("{text}"),
                Message::Close(frame) => bail!("the server closed the connection: {frame:?}"),
                _ => {}
            }
        }
        bail!("the connection ended before “{kind}” came")
    };
    timeout(PATIENCE, frames).await.with_context(|| format!("“{kind}” did not come in time"))?
}

async fn open(server: &Server, path: &str, from: Ipv4Addr, headers: &[(&'static str, &str)]) -> Result<Socket> {
    let mut request = format!("ws://{}{path}", server.address).into_client_request()?;
    for (name, value) in headers {
        request.headers_mut().insert(*name, value.parse()?);
    }
    let tcp = TcpSocket::new_v4()?;
    tcp.bind(SocketAddr::new(IpAddr::V4(from), 0))?;
    let stream = timeout(PATIENCE, tcp.connect(server.address)).await??;
    stream.set_nodelay(true)?;
    let small = WebSocketConfig::default().read_buffer_size(4096).write_buffer_size(4096);
    let (socket, _) = timeout(PATIENCE, client_async_with_config(request, stream, Some(small))).await??;
    Ok(socket)
}
