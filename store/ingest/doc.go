// Package ingest writes customers, contacts and events into a workspace: all rows
// of a source in one transaction, or none. Start with [Run] in importer.go.
//
// Rows are read ahead in batches (batchReader) and go to stages: accounts and
// contacts are resolved to ids (externalids.go, idmap.go) and updated as they come
// (accountstage.go, contactstage.go), through a queue of statements that runs beside
// them. Event rows are partitioned by account, spilled to a temporary file where
// they are too many (partitions.go), and merged into the logs at the end: sorted
// partition by partition (partitionreader.go), cut into batches (batcher.go), built
// into pages by several goroutines (pagebuilder.go) and written by one (merge.go).
// What an import changed is noted in delta.go, for the caches of package facts.
//
// It knows nothing of rulebooks, conditions and caches.
package ingest
