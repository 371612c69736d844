-- A CRC-32C of every row that an answer rests on, see the package checksum. What is
-- there now is taken to be sound. Cached values get theirs at their end: caches are
-- made anew.
CREATE TABLE checksums (
	id   INTEGER PRIMARY KEY, -- of a page: kind << 40 | number
	sums BLOB NOT NULL
) STRICT;
DELETE FROM matches;
DELETE FROM columns;
