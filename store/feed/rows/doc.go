// Package rows makes values and rows of cells, for decoders of any format. A decoder
// embeds a [Builder], which knows the columns and how each is read.
//
// The reasons why a row is rejected are worded here, so that they are the same in
// every format.
package rows
