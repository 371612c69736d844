-- The stamp of every writing transaction, and the one before, by which a
-- write-ahead log is known to belong to the file, see the package generation, which
-- also reads the row from the bytes of its page. The lineage is another one in every
-- copy of a workspace, and restored after going back to a backup.
CREATE TABLE generation (
	id       INTEGER PRIMARY KEY CHECK (id = 1),
	marker   TEXT NOT NULL,
	stamp    BLOB NOT NULL CHECK (length(stamp) = 16),
	previous BLOB NOT NULL CHECK (length(previous) = 16),
	lineage  BLOB NOT NULL CHECK (length(lineage) = 16),
	restored BLOB NOT NULL CHECK (length(restored) = 16)
) STRICT;
INSERT INTO generation VALUES (1, 'trialist generation', zeroblob(16), zeroblob(16), randomblob(16), zeroblob(16));
