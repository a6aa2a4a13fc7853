//! The inbox's calls about saved views.

use poem::web::Data;
use poem_openapi::{ApiResponse, Object, OpenApi, param::Path, payload::Json};

use super::{
    actions,
    model::{MOST, SavedView, ViewName, Wanted},
};
use crate::{
    accounts::SignedIn,
    base::{
        ids::*,
        json::{self, Fields, Place, ReadJson, Wrong},
    },
    conversations::listing::shapes::{ListSort, SavedFilters},
    db::Db,
    http::{ApiError, JsonBody, StrictJson},
};

/// A list that somebody has put together.
#[derive(Debug, Object)]
#[oai(rename = "SavedView")]
pub struct SavedViewView {
    pub id: SavedViewId,
    pub name: String,
    /// Whether everybody sees it.
    pub is_shared: bool,
    /// Whether it is the asking agent's own.
    pub is_own: bool,
    pub filters: SavedFilters,
    pub sort: ListSort,
    /// Grows with each change; give it back with yours.
    pub version: i64,
}

/// What a view is to be.
#[derive(Debug, Object)]
pub struct SaveView {
    /// 1 to 60 characters.
    pub name: String,
    pub filters: SavedFilters,
    pub sort: ListSort,
    /// Whether everybody sees it; needs the permission to curate.
    pub is_shared: bool,
    /// The version that was changed; for changes only.
    pub version: Option<i64>,
}

/// Views in their order.
#[derive(Debug, Object)]
pub struct OrderViews {
    /// At most 100.
    pub ids: Vec<SavedViewId>,
}

/// Done, and nothing to say.
#[derive(ApiResponse)]
pub enum Done {
    #[oai(status = 204)]
    Done,
}

/// The inbox's calls about saved views.
pub struct SavedViewsApi;

#[OpenApi(prefix_path = "/api/inbox")]
impl SavedViewsApi {
    /// Save a view
    #[oai(path = "/views", method = "post", operation_id = "create_view")]
    async fn create(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        body: StrictJson<ViewBody>,
    ) -> Result<Json<SavedViewView>, ApiError> {
        let id = agent.agent.id;
        let view = db.write(move |tx| actions::create(tx, &agent.actor(), body.value.wanted()?)).await?;
        Ok(Json(SavedViewView::of(view, id)))
    }

    /// Put views into an order
    #[oai(path = "/views/order", method = "put", operation_id = "order_views")]
    async fn order(&self, agent: SignedIn, db: Data<&Db>, body: StrictJson<OrderBody>) -> Result<Done, ApiError> {
        db.write(move |tx| actions::order(tx, &agent.actor(), &body.value.0)).await?;
        Ok(Done::Done)
    }

    /// Change a view
    #[oai(path = "/views/:id", method = "put", operation_id = "change_view")]
    async fn change(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        /// The view.
        id: Path<SavedViewId>,
        body: StrictJson<ViewBody>,
    ) -> Result<Json<SavedViewView>, ApiError> {
        let me = agent.agent.id;
        let view = db.write(move |tx| {
            let version = body.value.version.unwrap_or_default();
            actions::change(tx, &agent.actor(), (id.0, version), body.value.wanted()?)
        });
        Ok(Json(SavedViewView::of(view.await?, me)))
    }

    /// Delete a view
    #[oai(path = "/views/:id", method = "delete", operation_id = "delete_view")]
    async fn remove(
        &self,
        agent: SignedIn,
        db: Data<&Db>,
        /// The view.
        id: Path<SavedViewId>,
    ) -> Result<Done, ApiError> {
        db.write(move |tx| actions::remove(tx, &agent.actor(), id.0)).await?;
        Ok(Done::Done)
    }
}

impl SavedViewView {
    /// The view as `agent` sees it.
    pub fn of(view: SavedView, agent: AgentId) -> Self {
        Self {
            id: view.id,
            name: view.name,
            is_shared: view.owner.is_none(),
            is_own: view.owner == Some(agent),
            filters: view.filters,
            sort: view.sort,
            version: view.version,
        }
    }
}

/// A view as it was read.
pub struct ViewBody {
    name: String,
    filters: SavedFilters,
    sort: ListSort,
    is_shared: bool,
    version: Option<i64>,
}

impl ViewBody {
    fn wanted(self) -> crate::base::Result<Wanted> {
        let Self { name, filters, sort, is_shared, .. } = self;
        Ok(Wanted { name: ViewName::parse(&name)?, filters, sort, is_shared })
    }
}

impl JsonBody for ViewBody {
    type Shape = SaveView;
}

impl ReadJson for ViewBody {
    fn read_json(json: json::Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let mut fields = Fields::open(json, place, wrong)?;
        let name = fields.required_with("name", |json, place, wrong| json::text(json, place, wrong, [0, 1_000]));
        let filters = fields.required("filters");
        let sort = fields.required("sort");
        let is_shared = fields.required_with("is_shared", json::flag);
        let version = fields.optional_with("version", |json, place, wrong| {
            json.as_whole().map_or_else(|| wrong.at(place, "Expected a whole number."), Some)
        });
        fields.finish();
        Some(Self { name: name?, filters: filters?, sort: sort?, is_shared: is_shared?, version })
    }
}

/// An order as it was read.
pub struct OrderBody(Vec<SavedViewId>);

impl JsonBody for OrderBody {
    type Shape = OrderViews;
}

impl ReadJson for OrderBody {
    fn read_json(json: json::Json<'_>, place: &Place<'_>, wrong: &mut Wrong) -> Option<Self> {
        let most = 2 * MOST as usize;
        let mut fields = Fields::open(json, place, wrong)?;
        let ids = fields.required_with("ids", |json, place, wrong| json::list(json, place, wrong, [0, most]));
        fields.finish();
        ids.map(Self)
    }
}
