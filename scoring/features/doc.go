// Package features tells what became of trials by which of a few signals they match:
// a [Grid] has a cell for every combination. wilson.go is the interval of a rate.
package features
