package theme

import "trialist/ui/clean"

// Glyphs are the symbols of the dashboard. The Unicode ones are in the fonts that
// terminals come with, are one cell wide, and are never shown as emoji.
type Glyphs struct {
	Marker     clean.Text    // beside the selected row
	Check      clean.Text    // yes, matched, qualified
	Cross      clean.Text    // an error
	Touched    clean.Text    // beside a trial that was touched today
	Raised     clean.Text    // beside a trial that raised a hand, and a signal that says so
	Dot        clean.Text    // a step that is done
	Ring       clean.Text    // a step that is not done
	Quarters   [5]clean.Text // a step done by so many quarters: from Ring to Dot
	Up, Down   clean.Text
	Horizontal clean.Text // of rules and boxes
	Vertical   clean.Text
	Bullet     clean.Text    // between facts on one line
	Dash       clean.Text    // no value
	Arrow      clean.Text    // from an old value to a new one
	Full       clean.Text    // a step of a weight bar
	Hollow     clean.Text    // a missing step of a weight bar
	Chevrons   [2]clean.Text // around a value that left and right change
	ThinBar    [2]clean.Text // half a cell and a whole cell of a thin bar
	ThinReach  clean.Text    // a cell of how far a thin bar could reach
	Corners    [4]clean.Text // of boxes: top left, top right, bottom left, bottom right
	Eighths    [9]clean.Text // of a cell filled from the left, 0 to 8
	// Levels fill a cell from the bottom, for sparklines and histograms. A full
	// cell is not among them: it would touch the line above.
	Levels [6]clean.Text
	Shades [5]clean.Text // of a heat map, 0 for nothing
}

var unicodeGlyphs = Glyphs{
	Marker: "▌", Check: "✓", Cross: "✗", Touched: "*", Raised: "!", Dot: "●", Ring: "○", Up: "▲", Down: "▼",
	Quarters:   [5]clean.Text{"○", "◔", "◑", "◕", "●"},
	Horizontal: "─", Vertical: "│", Bullet: "·", Dash: "–", Arrow: "→", Full: "■", Hollow: "□",
	Chevrons: [2]clean.Text{"‹", "›"},
	ThinBar:  [2]clean.Text{"╸", "━"}, ThinReach: "─",
	Corners: [4]clean.Text{"┌", "┐", "└", "┘"},
	Eighths: [9]clean.Text{" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"},
	Levels:  [6]clean.Text{"▁", "▂", "▃", "▄", "▅", "▆"},
	Shades:  [5]clean.Text{"·", "░", "▒", "▓", "█"},
}

var asciiGlyphs = Glyphs{
	Marker: ">", Check: "y", Cross: "x", Touched: "*", Raised: "!", Dot: "o", Ring: ".", Up: "^", Down: "v",
	Quarters:   [5]clean.Text{".", "1", "2", "3", "o"},
	Horizontal: "-", Vertical: "|", Bullet: "-", Dash: "-", Arrow: ">", Full: "#", Hollow: ".",
	Chevrons: [2]clean.Text{"<", ">"},
	ThinBar:  [2]clean.Text{"-", "="}, ThinReach: ".",
	Corners: [4]clean.Text{"+", "+", "+", "+"},
	Eighths: [9]clean.Text{" ", " ", " ", " ", "=", "=", "=", "=", "="},
	Levels:  [6]clean.Text{"_", ".", ".", "-", "-", "="},
	Shades:  [5]clean.Text{".", ":", "+", "*", "#"},
}
