// Package facts answers what scoring asks of a workspace. Start with [Cache], of
// which a process has one for each workspace, and [Snapshot], the data of one
// revision, which package eval reads.
//
// What is expensive to make is cached in the file, with the revision that it was made
// from (diskcache.go): columns of attributes (columns.go), answers to conditions and
// when each account was last seen (answers.go), and other derived data such as orders
// of accounts (derived.go, tiebreak.go). After an import a cache is refreshed when it
// is next asked for (refresh.go, patch.go): only for the accounts that imports have
// changed since (changeset.go). It is made anew where these are not known or too many.
// A snapshot also caches in memory, with the same rules. Caches may be emptied at any
// time.
//
// The package writes to the caches only, and nobody waits for that. While somebody
// else is writing, the caches are not written. It knows nothing of how data got into
// the workspace, and nothing of lists and screens.
package facts
