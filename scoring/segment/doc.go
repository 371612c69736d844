// Package segment finds the accounts that are in a segment. It stands above the
// ranking, as segments may ask about scores, bands and what sales reps did.
//
// [Evaluate] answers the rules about accounts through [Source], a batch for all
// segments, and the others from a population and a ranking (rules.go).
package segment
