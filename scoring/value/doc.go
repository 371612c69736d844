// Package value holds what attributes hold: texts, numbers, dates and yes or no,
// and what belongs to them: instants and days, how names are compared and
// suggested, the attributes with a meaning of their own (reserved.go), and errors
// that name a field.
//
// Everything else in scoring builds on it; it imports nothing of the project.
package value
