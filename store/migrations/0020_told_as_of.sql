-- As of when messages were due: what is for lookers waits for some days after the last one.
-- Of those that were told before there is the time at which they were.
ALTER TABLE told ADD COLUMN as_of INTEGER NOT NULL DEFAULT 0; -- ms
UPDATE told SET as_of = coalesce((SELECT at FROM outbox WHERE outbox.id = told.id), 0);
