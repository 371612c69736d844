-- The named views of the list, all in one document; none until one is changed.
CREATE TABLE views (
	id   INTEGER PRIMARY KEY CHECK (id = 1),
	body TEXT NOT NULL
) STRICT;

-- How each user left the screen: nothing that an answer rests on.
CREATE TABLE preferences (
	who   TEXT NOT NULL, -- '' where it is not known
	key   TEXT NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (who, key)
) STRICT, WITHOUT ROWID;
