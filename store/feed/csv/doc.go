// Package csv decodes delimited text with a line of column names. Start with [Open],
// then [Decoder.Next].
//
// splitter.go cuts text into records, reader.go walks over a file, header.go finds the
// delimiter and the column names. Events have a way of their own in events.go, which
// takes half the time of the general one.
package csv
