// Package explain says in words why an account has its score: the evidence for
// each signal, what an unmatched one still needs, how near it is, and what
// matching it would gain.
//
// It works on one account at a time, and comes to the same scores as the ranking.
// Start reading at [Assess].
package explain
