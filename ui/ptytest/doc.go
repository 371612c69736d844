// Package ptytest runs a program on a pseudo terminal for tests, types into it,
// reads what it writes, and checks how it leaves the terminal behind. Only tests
// import it.
package ptytest
