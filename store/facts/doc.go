// Package facts answers what scoring asks of a workspace. Start with [Cache], of
// which a process has one for each workspace, and [Snapshot], the data of one
// revision, which is what package eval reads.
//
// What is asked again and again is cached in the file under the revision that it
// was made from (diskcache.go): columns of attributes (columns.go), answers of
// conditions (answers.go), when each account was last seen, orders (derived.go,
// tiebreak.go). After an import a cache is brought up to date when it is next asked
// for (refresh.go, patch.go), for the accounts that were changed (changeset.go);
// only where these are not known or too many is it made anew. The snapshot holds
// more in memory, which goes the same way. Caches may be emptied at any time.
//
// It writes to the caches only, and nobody waits for that: they are left out where
// somebody else is writing. It knows nothing of how data got into the workspace,
// and nothing of lists and screens.
package facts
