// Package storetest is for tests: rows to import (rows.go), random and large
// workspaces as rows (randomworkspace.go, benchmarkdata.go), and workspaces in a
// temporary folder (workspace.go).
//
// It must not import ingest or anything above it, whose own tests use it; what
// needs an import is in ingesttest.
package storetest
