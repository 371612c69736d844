// Package imports lists the imports of a workspace (list.go), and undoes the newest
// one (undo.go), by the inverse that package ingest has stored.
package imports
