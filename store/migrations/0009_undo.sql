-- Who imported what when; null for imports before this, and where it is not said.
ALTER TABLE imports ADD COLUMN imported_at INTEGER; -- ms
ALTER TABLE imports ADD COLUMN imported_by TEXT;
ALTER TABLE imports ADD COLUMN undoes INTEGER;      -- the revision that this one takes back; null for an import

-- What it takes to undo the newest import, see codec/inverse.go. There is nothing
-- where it cannot be undone.
CREATE TABLE undo (
	revision INTEGER NOT NULL, -- of the import
	part     INTEGER NOT NULL, -- from 0, in their order
	packed   BLOB    NOT NULL,
	PRIMARY KEY (revision, part)
) STRICT;
