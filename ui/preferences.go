package ui

import (
	tea "charm.land/bubbletea/v2"

	"trialist/ui/settings"
)

// handlePreferences applies the preferences that were loaded. An error of loading
// is not shown: the workspace is read at the same time and reports the same.
func (a *app) handlePreferences(msg tea.Msg) {
	switch msg := msg.(type) {
	case settings.PreferencesLoaded:
		if msg.Err == nil {
			a.preferences = msg.Preferences
			a.applyTheme()
		}
	case settings.PreferencesSaved:
		if msg.Err != nil {
			a.Fail(msg.Err)
		}
	}
}

// setPreferences applies preferences at once, and stores them unless the workspace
// is read-only.
func (a *app) setPreferences(p settings.Preferences) tea.Cmd {
	a.preferences = p
	a.applyTheme()
	if a.options.ReadOnly {
		a.Tell("Until you quit: the workspace is open for reading only")
		return nil
	}
	return settings.SavePreferences(a.board.Context(), a.board.Store(), p)
}

// themeName is the name of the theme: of the flag, else of the preferences; "" to
// follow the terminal.
func (a *app) themeName() string {
	if a.options.Theme != "" {
		return a.options.Theme
	}
	return a.preferences.Theme
}

// mouseDisabled reports whether the mouse is left to the terminal.
func (a *app) mouseDisabled() bool { return a.options.NoMouse || a.preferences.NoMouse }
