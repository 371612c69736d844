-- What somebody was editing when the program ended, for that one person to take
-- up again. Nothing here is in force.
CREATE TABLE drafts (
	who      TEXT    PRIMARY KEY,
	based_on INTEGER NOT NULL, -- version of the rulebook, 0 for the default one
	body     TEXT    NOT NULL, -- as in rulebooks
	at       INTEGER NOT NULL  -- of the last edit, ms
) STRICT, WITHOUT ROWID;
