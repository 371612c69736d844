// Package layout has rectangles of cells, and boxes, columns and paragraphs of
// lines. It knows the theme and nothing of what is drawn. Start with [Rect].
package layout
