-- When whoever holds a session last proved who they are. A session that is there already proved it when it began.
ALTER TABLE agent_sessions ADD COLUMN proved_at INTEGER NOT NULL DEFAULT 0;
UPDATE agent_sessions SET proved_at = created_at /* a handful */;
