// Package proof answers whether the score predicts buying. It scores each trial that has
// ended as of a day of its own trial, with what was known then, and compares the score with
// the outcome. Start reading at [Replay] and [NewReport].
//
// Attributes have no history, so their values may have been filled in after the outcome was
// known. The report marks signals on attributes, and a replay can leave them out.
package proof
