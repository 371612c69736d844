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
