// Package ingesttest is for tests: workspaces with something imported. It is apart
// from storetest so that the tests inside ingest can use that.
package ingesttest
