// Package ingest writes customers, contacts and events into a workspace: all rows
// of a source in one transaction, or none. Start with [Run] in importer.go.
//
// Rows are read ahead in batches (batchReader) and go to stages. Accounts and
// contacts are resolved to ids (externalids.go, package idmap) and updated as they come
// (accountstage.go, contactstage.go). Their statements run on a queue while the next
// rows are resolved (statementqueue.go). Event rows are collected (events.go) and sorted
// by account (package eventsort). At the end they are merged into the logs: gathered
// into batches (batcher.go), built into pages by several goroutines (pagebuilder.go)
// and written by one (merge.go). What the import changed is its
// delta (delta.go), by which the caches of package facts are refreshed.
//
// It knows nothing of rulebooks, conditions and caches.
package ingest
