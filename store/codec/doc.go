// Package codec encodes what a workspace stores as bytes: the attributes of an
// account (attributes.go), the logs of a page of accounts (logpage.go) and what an
// import changed (delta.go). Each of the three files states its format.
//
// It knows no SQL. What it decodes comes from a file and may be damaged. Decoding
// then ends with an error, never with values that were not encoded.
package codec
