// Package codec encodes what a workspace stores as bytes: the attributes of an
// account (attributes.go), the logs of a page of accounts (logpage.go), what an import
// changed (delta.go) and what undoes it (inverse.go), and states of accounts
// (stateblock.go, codes.go). Each file states its format.
//
// It knows no SQL. What it decodes comes from a file and may be damaged. Decoding
// then ends with an error, never with values that were not encoded.
package codec
