// Package cli holds what every command does the same way: checks of arguments
// (args.go), usage errors, exit statuses and how an error is printed (exit.go),
// and reading that an interrupt ends (interrupt.go).
//
// It knows no workspace. Start with ExactArgs and Usagef, which most commands use.
package cli
