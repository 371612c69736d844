// Command trialist shows which free trials are adopting a product and are worth
// a call. Without a subcommand it opens the dashboard. The subcommands print
// everything the dashboard shows as tables, JSON or CSV, one file of this package
// each.
//
// Start with main.go, root.go and workspace.go, which opens the workspace for
// every subcommand. What is no subcommand is in the packages beneath: cli,
// output, progress, terminal, config and faultlog. The tests of this package run
// the program, and hold the imports of the whole project to arrows_test.go.
package main
