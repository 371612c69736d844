package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"trialist/store"
)

// taste is how the one who sits here likes the screen. It is kept with the
// workspace but is no part of the rulebook: it needs no draft and no history.
// What the command line says goes before it.
type taste struct {
	theme   string // "dark", "light", or "" to follow the terminal
	noMouse bool
}

// The keys and values that tastes are stored under.
const (
	themeKey = "theme"
	mouseKey = "mouse"
	mouseOff = "off"
)

// tasted is the taste that was stored.
type tasted struct {
	taste taste
	err   error
}

// kept is an attempt to store a taste.
type kept struct{ err error }

// loadTaste reads the stored taste.
func loadTaste(ctx context.Context, s *store.Store) tea.Cmd {
	return func() tea.Msg {
		var m tasted
		if m.taste.theme, m.err = s.Setting(ctx, themeKey); m.err != nil {
			return m
		}
		mouse, err := s.Setting(ctx, mouseKey)
		m.taste.noMouse, m.err = mouse == mouseOff, err
		return m
	}
}

// keepTaste stores a taste.
func keepTaste(ctx context.Context, s *store.Store, t taste) tea.Cmd {
	return func() tea.Msg {
		if err := s.SetSetting(ctx, themeKey, t.theme); err != nil {
			return kept{err}
		}
		mouse := ""
		if t.noMouse {
			mouse = mouseOff
		}
		return kept{s.SetSetting(ctx, mouseKey, mouse)}
	}
}

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
			a.fail(msg.err)
		}
	}
}

// wear changes the taste at once, and stores it where that is allowed.
func (a *app) wear(t taste) tea.Cmd {
	a.taste = t
	a.dress()
	if a.options.ReadOnly {
		a.tell("Until you quit: the workspace is open for reading only")
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
