// Package idmap is a hash map that gives external ids their numbers during an import.
// Start with [Map].
//
// It is a table of its own because a file of events looks up an id for every row: see
// [Map.Touch] for how most of the waiting for memory is spared.
//
// It knows bytes and numbers, and nothing of accounts and databases.
package idmap
