// Package theme has the styles of the dashboard, over the terminal's own
// background; its glyphs; and the lines of styled text that every view is made of.
//
// There is one accent colour, for what matters now. Nothing is said by colour
// alone, so the same screens work with 16 colours and with none.
//
// It knows only package clean. Start with [Theme] in theme.go, then [Line] in
// line.go.
package theme
