package ui

import (
	tea "charm.land/bubbletea/v2"

	"trialist/ui/settings"
)

// handlePreferences applies what was stored. That it could not be read is no reason to
// bother anybody: the workspace is read at the same time and will say why.
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

// setPreferences changes the preferences at once, and stores them where that is allowed.
func (a *app) setPreferences(t settings.Preferences) tea.Cmd {
	a.preferences = t
	a.applyTheme()
	if a.options.ReadOnly {
		a.Tell("Until you quit: the workspace is open for reading only")
		return nil
	}
	return settings.SavePreferences(a.board.Context(), a.board.Store(), t)
}

// themeName is the theme that was asked for, "" to follow the terminal.
func (a *app) themeName() string {
	if a.options.Theme != "" {
		return a.options.Theme
	}
	return a.preferences.Theme
}

// mouseDisabled reports whether the mouse is left to the terminal.
func (a *app) mouseDisabled() bool { return a.options.NoMouse || a.preferences.NoMouse }
