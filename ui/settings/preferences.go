package settings

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"trialist/store"
)

// Preferences are how the user likes the screen. They are stored in the workspace
// but are no part of the rulebook: they need no draft and no history. Flags of the
// command line override them.
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

// PreferencesLoaded is the answer to LoadPreferences.
type PreferencesLoaded struct {
	Preferences Preferences
	Err         error
}

// PreferencesSaved is the answer to SavePreferences.
type PreferencesSaved struct{ Err error }

// LoadPreferences is the command that reads the stored preferences.
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

// SavePreferences is the command that stores preferences.
func SavePreferences(ctx context.Context, s *store.Store, p Preferences) tea.Cmd {
	return func() tea.Msg {
		if err := s.SetSetting(ctx, themeKey, p.Theme); err != nil {
			return PreferencesSaved{err}
		}
		mouse := ""
		if p.NoMouse {
			mouse = mouseOff
		}
		return PreferencesSaved{s.SetSetting(ctx, mouseKey, mouse)}
	}
}
