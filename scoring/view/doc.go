// Package view is the named views of the list: a filter with a sort and columns. It
// knows filters and rankings, and nothing of where views are kept or how they are
// drawn.
//
// Start with [View] in view.go. [Column] is what can be shown and sorted by, and
// [Arrange] puts accounts into the order of a [Sort].
package view
