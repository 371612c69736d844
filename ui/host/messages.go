package host

// Resized is the size of the room for a screen, or of the terminal for an overlay,
// in cells.
type Resized struct{ Width, Height int }

// TabOpened is sent to a screen when its tab is opened.
type TabOpened struct{}

// Clicked is a left click at a cell, counted from the top left of the screen or
// overlay.
type Clicked struct {
	X, Y   int
	Double bool // the second click on the same cell in a short time
}

// Dragged is a move of the mouse to a cell while the left button is held. It goes to
// the screen that had the click, also where the mouse has left its room.
type Dragged struct{ X, Y int }

// Dropped is the end of a click or of what was dragged.
type Dropped struct{}

// Wheeled is a turn of the mouse wheel at a cell. By is in rows, positive for
// down.
type Wheeled struct{ X, Y, By int }
