// Package note is what an import says in words: a [Note], and how it names lines and
// columns.
//
// It knows nothing of what the notes are about.
package note
