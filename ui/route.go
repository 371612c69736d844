package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"trialist/ui/host"
)

// route gives input to the overlay on top, else to the frame, else to the screen.
// Keys without a binding go to the overlay, or to a screen that edits text.
func (a *app) route(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return a.routeKey(msg)
	case tea.PasteMsg:
		// A paste is text for a field. It never runs bindings.
		if top := a.topOverlay(); top != nil {
			return top.Update(msg)
		}
		if a.editingText() {
			return a.current().Update(msg)
		}
	case tea.MouseClickMsg:
		if a.notice.text != "" && !a.layout.footer.Contains(msg.X, msg.Y) {
			a.notice = notice{}
		}
		if msg.Button == tea.MouseLeft {
			return a.routeClick(msg.X, msg.Y)
		}
	case tea.MouseMotionMsg:
		if body := a.layout.body; msg.Button == tea.MouseLeft && a.topOverlay() == nil && !a.layout.tooSmall {
			return a.current().Update(host.Dragged{X: msg.X - body.X, Y: msg.Y - body.Y})
		}
	case tea.MouseReleaseMsg:
		return a.current().Update(host.Dropped{})
	case tea.MouseWheelMsg:
		return a.routeWheel(msg)
	}
	return nil
}

func (a *app) routeKey(msg tea.KeyPressMsg) tea.Cmd {
	a.notice = notice{}
	key := msg.String()
	if key == "ctrl+c" {
		return a.quit()
	}
	if top := a.topOverlay(); top != nil {
		if cmd, ok := host.Press(a, top.Bindings(), key); ok {
			return cmd
		}
		return top.Update(msg)
	}
	if a.layout.tooSmall {
		// Nothing can be seen, so the only action is to quit.
		if key == "q" {
			return a.quit()
		}
		return nil
	}
	if a.editingText() {
		if cmd, ok := host.Press(a, a.screenBindings(), key); ok {
			return cmd
		}
		return a.current().Update(msg)
	}
	if cmd, ok := host.Press(a, a.bindings(), key); ok {
		return cmd
	}
	cmd, _ := host.Press(a, a.screenBindings(), key)
	return cmd
}

// editingText reports whether a text field of the screen is being edited.
func (a *app) editingText() bool {
	t, ok := a.current().(host.TextEditor)
	if !ok {
		return false
	}
	_, _, editing := t.TextCursor(a.layout.body.W, a.layout.body.H)
	return editing
}

func (a *app) routeClick(x, y int) tea.Cmd {
	now := a.board.Now()
	double := a.click.x == x && a.click.y == y && now.Sub(a.click.at) < doubleClickInterval
	a.click = lastClick{x, y, now}
	if double {
		a.click.at = time.Time{} // a third click is a single one
	}
	if top := a.topOverlay(); top != nil {
		_, at := top.View(a.width, a.height)
		if at.Contains(x, y) {
			return top.Update(host.Clicked{X: x - at.X, Y: y - at.Y, Double: double})
		}
		if a.layout.footer.Contains(x, y) { // which has the keys of the overlay
			return a.clickFooter(x)
		}
		return nil
	}
	switch l := a.layout; {
	case l.tooSmall:
	case l.header.Contains(x, y):
		return a.clickHeader(x)
	case l.footer.Contains(x, y):
		return a.clickFooter(x)
	case l.body.Contains(x, y):
		return a.current().Update(host.Clicked{X: x - l.body.X, Y: y - l.body.Y, Double: double})
	}
	return nil
}

// wheelRows is how many rows one notch of the wheel scrolls.
const wheelRows = 3

func (a *app) routeWheel(msg tea.MouseWheelMsg) tea.Cmd {
	by := 0
	switch msg.Button {
	case tea.MouseWheelDown:
		by = wheelRows
	case tea.MouseWheelUp:
		by = -wheelRows
	default:
		return nil
	}
	if top := a.topOverlay(); top != nil {
		return top.Update(host.Wheeled{By: by})
	}
	body := a.layout.body
	if a.layout.tooSmall || !body.Contains(msg.X, msg.Y) {
		return nil
	}
	return a.current().Update(host.Wheeled{X: msg.X - body.X, Y: msg.Y - body.Y, By: by})
}
