// Package board is the read model that all screens draw from: the workspace as it
// was last read, its ranking, the rows that were looked at, and the account at
// hand.
//
// It knows the store and the domain, and nothing of screens: it asks nothing of
// what is around it. Who changes it asks for a command and hands the answer to
// [Board.Update]; an answer that was overtaken is dropped. A command captures
// values only, so the board may change while it runs.
//
// Start with [Board] in board.go; read.go is what screens ask, load.go and
// rank.go what is done in the background, clock.go when it is done again.
package board
