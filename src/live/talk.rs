//! What both sides' frames have in common: answers to them, and how errors read in a frame.

use std::sync::Arc;

use super::{
    close, hub,
    protocol::{AckFrame, ErrorFrame, NoteFrame, PostFrame, RefusedFrame},
    reading::Fault,
};
use crate::{
    base::{Error, Result},
    conversations::{
        actions::{Noted, Posted},
        entries::{self, model::NewNote},
        model::{ClientId, MessageBody, NewMessage},
    },
    http::ApiError,
};

/// What a post asks for, read strictly.
pub fn new_message(post: &PostFrame) -> Result<NewMessage> {
    let file_ids = post.file_ids.clone().unwrap_or_default();
    Ok(NewMessage {
        conversation: post.conversation_id,
        client_id: ClientId::parse(&post.client_id)?,
        body: MessageBody::parse_beside(&post.body, post.content.as_ref(), !file_ids.is_empty())?,
        content: post.content.clone(),
        file_ids,
        after_number: post.after_number,
    })
}

/// What a note asks for, read strictly.
pub fn new_note(note: &NoteFrame) -> Result<NewNote> {
    let file_ids = note.file_ids.clone().unwrap_or_default();
    Ok(NewNote {
        conversation: note.conversation_id,
        client_id: ClientId::parse(&note.client_id)?,
        body: MessageBody::parse_beside(&note.body, None, !file_ids.is_empty())?,
        mentions: entries::model::mentions(note.mentions.as_deref().unwrap_or_default())?,
        file_ids,
    })
}

/// The acknowledgement of a note that is on disk.
pub fn ack_note(client_id: String, noted: &Noted) -> AckFrame {
    AckFrame {
        client_id,
        conversation_id: noted.conversation,
        message_id: noted.entry.to_string(),
        number: noted.after_number,
        seq: noted.seq,
    }
}

/// The acknowledgement of a message that is on disk.
pub fn ack(client_id: String, posted: &Posted) -> AckFrame {
    AckFrame {
        client_id,
        conversation_id: posted.conversation,
        message_id: posted.message.to_string(),
        number: posted.number,
        seq: posted.seq,
    }
}

/// The refusal of a frame, in the words of the error.
pub fn refused(client_id: Option<String>, error: Error) -> RefusedFrame {
    let code = match &error {
        Error::NotFound(_) => "not_found",
        Error::Forbidden(_) => "forbidden",
        Error::Invalid(_) => "invalid",
        Error::Conflict(_) => "changed",
        Error::Unavailable(_) | Error::Internal(_) => "busy",
    };
    refused_as(client_id, code, &ApiError::from(error))
}

/// The refusal of a frame that came too often.
pub fn too_often(client_id: Option<String>, error: &ApiError) -> RefusedFrame {
    refused_as(client_id, "rate_limited", error)
}

fn refused_as(client_id: Option<String>, code: &str, error: &ApiError) -> RefusedFrame {
    error.log();
    RefusedFrame {
        client_id,
        code: code.to_owned(),
        detail: error.detail().to_owned(),
        retry_after: error.retry_after_s(),
    }
}

/// The refusal of a message that could not be read.
pub fn unread(client_id: String, detail: String) -> RefusedFrame {
    RefusedFrame { client_id: Some(client_id), code: "invalid".to_owned(), detail, retry_after: None }
}

/// The last frame of a connection whose client says what is not understood here.
pub fn bad_frame(fault: &Fault) -> ErrorFrame {
    ErrorFrame { code: "bad_frame".to_owned(), detail: fault.sentence() }
}

/// One frame as text; a frame that cannot be written is a fault of ours and is logged.
pub fn line(frame: &impl serde::Serialize) -> Option<Arc<str>> {
    hub::text(frame).inspect_err(|error| tracing::error!(?error, "a frame could not be written")).ok()
}

/// The close code for a connection that could not be caught up.
pub fn close_code(error: &Error) -> u16 {
    if matches!(error, Error::NotFound(_)) {
        return close::SIGNED_OUT;
    }
    tracing::error!(?error, "a client could not catch up");
    close::SLOW
}
