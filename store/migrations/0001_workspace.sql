-- References are checked when a transaction ends. Checking them sooner would make
-- every statement of an import keep a journal of its own.

-- Customers. Ids run from 1 without gaps and nothing is ever removed, so that
-- id - 1 is the slot.
CREATE TABLE accounts (
	id         INTEGER PRIMARY KEY,
	external   TEXT    NOT NULL UNIQUE,
	name       TEXT    NOT NULL,
	known      INTEGER NOT NULL CHECK (known IN (0, 1)), -- 0 when only events are known of it
	attributes BLOB    NOT NULL                          -- packed, see attributes.go
) STRICT;

-- People. One person may belong to several customers.
CREATE TABLE contacts (
	id         INTEGER PRIMARY KEY,
	external   TEXT NOT NULL UNIQUE,
	attributes BLOB NOT NULL
) STRICT;

CREATE TABLE memberships (
	id      INTEGER PRIMARY KEY, -- the row of contact columns, plus 1
	contact INTEGER NOT NULL REFERENCES contacts (id) DEFERRABLE INITIALLY DEFERRED,
	account INTEGER NOT NULL REFERENCES accounts (id) DEFERRABLE INITIALLY DEFERRED,
	UNIQUE (contact, account)
) STRICT;

CREATE INDEX memberships_by_account ON memberships (account);

-- Names are stored once and meant by number in logs and attributes.
CREATE TABLE event_names (
	id          INTEGER PRIMARY KEY,
	name        TEXT    NOT NULL UNIQUE,
	occurrences INTEGER NOT NULL
) STRICT;

CREATE TABLE attribute_names (
	scope   INTEGER NOT NULL, -- 0 of accounts, 1 of contacts
	number  INTEGER NOT NULL, -- what packed attributes call it
	name    TEXT    NOT NULL,
	texts   INTEGER NOT NULL, -- how many have a value of the kind
	numbers INTEGER NOT NULL,
	dates   INTEGER NOT NULL,
	flags   INTEGER NOT NULL,
	PRIMARY KEY (scope, number),
	UNIQUE (scope, name)
) STRICT;

-- All events of an account in one packed log.
CREATE TABLE logs (
	account INTEGER PRIMARY KEY REFERENCES accounts (id) DEFERRABLE INITIALLY DEFERRED,
	log     BLOB NOT NULL
) STRICT;

-- Imports that changed something. The newest revision is that of the data.
CREATE TABLE imports (
	revision   INTEGER PRIMARY KEY,
	path       TEXT    NOT NULL,
	format     TEXT    NOT NULL,
	kind       TEXT    NOT NULL,
	new        INTEGER NOT NULL, -- rows
	changed    INTEGER NOT NULL,
	duplicate  INTEGER NOT NULL,
	rejected   INTEGER NOT NULL,
	last_event INTEGER -- instant of the last event in the workspace, in ms; null without one
) STRICT;

-- What the team decided, one whole document a save. The newest is in force.
CREATE TABLE rulebooks (
	version  INTEGER PRIMARY KEY,
	body     TEXT    NOT NULL,
	saved_at INTEGER NOT NULL, -- ms
	saved_by TEXT    NOT NULL,
	summary  TEXT    NOT NULL
) STRICT;

CREATE TABLE settings (
	key   TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What somebody did about an account.
CREATE TABLE touches (
	id      INTEGER PRIMARY KEY AUTOINCREMENT,
	account INTEGER NOT NULL REFERENCES accounts (id) DEFERRABLE INITIALLY DEFERRED,
	at      INTEGER NOT NULL, -- ms
	kind    TEXT    NOT NULL,
	who     TEXT    NOT NULL,
	body    TEXT    NOT NULL
) STRICT;

CREATE INDEX touches_by_account ON touches (account, at, id);
CREATE INDEX touches_by_kind ON touches (kind, account, at, id);

-- Caches. They may be emptied at any time.
CREATE TABLE matches (
	sentence   TEXT    NOT NULL, -- canonical
	trial_days INTEGER NOT NULL,
	as_of      INTEGER NOT NULL, -- ms, or the earliest number where it makes no difference
	revision   INTEGER NOT NULL,
	bits       BLOB    NOT NULL,
	PRIMARY KEY (sentence, trial_days, as_of)
) STRICT;

CREATE TABLE columns (
	scope    INTEGER NOT NULL,
	name     TEXT    NOT NULL,
	revision INTEGER NOT NULL,
	packed   BLOB    NOT NULL,
	PRIMARY KEY (scope, name)
) STRICT;
