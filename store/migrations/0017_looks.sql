-- What somebody saw when they last looked at what changed, see the package looks.
CREATE TABLE looks (
    id        INTEGER PRIMARY KEY,
    who       TEXT NOT NULL UNIQUE,
    at        INTEGER NOT NULL, -- when it was kept
    as_of     INTEGER NOT NULL, -- of what was seen
    revision  INTEGER NOT NULL,
    accounts  INTEGER NOT NULL, -- slots that there were
    body      TEXT NOT NULL,    -- the rulebook, as in rulebooks
    time_zone TEXT NOT NULL,
    keys      TEXT NOT NULL     -- JSON: the sentences of the bits of a state
) STRICT;

-- The states of 16,384 accounts each.
CREATE TABLE look_blocks (
    id     INTEGER PRIMARY KEY, -- look << 20 | block
    states BLOB NOT NULL
) STRICT;
