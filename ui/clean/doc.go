// Package clean makes untrusted text safe to draw in a terminal.
//
// Names, attributes and notes come from sign-up forms and exported files, so
// whoever wrote them may have tried to move the cursor, change the title, fill the
// clipboard or pass for another customer. Everything that reaches a view is a
// [Text]. The only ways to make one are a literal in the source and the functions
// of this package. Dangerous characters are replaced by visible ones rather than
// dropped, so that they cannot be hidden.
//
// It knows nothing of the project. Start with [Text] and [Of] in clean.go; fit.go
// measures, cuts, pads and wraps.
package clean
