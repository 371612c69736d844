-- A random number for each import, as revisions come again when a backup is put in
-- the place of a workspace; null for those before. See edition.go. It is read again
-- and again, and so stands before what is long.
CREATE TABLE new_imports (
	revision   INTEGER PRIMARY KEY,
	path       TEXT    NOT NULL,
	format     TEXT    NOT NULL,
	kind       TEXT    NOT NULL,
	new        INTEGER NOT NULL, -- rows
	changed    INTEGER NOT NULL,
	duplicate  INTEGER NOT NULL,
	rejected   INTEGER NOT NULL,
	last_event INTEGER, -- instant of the last event in the workspace, in ms; null without one
	stamp      INTEGER,
	touched    BLOB     -- what the import touched, see touched.go; null where it is not known
) STRICT;
INSERT INTO new_imports SELECT revision, path, format, kind, new, changed, duplicate, rejected, last_event, NULL, touched FROM imports;
DROP TABLE imports;
ALTER TABLE new_imports RENAME TO imports;
