-- What trials were told, be it sent, exported or skipped: nobody is told the same twice.
CREATE TABLE told (
	id        INTEGER PRIMARY KEY, -- of the entry of the outbox that has the text and its state
	account   INTEGER NOT NULL REFERENCES accounts (id) DEFERRABLE INITIALLY DEFERRED,
	kind      TEXT    NOT NULL,
	milestone INTEGER NOT NULL, -- id of the signal that it was about; 0 where there is one message of the kind
	next      INTEGER NOT NULL, -- id of the signal that it drove to; 0 for none
	reached   TEXT    NOT NULL, -- JSON: ids of the signals that were reached then
	seen      INTEGER NOT NULL, -- ms, last event of the trial that was known then
	export    INTEGER NOT NULL, -- 0 for none
	UNIQUE (account, kind, milestone)
) STRICT;

CREATE INDEX told_by_export ON told (export) WHERE export > 0;

-- Files of messages for another program to send. One that is not finished may not be
-- where it was to be; its messages are in the outbox.
CREATE TABLE exports (
	id       INTEGER PRIMARY KEY AUTOINCREMENT,
	path     TEXT    NOT NULL, -- '' is standard output
	at       INTEGER NOT NULL, -- ms
	who      TEXT    NOT NULL,
	finished INTEGER NOT NULL
) STRICT;
