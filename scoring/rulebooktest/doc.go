// Package rulebooktest is for tests: random scorecards, and scorecards from a
// few words.
package rulebooktest
