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
// The packages, each building on those before it:
//
//   - value, varint, substring, bitset, stats: instants, dates and lists; numbers as bytes;
//     sets of slots; what is computed of counts alone
//   - condition, eventlog, account, column, eval: sentences, the data of accounts as it is
//     read, and for which accounts sentences hold
//   - message, rulebook, rank, explain: the texts of messages; signals, segments, workflows
//     and the plan of messages; scores and orders; why an account has its score
//   - timeline, class, possible, journey: when conditions came to hold; lookers and
//     builders; scores if what is missing were known; milestones, the funnel and the
//     messages that are due
//   - proof, suggest, pace: what finished trials say of the scores; weights that would do
//     better; running trials among finished ones
//   - segment, filter, view, features, changes, workflow, leftout: what lists and screens
//     ask
//
// Beside them record has the rows of an import, progress says how far long work is, and
// parallel divides it among processors. The packages that end in test help tests.
package scoring
