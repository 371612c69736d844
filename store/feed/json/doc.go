// Package json decodes objects: one a line, in a list, or in a list within a document.
// Start with [Open], then [Decoder.Next].
//
// reader.go finds where each object ends, rows.go makes rows of them. Events have a way
// of their own in events.go, which takes a quarter of the time of the general one.
package json
