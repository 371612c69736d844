// Package keymap has the names of keys, the actions that they run, and the keys that
// a user gave to actions instead of the default ones.
//
// It knows neither screens nor files: the catalogue of actions is given to it.
//
// Start with [Map].
package keymap
