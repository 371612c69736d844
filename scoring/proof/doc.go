// Package proof answers whether the score predicts buying, from the trials that have
// ended: each is scored as of a day of its own trial, with what was known then, and
// compared with what became of it. Start reading at [Replay] and [NewReport].
//
// Attributes have no history. What a signal says about one may have been filled in after
// the fact; the report marks such signals, and a replay can leave them out.
package proof
