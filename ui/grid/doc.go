// Package grid draws tables of which only the visible rows are ever asked for,
// and keeps the cursor and the scroll position of long lists.
//
// It knows the theme and nothing of what the rows mean. A [Table] decides how wide
// columns are and which are hidden when there is no room. A [List] identifies the
// selected row by its key, so that new data does not move the cursor to another
// row.
//
// Start with [List] in list.go, then [Table] in table.go.
package grid
