-- The indexes of external ids get names, so that an import that adds most of them
-- can make them anew at its end: that takes less than half of the time. References
-- are not looked after meanwhile, see migrate.
CREATE TABLE new_accounts (
	id         INTEGER PRIMARY KEY, -- from 1 without gaps; id - 1 is the slot
	external   TEXT    NOT NULL,
	name       TEXT    NOT NULL,
	known      INTEGER NOT NULL CHECK (known IN (0, 1)), -- 0 when only events are known of it
	attributes BLOB    NOT NULL                          -- packed, see attributes.go
) STRICT;
INSERT INTO new_accounts SELECT id, external, name, known, attributes FROM accounts;
DROP TABLE accounts;
ALTER TABLE new_accounts RENAME TO accounts;
CREATE UNIQUE INDEX accounts_by_external ON accounts (external);

CREATE TABLE new_contacts (
	id         INTEGER PRIMARY KEY,
	external   TEXT NOT NULL,
	attributes BLOB NOT NULL
) STRICT;
INSERT INTO new_contacts SELECT id, external, attributes FROM contacts;
DROP TABLE contacts;
ALTER TABLE new_contacts RENAME TO contacts;
CREATE UNIQUE INDEX contacts_by_external ON contacts (external);
