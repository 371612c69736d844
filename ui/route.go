package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// route gives input to whom it is for: the overlay on top, else the frame,
// else the screen. Who is typing gets the keys that are not bound.
func (a *app) route(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return a.routeKey(msg)
	case tea.PasteMsg:
		// Text only, and only into fields: a paste never runs as keys.
		if top := a.top(); top != nil {
			return top.update(msg)
		}
		if a.screenTypes() {
			return a.current().update(msg)
		}
	case tea.MouseClickMsg:
		if msg.Button == tea.MouseLeft {
			return a.routeClick(msg.X, msg.Y)
		}
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
	if top := a.top(); top != nil {
		if cmd, ok := press(a, top.bindings(), key); ok {
			return cmd
		}
		return top.update(msg)
	}
	if a.layout.tiny {
		// Nothing can be seen, so nothing is done but leaving.
		if key == "q" {
			return a.quit()
		}
		return nil
	}
	if a.screenTypes() {
		if cmd, ok := press(a, a.current().bindings(), key); ok {
			return cmd
		}
		return a.current().update(msg)
	}
	if cmd, ok := press(a, a.bindings(), key); ok {
		return cmd
	}
	cmd, _ := press(a, a.current().bindings(), key)
	return cmd
}

// screenTypes reports whether the screen has a text field in use.
func (a *app) screenTypes() bool {
	t, ok := a.current().(typist)
	if !ok {
		return false
	}
	_, _, typing := t.typing(a.layout.body.w, a.layout.body.h)
	return typing
}

func (a *app) routeClick(x, y int) tea.Cmd {
	now := a.board.now()
	twice := a.click.x == x && a.click.y == y && now.Sub(a.click.at) < doubleClick
	a.click = lastClick{x, y, now}
	if twice {
		a.click.at = time.Time{}
	}
	if top := a.top(); top != nil {
		_, at := top.view(a.width, a.height)
		if at.holds(x, y) {
			return top.update(clicked{x: x - at.x, y: y - at.y, twice: twice})
		}
		return nil
	}
	switch l := a.layout; {
	case l.tiny:
	case l.head.holds(x, y):
		return a.clickHead(x)
	case l.foot.holds(x, y):
		return a.clickFoot(x)
	case l.body.holds(x, y):
		return a.current().update(clicked{x: x - l.body.x, y: y - l.body.y, twice: twice})
	}
	return nil
}

// wheelRows is how many rows a notch of the wheel moves.
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
	if top := a.top(); top != nil {
		return top.update(wheeled{by: by})
	}
	body := a.layout.body
	if a.layout.tiny || !body.holds(msg.X, msg.Y) {
		return nil
	}
	return a.current().update(wheeled{x: msg.X - body.x, y: msg.Y - body.y, by: by})
}
