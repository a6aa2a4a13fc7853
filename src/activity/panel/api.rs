//! `GET /api/widget/activity`.

use poem::web::Data;
use poem_openapi::{Object, OpenApi, param::Query, payload::Json};

use super::{super::model::Record, views};
use crate::{base::ids::RecordId, db::Db, http::ApiError, sites::Sites, visitors::api::VisitorAuth};

/// The customer's own orders, deposits, ….
#[derive(Debug, Object)]
pub struct VisitorActivity {
    /// Up to 20, newest first.
    pub records: Vec<VisitorRecord>,
    /// The cursor of the next part; absent on the last.
    pub next: Option<String>,
}

/// A record as its customer sees it.
#[derive(Debug, Object)]
pub struct VisitorRecord {
    pub id: RecordId,
    /// `order`, `deposit`, `withdrawal`, `payment` or `custom`.
    pub kind: String,
    pub title: String,
    /// In major units, exact: "19.99".
    pub amount: Option<String>,
    /// ISO 4217.
    pub currency: Option<String>,
    pub status: Option<String>,
    /// `green`, `amber`, `red` or `grey`.
    pub colour: String,
    /// Milliseconds since 1970 in UTC.
    pub occurred_at: i64,
}

/// The panel's call about records.
pub struct ActivityApi;

#[OpenApi(prefix_path = "/api/widget")]
impl ActivityApi {
    /// List this customer's records
    ///
    /// Only for a browser that has proved whose it is, and only of the kinds that the workspace shows.
    #[oai(path = "/activity", method = "get", operation_id = "list_visitor_activity")]
    async fn list(
        &self,
        auth: VisitorAuth,
        db: Data<&Db>,
        sites: Data<&Sites>,
        /// The `next` of the part before.
        cursor: Query<Option<String>>,
    ) -> Result<Json<VisitorActivity>, ApiError> {
        let visitor = auth.visitor();
        sites.must_have(visitor.site, |features| features.activity)?;
        if !visitor.is_verified {
            let sentence =
                "Orders are shown only to customers whose website has vouched for them. Sign in there first.";
            return Err(ApiError::forbidden("not-verified", sentence));
        }
        let cursor = cursor.0.as_deref().map(str::parse).transpose()?;
        let part = db.read(move |connection| views::part(connection, visitor.contact, cursor)).await?;
        Ok(Json(VisitorActivity {
            records: part.records.into_iter().map(VisitorRecord::from).collect(),
            next: part.next.map(|cursor| cursor.to_string()),
        }))
    }
}

impl From<Record> for VisitorRecord {
    fn from(record: Record) -> Self {
        Self {
            id: record.id,
            title: record.title(),
            amount: record.amount().map(|amount| amount.to_string()),
            currency: record.currency.map(|currency| currency.code().to_owned()),
            colour: record.colour().as_str().to_owned(),
            kind: record.kind.as_str().to_owned(),
            status: record.status,
            occurred_at: record.occurred_at.as_millis(),
        }
    }
}
