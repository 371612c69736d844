// Package features tells what became of trials by which of a few signals they match:
// a [Grid] has a cell for every combination, and [Decided] is what finished trials
// matched when they were decided.
package features
