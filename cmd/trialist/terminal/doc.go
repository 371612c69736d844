// Package terminal is what the other packages of the command line know of the
// terminal that they print to: whether there is one, how wide it is, and how text
// of others is written to it safely. It knows nothing of commands.
package terminal
