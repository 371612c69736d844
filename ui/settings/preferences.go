package settings

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"trialist/store"
)

// Preferences is how the one who sits here likes the screen. It is kept with the
// workspace but is no part of the rulebook: it needs no draft and no history.
// What the command line says goes before it.
type Preferences struct {
	Theme   string // "dark", "light", or "" to follow the terminal
	NoMouse bool
}

// The keys and values that preferences are stored under.
const (
	themeKey = "theme"
	mouseKey = "mouse"
	mouseOff = "off"
)

// PreferencesLoaded is the preferences that were stored.
type PreferencesLoaded struct {
	Preferences Preferences
	Err         error
}

// PreferencesSaved is an attempt to store preferences.
type PreferencesSaved struct{ Err error }

// LoadPreferences reads the stored preferences.
func LoadPreferences(ctx context.Context, s *store.Store) tea.Cmd {
	return func() tea.Msg {
		var m PreferencesLoaded
		if m.Preferences.Theme, m.Err = s.Setting(ctx, themeKey); m.Err != nil {
			return m
		}
		mouse, err := s.Setting(ctx, mouseKey)
		m.Preferences.NoMouse, m.Err = mouse == mouseOff, err
		return m
	}
}

// SavePreferences stores preferences.
func SavePreferences(ctx context.Context, s *store.Store, t Preferences) tea.Cmd {
	return func() tea.Msg {
		if err := s.SetSetting(ctx, themeKey, t.Theme); err != nil {
			return PreferencesSaved{err}
		}
		mouse := ""
		if t.NoMouse {
			mouse = mouseOff
		}
		return PreferencesSaved{s.SetSetting(ctx, mouseKey, mouse)}
	}
}
