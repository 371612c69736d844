// Package userconfig reads the configuration file of a user: the keys of actions, the
// theme, and how the dashboard draws.
//
// It knows the file format, and what may stand in it from the catalogue of actions
// and the theme. Nothing that is wrong is put in force: the first error is returned
// with its line and column.
//
// Start with [Parse].
package userconfig
