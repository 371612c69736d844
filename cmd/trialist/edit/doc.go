// Package edit puts a changed rulebook in force and prints what changed, with warnings
// about conditions that do not fit the data. Commands that edit signals, segments or
// settings use it. Start with Run.
package edit
