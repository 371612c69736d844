// Package store keeps a workspace in one SQLite file: accounts, contacts, their
// attributes and events, the rulebook with its history, settings and touches.
//
// This package is the handle: [Open] connects and brings the schema up to date
// (open.go, migrate.go), [Store.Read] and [Store.Write] run transactions, errors.go
// makes lines for people of what the driver says, watch.go notices what others
// change. It knows no table but settings and what tells one state of the data from
// another. The packages beneath its folder take the handle and know the tables:
//
//   - codec: how attributes, logs and what an import changed lie as bytes
//   - tables: what several of the others read, names and pages of logs
//   - ingest: writes a file of customers, contacts and events
//   - imports: the list of imports, and undoing the newest
//   - facts: what scoring asks, from caches that follow imports
//   - search: what filters ask, with the texts that a search looks through
//   - accounts: single accounts, rows of a list, touches, and all for an export
//   - rulebooks: the rulebook in force, its history, drafts
//   - care: checks and backups
//
// Events lie as one packed log an account, the logs of 128 accounts to a page, and
// attributes as one packed value list an account: scoring reads everything, and
// rows are what it would wait for. A revision number grows with every import that
// changes something, which also notes which accounts it changed.
//
// These packages alone know which account a slot stands for. Accounts are
// removed only by undoing the import that brought them, which also makes a data state
// of its own: whatever is kept by slot of one state is good for all that grow out
// of it.
package store
