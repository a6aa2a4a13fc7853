//! A picture that came with a form.

use crate::{base::Error, pictures::Picture};

/// Makes a picture of the file; inside, why it is none.
///
/// # Errors
/// `Internal` where decoding broke off.
pub async fn picture(bytes: Vec<u8>) -> Result<Result<Picture, String>, Error> {
    if bytes.is_empty() {
        return Ok(Err("Choose a file first: a PNG, JPEG, WebP or GIF of at most 2 MiB.".to_owned()));
    }
    let read = tokio::task::spawn_blocking(move || Picture::read(&bytes)).await.map_err(Error::internal)?;
    Ok(read.map_err(|refusal| refusal.to_string()))
}
