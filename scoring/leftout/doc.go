// Package leftout finds accounts that look like tests, or like accounts of the seller's own
// people, by their mail addresses. It proposes a condition that leaves them out.
//
// It reads [eval.Facts] and changes nothing. Start with [Propose].
package leftout
