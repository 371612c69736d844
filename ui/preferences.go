package ui

import (
	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
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

// What goes before the preferences.
const (
	byFile      = "as the configuration file says"
	byThemeFlag = "as --theme says"
	byMouseFlag = "as --no-mouse says"
)

// fixedTheme is the theme that goes before the preferences, and what says so; "" for
// none. The flag goes before the configuration file.
func (a *app) fixedTheme() (name string, by clean.Text) {
	if a.options.Theme != "" {
		return a.options.Theme, byThemeFlag
	}
	if a.config.Theme != "" {
		return a.config.Theme, byFile
	}
	return "", ""
}

// themeName is the name of the theme; anything but "dark" and "light" follows the
// terminal.
func (a *app) themeName() string {
	if name, by := a.fixedTheme(); by != "" {
		return name
	}
	return a.preferences.Theme
}

// fixedMouse is whether there is a mouse where that goes before the preferences, and
// what says so; "" for nothing.
func (a *app) fixedMouse() (on bool, by clean.Text) {
	if a.options.NoMouse {
		return false, byMouseFlag
	}
	if a.config.Mouse != nil {
		return *a.config.Mouse, byFile
	}
	return false, ""
}

// mouseDisabled reports whether the mouse is left to the terminal.
func (a *app) mouseDisabled() bool {
	if on, by := a.fixedMouse(); by != "" {
		return !on
	}
	return a.preferences.NoMouse
}
