//! What a filter asks of a row `c` of `conversations`, as SQL of fixed words and bound values.

use super::super::model::{Asker, Assignee, AttributeCondition, AttributeTest, Bound, Filters};

/// A part of a statement, and what is bound in it, in order.
#[derive(Debug, Clone, Default)]
pub struct Condition {
    pub sql: String,
    pub values: Vec<Bound>,
}

impl Condition {
    /// Adds something that must hold too.
    pub fn and(&mut self, sql: &str, values: impl IntoIterator<Item = Bound>) {
        self.sql.push_str(if self.sql.is_empty() { "(" } else { " AND (" });
        self.sql.push_str(sql);
        self.sql.push(')');
        self.values.extend(values);
    }
}

/// All that these filters ask; true where they ask for nothing.
pub fn of(all: &[Filters], asker: Asker) -> Condition {
    let mut condition = Condition::default();
    for filters in all {
        add(&mut condition, filters, asker);
    }
    if condition.sql.is_empty() {
        condition.and("1", []);
    }
    condition
}

fn add(condition: &mut Condition, filters: &Filters, asker: Asker) {
    if !filters.states.is_empty() {
        let states = Bound::numbers(filters.states.iter().map(|state| *state as i64));
        condition.and("c.state IN (SELECT value FROM json_each(?))", [states]);
    }
    add_assignees(condition, &filters.assignees, asker);
    if !filters.teams.is_empty() {
        condition.and("c.team_id IN (SELECT value FROM json_each(?))", [Bound::list(&filters.teams)]);
    }
    if !filters.tags.is_empty() {
        let sql = "EXISTS (SELECT 1 FROM conversation_tags ct WHERE ct.conversation_id = c.conversation_id
                           AND ct.tag_id IN (SELECT value FROM json_each(?)))";
        condition.and(sql, [Bound::list(&filters.tags)]);
    }
    if !filters.sites.is_empty() {
        condition.and("c.site_id IN (SELECT value FROM json_each(?))", [Bound::list(&filters.sites)]);
    }
    if !filters.priorities.is_empty() {
        let priorities = Bound::numbers(filters.priorities.iter().map(|priority| *priority as i64));
        condition.and("c.priority IN (SELECT value FROM json_each(?))", [priorities]);
    }
    if let Some(is_verified) = filters.is_verified {
        // As a row of the list says it: proved in the browser that began the conversation, not in another one.
        let sql = "coalesce((SELECT p.external_id IS NOT NULL AND v.verified_until IS NOT NULL
                             FROM contacts p CROSS JOIN visitors v
                             WHERE p.contact_id = c.contact_id AND v.visitor_id = c.visitor_id), 0) = ?";
        condition.and(sql, [Bound::Number(is_verified.into())]);
    }
    if let Some(waiting_ms) = filters.waiting_ms {
        condition.and("c.waiting_since < ?", [Bound::Number(asker.now.plus(-waiting_ms).as_millis())]);
    }
    for attribute in &filters.attributes {
        add_attribute(condition, attribute);
    }
    if let Some(is_unread) = filters.is_unread {
        let sql = "(c.visitor_count > coalesce((SELECT r.visitor_count FROM conversation_reads r
                    WHERE r.agent_id = ? AND r.conversation_id = c.conversation_id), 0)) = ?";
        condition.and(sql, [Bound::Text(asker.agent.to_string()), Bound::Number(is_unread.into())]);
    }
    if filters.mentions_me {
        let sql = "EXISTS (SELECT 1 FROM mentions n WHERE n.agent_id = ? AND n.conversation_id = c.conversation_id)";
        condition.and(sql, [Bound::Text(asker.agent.to_string())]);
    }
}

fn add_assignees(condition: &mut Condition, assignees: &[Assignee], asker: Asker) {
    if assignees.is_empty() {
        return;
    }
    let named = assignees.iter().filter_map(|assignee| match assignee {
        Assignee::Me => Some(asker.agent),
        Assignee::Nobody => None,
        Assignee::Agent(agent) => Some(*agent),
    });
    let nobody = Bound::Number(assignees.contains(&Assignee::Nobody).into());
    let sql = "(c.assignee_id IS NULL AND ?) OR c.assignee_id IN (SELECT value FROM json_each(?))";
    condition.and(sql, [nobody, Bound::list(named)]);
}

/// The name of an attribute is compared, never put into a path.
fn add_attribute(condition: &mut Condition, AttributeCondition { name, test }: &AttributeCondition) {
    const EXISTS: &str = "EXISTS (SELECT 1 FROM contacts p, json_each(p.attributes) j
                                  WHERE p.contact_id = c.contact_id AND j.key = ?";
    const SAME: &str = "(CASE j.type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE CAST(j.value AS TEXT) END
                         = ? COLLATE NOCASE OR (j.type IN ('integer', 'real') AND j.value = ?))";
    let name = Bound::Text(name.clone());
    let same = |value: &str| {
        let number = value.parse().ok().filter(|number: &f64| number.is_finite());
        [name.clone(), Bound::Text(value.to_owned()), number.map_or(Bound::Nothing, Bound::Real)]
    };
    match test {
        AttributeTest::Is(value) => condition.and(&format!("{EXISTS} AND {SAME})"), same(value)),
        AttributeTest::IsNot(value) => condition.and(&format!("NOT {EXISTS} AND {SAME})"), same(value)),
        AttributeTest::Contains(value) => condition.and(
            &format!("{EXISTS} AND instr(lower(CAST(j.value AS TEXT)), lower(?)) > 0)"),
            [name, Bound::Text(value.clone())],
        ),
        AttributeTest::Set => condition.and(&format!("{EXISTS})"), [name]),
        AttributeTest::NotSet => condition.and(&format!("NOT {EXISTS})"), [name]),
        AttributeTest::More(number) => condition
            .and(&format!("{EXISTS} AND j.type IN ('integer', 'real') AND j.value > ?)"), [name, Bound::Real(*number)]),
        AttributeTest::Less(number) => condition
            .and(&format!("{EXISTS} AND j.type IN ('integer', 'real') AND j.value < ?)"), [name, Bound::Real(*number)]),
    }
}
