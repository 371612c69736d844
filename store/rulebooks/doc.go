// Package rulebooks keeps the rulebook: the version in force and those before it
// (rulebook.go), and drafts that somebody is editing (draft.go).
//
// A rulebook is stored as a JSON document whose format is stated here, apart from
// the types of package rulebook, so that these can be renamed. What it does not
// know it refuses.
package rulebooks
