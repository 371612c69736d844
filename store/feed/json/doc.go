// Package json decodes JSON objects into rows: one object on a line, in an array, or in an
// array within a document. Start with [Open], then [Decoder.Next].
//
// reader.go finds where each object ends, rows.go makes rows. events.go is a fast path for
// events, which takes a quarter of the time. The package knows columns and rows, and
// nothing of the database.
package json
