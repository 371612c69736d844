-- All events of many accounts in one packed page, see logpage.go. What was in
-- logs is moved here by pagelogs.go.
CREATE TABLE log_pages (
	page INTEGER PRIMARY KEY, -- slots from page * 128
	logs BLOB NOT NULL
) STRICT;
