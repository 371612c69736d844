-- Customers that imports skip, because they were forgotten for good: of each a hash of
-- its external id, which does not tell who it was without the key.
CREATE TABLE forgotten (
    hash BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 32) -- HMAC-SHA-256
) STRICT, WITHOUT ROWID;

-- At most one row: the key of the hashes, made with the first of them.
CREATE TABLE forgotten_key (
    id  INTEGER PRIMARY KEY CHECK (id = 1),
    key BLOB NOT NULL CHECK (length(key) = 32)
) STRICT;
