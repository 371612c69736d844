package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
	"trialist/ui/theme"
)

// tasteGroup is what the one who sits here likes.
func tasteGroup(s *settings) settingGroup {
	return settingGroup{
		title:    "Your screen",
		facts:    func() theme.Line { return s.frame.Theme().Muted.Say("kept at once, not in the draft") },
		settings: []setting{themeSetting{s}, mouseSetting{s}},
	}
}

// themes are the values of the theme setting: to follow the terminal comes
// first.
var themes = []string{"", "dark", "light"}

// themeSetting is the theme.
type themeSetting struct{ *settings }

func (r themeSetting) draw(width int, selected bool) []theme.Line {
	line := r.label("Theme", selected).Pad(settingLabel)
	if flag := r.options.ThemeFlag; flag != "" {
		line = line.Add(r.frame.Theme().Text, clean.Of(flag)).Gap(2).Add(r.frame.Theme().Muted, "as --theme says")
		return []theme.Line{line.Fit(width)}
	}
	now := max(slices.Index(themes, r.options.Preferences().theme), 0)
	return []theme.Line{line.Join(r.choices([]clean.Text{"auto", "dark", "light"}, now, false, selected, width-settingLabel)).Fit(width)}
}

func (r themeSetting) step(by int) tea.Cmd {
	t := r.options.Preferences()
	t.theme = themes[(max(slices.Index(themes, t.theme), 0)+by+len(themes))%len(themes)]
	return r.options.SetPreferences(t)
}

func (r themeSetting) why() clean.Text {
	if r.options.ThemeFlag != "" {
		return "the flag --theme goes before the setting"
	}
	return ""
}

func (r themeSetting) take() tea.Cmd { return r.step(1) }

func (r themeSetting) keys() settingKeys { return choiceKeys("theme", r.why()) }

// mouseSetting is whether clicks and the wheel come here.
type mouseSetting struct{ *settings }

func (r mouseSetting) draw(width int, selected bool) []theme.Line {
	line := r.label("Mouse", selected).Pad(settingLabel)
	if r.options.NoMouseFlag {
		line = line.Add(r.frame.Theme().Text, "off").Gap(2).Add(r.frame.Theme().Muted, "as --no-mouse says")
		return []theme.Line{line.Fit(width)}
	}
	now := 0
	if r.options.Preferences().noMouse {
		now = 1
	}
	line = line.Join(r.choices([]clean.Text{"on", "off"}, now, false, selected, width-settingLabel))
	return []theme.Line{line.Fit(width)}
}

func (r mouseSetting) step(int) tea.Cmd {
	t := r.options.Preferences()
	t.noMouse = !t.noMouse
	return r.options.SetPreferences(t)
}

func (r mouseSetting) why() clean.Text {
	if r.options.NoMouseFlag {
		return "the flag --no-mouse goes before the setting"
	}
	return ""
}

func (r mouseSetting) take() tea.Cmd { return r.step(1) }

func (r mouseSetting) keys() settingKeys { return choiceKeys("way of the mouse", r.why()) }
