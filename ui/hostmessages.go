package ui

// resized is the size of the screen's rectangle.
type resized struct{ width, height int }

// shown is sent to a screen when its tab is opened.
type shown struct{}

// clicked is a click at a cell of the screen, counted from its top left.
type clicked struct {
	x, y  int
	twice bool // the second click on the same cell in a short time
}

// wheeled is a turn of the mouse wheel at a cell, in rows, down positive.
type wheeled struct{ x, y, by int }
