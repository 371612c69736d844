// Package rank puts accounts in order. A [Population] is what is known of all
// accounts: statuses, dates and the mask of signals that each matches. A [Ranker]
// turns it and a scorecard into a [Ranking], and compares a draft with what is
// saved in a [Preview].
//
// Weights never touch a condition. Each distinct mask is scored once
// (maskdictionary.go, scoretable.go) and the accounts of a status (cohort.go) are
// sorted by integers (scoresort.go, compositekey.go). Ties are broken by an order
// that is made once per population (tiebreak.go). transitions.go counts who would
// become qualified and who would cease to be.
package rank
