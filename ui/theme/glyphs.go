package theme

import "trialist/ui/clean"

// Glyphs are the drawn signs. The Unicode ones are in the fonts that terminals
// come with, one cell wide, and never shown as emoji.
type Glyphs struct {
	Marker     clean.Text // beside the selected row
	Check      clean.Text
	Cross      clean.Text
	Dot        clean.Text // a step that is done
	Ring       clean.Text // a step that is not
	Up, Down   clean.Text
	Horizontal clean.Text // horizontal
	Vertical   clean.Text // vertical
	Bullet     clean.Text // between facts on one line
	Dash       clean.Text // no value
	Arrow      clean.Text
	Full       clean.Text // steps of a weight bar
	Hollow     clean.Text
	Chevrons   [2]clean.Text // around what left and right change
	ThinBar    [2]clean.Text // half and whole cell of a thin bar
	Corners    [4]clean.Text // of boxes: top left, top right, bottom left, bottom right
	Eighths    [9]clean.Text // of a cell from the left, 0 to 8
	// Levels fill a cell from the bottom, for lines and histograms. The whole
	// cell is not among them: lines below each other would grow together.
	Levels [6]clean.Text
	Shades [5]clean.Text // of a map, 0 is nothing
}

var unicodeGlyphs = Glyphs{
	Marker: "▌", Check: "✓", Cross: "✗", Dot: "●", Ring: "○", Up: "▲", Down: "▼",
	Horizontal: "─", Vertical: "│", Bullet: "·", Dash: "–", Arrow: "→", Full: "■", Hollow: "□",
	Chevrons: [2]clean.Text{"‹", "›"},
	ThinBar:  [2]clean.Text{"╸", "━"},
	Corners:  [4]clean.Text{"┌", "┐", "└", "┘"},
	Eighths:  [9]clean.Text{" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"},
	Levels:   [6]clean.Text{"▁", "▂", "▃", "▄", "▅", "▆"},
	Shades:   [5]clean.Text{"·", "░", "▒", "▓", "█"},
}

var asciiGlyphs = Glyphs{
	Marker: ">", Check: "y", Cross: "x", Dot: "o", Ring: ".", Up: "^", Down: "v",
	Horizontal: "-", Vertical: "|", Bullet: "-", Dash: "-", Arrow: ">", Full: "#", Hollow: ".",
	Chevrons: [2]clean.Text{"<", ">"},
	ThinBar:  [2]clean.Text{"-", "="},
	Corners:  [4]clean.Text{"+", "+", "+", "+"},
	Eighths:  [9]clean.Text{" ", " ", " ", " ", "=", "=", "=", "=", "="},
	Levels:   [6]clean.Text{"_", ".", ".", "-", "-", "="},
	Shades:   [5]clean.Text{".", ":", "+", "*", "#"},
}
