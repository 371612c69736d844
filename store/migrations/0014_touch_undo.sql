-- Touches that were undone stay, so that they can be redone. What was noted at one
-- time about many accounts is one batch. To change a note or to delete it is a touch of
-- its own, so that the earlier text is kept.
ALTER TABLE touches ADD COLUMN until INTEGER;     -- of a snooze: its end, a day as its midnight UTC, ms
ALTER TABLE touches ADD COLUMN band INTEGER;      -- of a dismissal that ends in a higher one: the adoption band at the time
ALTER TABLE touches ADD COLUMN batch INTEGER;     -- the id of the first touch that was made together with it
ALTER TABLE touches ADD COLUMN subject INTEGER;   -- the id of the touch that it changes or deletes
ALTER TABLE touches ADD COLUMN undone_at INTEGER; -- ms; null while it counts
UPDATE touches SET batch = id;
UPDATE touches SET kind = 'dismissed' WHERE kind = 'disqualified';
-- In a workspace whose time stands still, touches were given the time of the clock. A
-- touch is now of the time that the workspace stands at, as later ones do not count yet.
UPDATE touches SET at = stands.at
	FROM (SELECT CAST(round(unixepoch(value, 'subsec') * 1000) AS INTEGER) AS at FROM settings WHERE key = 'as_of') AS stands
	WHERE touches.at > stands.at;
CREATE INDEX touches_by_batch ON touches (batch);
CREATE INDEX touches_undone ON touches (undone_at) WHERE undone_at IS NOT NULL;
CREATE INDEX touches_by_subject ON touches (subject) WHERE subject IS NOT NULL;
