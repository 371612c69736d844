// Package edit puts a changed rulebook in force and prints what changed, with warnings
// about conditions and filters that do not fit the data. Commands that edit signals,
// segments, workflows, the plan of messages or settings use it. Start with Run.
package edit
