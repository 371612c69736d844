// Package codec encodes what lies packed in a workspace: the attributes of an
// account (attributes.go), the logs of a page of accounts (logpage.go) and what an
// import changed (delta.go). Each of the three files states its format.
//
// It knows no SQL. What it decodes comes from a file and may be damaged: decoding
// ends with an error then, never with values that were not there.
package codec
