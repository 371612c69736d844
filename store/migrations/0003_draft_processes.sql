-- A draft for every dashboard that somebody has open, so that two of them do not
-- write over each other.
CREATE TABLE drafts_of_processes (
	who      TEXT    NOT NULL,
	process  INTEGER NOT NULL, -- that edits it, or did
	based_on INTEGER NOT NULL, -- version of the rulebook, 0 for the default one
	body     TEXT    NOT NULL, -- as in rulebooks
	at       INTEGER NOT NULL, -- of the last edit, ms
	PRIMARY KEY (who, process)
) STRICT, WITHOUT ROWID;
INSERT INTO drafts_of_processes SELECT who, 0, based_on, body, at FROM drafts;
DROP TABLE drafts;
ALTER TABLE drafts_of_processes RENAME TO drafts;
