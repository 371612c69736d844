// Package config reads and writes the configuration, all that the team decides as
// one TOML file, and changes a rulebook as it says.
//
// [File] is the file as TOML has it (file.go). ApplyTo changes a rulebook by it
// (apply.go). Errors name line and column, which positions.go finds. The package
// opens no files and no workspace; the subcommands of config do.
package config
