// Package segments holds the command segments and those beneath it, and answers which
// accounts are in a segment. Start with New.
package segments
