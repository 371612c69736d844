// Package features shows how trials that match different combinations of a few signals
// convert. A [Grid] has a cell for each combination; [Decided] finds what finished trials
// matched when they were decided. Start with [NewGrid].
package features
