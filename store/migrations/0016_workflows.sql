-- What workflows saw at their last run, by slot, see codec/codes.go. A workflow without
-- a row starts from what it sees first.
CREATE TABLE workflow_states (
	workflow INTEGER PRIMARY KEY, -- its id in the rulebook
	watched  TEXT    NOT NULL,    -- what its trigger looks at
	as_of    INTEGER NOT NULL,    -- ms
	codes    BLOB    NOT NULL
) STRICT;

-- Every time that a workflow fired for an account.
CREATE TABLE firings (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	workflow   INTEGER NOT NULL,
	name       TEXT    NOT NULL, -- of the workflow, as it was then
	account    INTEGER NOT NULL REFERENCES accounts (id) DEFERRABLE INITIALLY DEFERRED,
	occurrence INTEGER NOT NULL, -- of the workflow and the account, from 1
	reason     TEXT    NOT NULL, -- the trigger
	as_of      INTEGER NOT NULL, -- ms
	at         INTEGER NOT NULL, -- ms, of the clock
	UNIQUE (workflow, account, occurrence)
) STRICT;

CREATE INDEX firings_by_account ON firings (account);

-- What is to be done, and what became of it. What is decided is never decided again, as
-- its key is made of what it is.
CREATE TABLE outbox (
	id            INTEGER PRIMARY KEY AUTOINCREMENT,
	account       INTEGER NOT NULL REFERENCES accounts (id) DEFERRABLE INITIALLY DEFERRED,
	workflow      INTEGER NOT NULL, -- 0 for what no workflow decided
	firing        INTEGER NOT NULL, -- 0 likewise
	kind          TEXT    NOT NULL,
	target        TEXT    NOT NULL, -- path or address; '' elsewhere
	secret        TEXT    NOT NULL, -- name of an environment variable; '' for none
	subject       TEXT    NOT NULL, -- also the text of a task
	body          TEXT    NOT NULL,
	key           TEXT    NOT NULL UNIQUE,
	state         TEXT    NOT NULL,
	at            INTEGER NOT NULL, -- ms
	attempts      INTEGER NOT NULL,
	next_at       INTEGER NOT NULL, -- ms, of the next attempt
	claim         TEXT    NOT NULL, -- of whoever delivers it now; '' for nobody
	claimed_until INTEGER NOT NULL, -- ms
	error         TEXT    NOT NULL, -- of the last attempt
	changed_at    INTEGER NOT NULL, -- ms
	changed_by    TEXT    NOT NULL
) STRICT;

CREATE INDEX outbox_by_account ON outbox (account);
CREATE INDEX outbox_by_firing ON outbox (firing);
CREATE INDEX outbox_due ON outbox (next_at) WHERE state = 'due';

-- What keys are made with, drawn with the first of them, so that nobody can tell from one what it is of.
CREATE TABLE outbox_salt (
	id   INTEGER PRIMARY KEY CHECK (id = 1),
	salt BLOB NOT NULL CHECK (length(salt) = 32)
) STRICT;
