// Package store keeps a workspace in one SQLite file: accounts, contacts, their
// attributes and events, the rulebook with its history, settings and touches.
//
// This package is the handle: [Open] connects and brings the schema up to date
// (open.go, migrate.go), [Store.Read] and [Store.Write] run transactions, errors.go
// turns errors of the driver into lines for people, watch.go notices what others
// change. [Salvage] opens what can be read of a damaged file, and replace.go puts another
// workspace in the place of one. Of the tables it knows settings, and those that identify
// a snapshot of the data. The packages beneath its folder take the handle and know the others:
//
//   - codec: how attributes, logs and what an import changed lie as bytes
//   - tables: what several of the others read, names and pages of logs
//   - ingest: writes a file of customers, contacts and events
//   - checksum, generation: finding damaged rows, and a log that is not of the file
//   - forget: erases an account and leaves an empty slot
//   - imports: the list of imports, and undoing the newest
//   - facts: what scoring asks, from caches that follow imports
//   - search: what filters ask, with the texts that a search looks through
//   - accounts: single accounts, rows of a list, touches, and all for an export
//   - rulebooks: the rulebook in force, its history, drafts
//   - views: the named views of the list
//   - looks: what each user saw when they last looked at what changed
//   - workflows: for whom workflows fire, and their log
//   - journey: the messages that trials are due, and those that they got
//   - outbox: tasks, and what is to be delivered, with what became of it
//   - care: checks, repair and backups
//   - unfinished: folders in which files are written until they are whole
//
// Of these codec, generation and unfinished know no SQL. Three more packages there know no database:
// feed reads and writes files, sender sends what the outbox has, and demo makes up a
// workspace.
//
// The events of an account are one packed log, and the logs of 128 accounts lie in
// one page. The attributes of an account are one packed list. Scoring reads all of
// them, and rows are what costs time there. Every import that changes something
// raises the revision by one and notes which accounts it changed.
//
// These packages alone know which account a slot stands for. Accounts are removed
// only by undoing the import that added them, which makes a snapshot of its own. So
// what is cached by slot for one snapshot is valid for all that come from it by
// imports.
package store
