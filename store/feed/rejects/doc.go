// Package rejects writes and reads files of rejected rows. A [Table] keeps rows as they
// stood, each with its place and the reason; [Read] gives them back as the text of the
// file that they come from, once they are mended.
package rejects
