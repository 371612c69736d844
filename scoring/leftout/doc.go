// Package leftout finds accounts that look like tests or like those of the people who
// sell, by mail addresses, and proposes the condition that leaves them out.
//
// It asks [eval.Facts] and changes nothing. Start with [Propose].
package leftout
