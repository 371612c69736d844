// Package segment finds the accounts that are in a segment. It builds on the ranking, as
// segments may ask about scores, bands and the touches of sales reps.
//
// Start with [Evaluate]. Rules about attributes and events go to a [Source], in one batch
// for all segments. The other rules are answered from a population and a ranking
// (rules.go).
package segment
