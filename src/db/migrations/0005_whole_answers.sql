-- Messages are found by what was answered to their forms, too. The index forgets only words that it is told exactly: first
-- those it was told without the answers go.
-- With secure-delete on, forgetting a word edits a page of every index for it, 4 ms a message where there are a million. So it
-- is off meanwhile, and then the index is brought into one piece before it is on again: secure-delete would leave behind what
-- stands under a note of a deletion, and damages a page where such a note and its entry stand together (hence the flush).
INSERT INTO search_words (search_words, rank) VALUES ('secure-delete', 0);
INSERT INTO search_words (search_words, rowid, words)
    SELECT 'delete', e.search_number, char(57345) || ' ' || concat_ws(' ', m.body,
        (SELECT group_concat(f.name, ' ') FROM files f WHERE f.message_id = m.message_id))
    FROM messages m CROSS JOIN search_entries e ON e.kind = 'message' AND e.item_id = m.message_id
    WHERE m.answer IS NOT NULL /* a handful */;
INSERT INTO search_words (search_words) VALUES ('flush');
INSERT INTO search_words (rowid, words)
    SELECT e.search_number, char(57345) || ' ' || concat_ws(' ', m.body,
        (SELECT group_concat(f.name, ' ') FROM files f WHERE f.message_id = m.message_id),
        (SELECT group_concat(j.value ->> 'value', ' ') FROM json_each(m.answer, '$.values') j))
    FROM messages m CROSS JOIN search_entries e ON e.kind = 'message' AND e.item_id = m.message_id
    WHERE m.answer IS NOT NULL /* a handful */;
INSERT INTO search_words (search_words) VALUES ('optimize');
INSERT INTO search_words (search_words, rank) VALUES ('secure-delete', 1);

-- Since when a person is being erased, which takes more than one transaction: until it is done nobody is made one with it.
ALTER TABLE contacts ADD COLUMN erasing_at INTEGER;
