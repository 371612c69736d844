// Package ingest writes customers, contacts and events into a workspace: all rows
// of a source in one transaction, or none. Start with [Run] in importer.go.
//
// Rows are read ahead in batches (batchreader.go) and go to stages. Accounts and
// contacts are resolved to ids (externalids.go, package idmap) and updated as they come
// (accountstage.go, contactstage.go). Their statements run on a queue while the next
// rows are resolved (statementqueue.go). Where several rows are of one account, package
// repeats settles at the end of the file what they come to.
//
// Event rows are collected (events.go) and sorted by account (package eventsort). At the
// end they are merged into the logs: gathered into batches (batcher.go), built into pages
// by several goroutines (pagebuilder.go) and written by one (merge.go). What the import
// changed is its delta (delta.go), by which the caches of package facts are refreshed,
// and what it takes to undo it its inverse (inverse.go).
//
// What the import did it counts in an [Audit]. Package inspect finds what else the user
// should know, in the notes of package note; package meaning knows what names and words
// mean for the life of an account.
//
// It knows nothing of conditions and caches, and of rulebooks only which words of
// statuses a lifecycle understands and how long trials are.
package ingest
