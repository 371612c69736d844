package host

// Resized is the size of the screen's rectangle.
type Resized struct{ Width, Height int }

// TabOpened is sent to a screen when its tab is opened.
type TabOpened struct{}

// Clicked is a click at a cell of the screen, counted from its top left.
type Clicked struct {
	X, Y   int
	Double bool // the second click on the same cell in a short time
}

// Wheeled is a turn of the mouse wheel at a cell, in rows, down positive.
type Wheeled struct{ X, Y, By int }
