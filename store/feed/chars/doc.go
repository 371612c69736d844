// Package chars holds what readers and writers of files ask of characters: white space,
// digits, what does not show, what is no text, and how a text is cut to fit.
//
// It is the lowest of the packages of feed and imports none of them.
package chars
