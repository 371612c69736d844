// Package board is the read model that all screens draw from: the workspace as it
// was read last, its ranking, the rows on screen, and the selected account.
//
// It knows the store and the domain, and nothing of screens or the frame. A
// request returns a command; its answer goes to [Board.Update], which drops it
// when it is out of date. A command captures values only, so the board may change
// while it runs.
//
// Start with [Board] in board.go. read.go has what screens ask for, load.go and
// rank.go what runs in the background, clock.go when it runs again.
package board
