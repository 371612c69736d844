// Package session opens the workspace that the flags of every command name and holds
// what commands share: the as-of, the evaluated rulebook, the guard of files, who runs
// the program. It knows no command. Start with Globals.
package session
