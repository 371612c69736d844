// Package scoring is the domain of trialist: conditions over accounts, signals
// that weigh them, the two 0-100 scores, bands, statuses and the ranking. It
// holds no code of its own; its packages do.
//
// Everything here is pure and deterministic. Nothing reads the clock (the
// instant that a question is asked at is an argument called as-of), nothing
// touches a file or a database, and no goroutine outlives the call that
// started it. One idea holds it together: everything is a condition over an
// account, and evaluating a condition over all accounts gives one bit per
// account. Ranking, counting and comparing are arithmetic on these bits.
//
// An account's position in the workspace, 0 to n-1, is its slot. Bits, masks,
// columns and rankings are indexed by slot; which customer a slot stands for is
// the store's business.
//
// The packages, each building on those before it: value, varint, substring, bitset,
// eventlog, condition, account, column, eval, rulebook, rank, explain, class, segment, filter,
// features, changes, workflow, leftout.
// Beside them record has the rows of an import and progress says how far long
// work is, timeline finds when conditions hold and not only whether, stats has
// what is computed of counts alone, and message has the texts that customers are told.
package scoring
