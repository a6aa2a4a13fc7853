//! Rows of `pictures`.

use rusqlite::{Connection, OptionalExtension, params};

use super::{Picture, PictureId};
use crate::{base::Result, db::Tx};

pub fn insert(tx: &Tx<'_>, picture: &Picture) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO pictures (picture_id, media_type, bytes, created_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (picture_id) DO NOTHING",
    )?
    .execute(params![picture.id, picture.media_type, picture.bytes, tx.now()])?;
    Ok(())
}

pub fn by_id(connection: &Connection, id: &PictureId) -> Result<Option<Picture>> {
    let mut statement =
        connection.prepare_cached("SELECT picture_id, media_type, bytes FROM pictures WHERE picture_id = ?1")?;
    let picture = statement.query_row([id], |row| {
        Ok(Picture { id: row.get("picture_id")?, media_type: row.get("media_type")?, bytes: row.get("bytes")? })
    });
    Ok(picture.optional()?)
}
