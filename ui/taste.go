package ui

import (
	tea "charm.land/bubbletea/v2"
)

// takeTaste applies what was stored. That it could not be read is no reason to
// bother anybody: the workspace is read at the same time and will say why.
func (a *app) takeTaste(msg tea.Msg) {
	switch msg := msg.(type) {
	case tasted:
		if msg.err == nil {
			a.taste = msg.taste
			a.dress()
		}
	case kept:
		if msg.err != nil {
			a.Fail(msg.err)
		}
	}
}

// wear changes the taste at once, and stores it where that is allowed.
func (a *app) wear(t taste) tea.Cmd {
	a.taste = t
	a.dress()
	if a.options.ReadOnly {
		a.Tell("Until you quit: the workspace is open for reading only")
		return nil
	}
	return keepTaste(a.board.ctx, a.board.store, t)
}

// themeName is the theme that was asked for, "" to follow the terminal.
func (a *app) themeName() string {
	if a.options.Theme != "" {
		return a.options.Theme
	}
	return a.taste.theme
}

// mouseless reports whether the mouse is left to the terminal.
func (a *app) mouseless() bool { return a.options.NoMouse || a.taste.noMouse }
