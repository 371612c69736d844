-- What was undone can be redone until its user notes something newer. By the highest id
-- that there was, what came before the undoing is told from what came after it. Of touches
-- that are undone already it is the highest id of those that were noted by then.
ALTER TABLE touches ADD COLUMN undone_after INTEGER; -- the highest id ever when it was undone; null while it counts
WITH moments AS MATERIALIZED (
	SELECT undone_at, (SELECT coalesce(max(id), 0) FROM touches AS noted WHERE noted.at <= undone.undone_at) AS newest
	FROM (SELECT DISTINCT undone_at FROM touches WHERE undone_at IS NOT NULL) AS undone)
UPDATE touches SET undone_after = moments.newest FROM moments WHERE touches.undone_at = moments.undone_at;
