// Command trialist shows which free trials are adopting a product and are worth
// a call. Without a subcommand it opens the dashboard. The subcommands print
// everything the dashboard shows as tables, JSON or CSV. This package holds the
// root command and the subcommands of one file each; larger ones, as signals and
// listing, are packages beneath it.
//
// Start with main.go, root.go and package session, which opens the workspace for
// every subcommand. What commands share is in cli, output, progress, terminal,
// config, outfile, edit and faultlog. The tests of this package run the program,
// and hold the imports of the whole project to arrows_test.go.
package main
