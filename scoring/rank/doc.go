// Package rank puts accounts in order. A [Population] is what is known of all
// accounts: statuses, dates and the mask of signals that each matches. A [Ranker]
// turns it and a scorecard into a [Ranking], and compares a draft with what is
// saved in a [Preview].
//
// Weights never touch a condition: each distinct mask is scored once (maskdictionary.go,
// scoretable.go) and the accounts are sorted by integers (scoresort.go). Ties are
// broken by an order that is made once per population (tiebreak.go).
package rank
