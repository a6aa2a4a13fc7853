-- What a visitor answered last to the forms of a conversation: the bell tells it.
CREATE INDEX messages_by_answer ON messages (conversation_id, answered_at, number) WHERE answered_at IS NOT NULL;
