//! Whether the server can do its work, for load balancers and service managers.

use poem::{IntoResponse, Response, handler, http::StatusCode, web::Data};

use crate::db::Db;

/// `GET /healthz`: `200 ok` where the database answers, else `503`.
#[handler]
pub async fn health(db: Data<&Db>) -> Response {
    match db.read(|connection| Ok(connection.query_row("SELECT 1", [], |row| row.get::<_, i64>(0))?)).await {
        Ok(_) => "ok\n".into_response(),
        Err(_) => Response::builder().status(StatusCode::SERVICE_UNAVAILABLE).body("The database does not answer.\n"),
    }
}
