// Package field names the kinds of file, the fields that a column can be, and the
// headers that each field goes by. Start with [HeadersOf] and [Parse].
//
// It looks at headers only. What the cells show is for sample and columns.
package field
