// Package layout has rectangles of cells, and arranges lines in boxes, columns and
// paragraphs. It knows the theme and nothing of what is drawn. Start with [Rect].
package layout
