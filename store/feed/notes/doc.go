// Package notes collects what was chosen in reading a file without asking, for the user
// to see. Start with [List].
package notes
