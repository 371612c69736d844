// Package rulebooks keeps the rulebook: the version in force and those before it
// (rulebook.go), and drafts that somebody is editing (draft.go).
//
// A rulebook is stored as a JSON document. Its format has types of its own here, so
// that those of package rulebook can be renamed. A document with unknown fields is
// refused.
package rulebooks
