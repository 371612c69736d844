// Package outfile writes the files that commands are asked to write, such that no
// file is lost by it: a [Guard] refuses the workspace and what the command reads,
// and refuses a file that exists unless it is told to replace it; a [File] is
// written beside its place, for its owner alone, and gets its name when it is whole.
//
// guard.go holds what is refused, file.go the writing, and stream.go what is written to
// directly. The package knows no workspace beyond the names
// of its files.
package outfile
