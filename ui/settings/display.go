package settings

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
	"trialist/ui/theme"
)

// displayGroup is the preferences of the user.
func displayGroup(s *Screen) group {
	return group{
		title:     "Your screen",
		titleNote: func() theme.Line { return s.frame.Theme().Muted.Line("saved at once, not part of the draft") },
		settings:  []setting{themeSetting{s}, mouseSetting{s}},
	}
}

// themes are the values of the theme setting; "" follows the terminal.
var themes = []string{"", "dark", "light"}

// themeSetting is the theme.
type themeSetting struct{ *Screen }

func (r themeSetting) draw(width int, selected bool) []theme.Line {
	line := r.nameLine("Theme", selected).Pad(labelWidth)
	if name, by := r.options.FixedTheme(); by != "" {
		line = line.Add(r.frame.Theme().Text, clean.Of(name)).Space(2).Add(r.frame.Theme().Muted, by)
		return []theme.Line{line.Fit(width)}
	}
	now := max(slices.Index(themes, r.options.Preferences().Theme), 0)
	line = line.Join(r.choiceLine([]clean.Text{"auto", "dark", "light"}, now, false, selected, width-labelWidth))
	const hint = "this terminal tells no background; choose one for colours"
	if styles := r.frame.Theme(); styles.Plain && line.Width()+len(hint)+2 <= width {
		line = line.Space(2).Add(styles.Muted, hint)
	}
	return []theme.Line{line.Fit(width)}
}

func (r themeSetting) adjust(by int) tea.Cmd {
	p := r.options.Preferences()
	p.Theme = themes[(max(slices.Index(themes, p.Theme), 0)+by+len(themes))%len(themes)]
	return r.options.SetPreferences(p)
}

func (r themeSetting) why() clean.Text {
	_, by := r.options.FixedTheme()
	return fixedReason(by)
}

func (r themeSetting) activate() tea.Cmd { return r.adjust(1) }

func (r themeSetting) keys() keyLabels { return choiceKeys("theme", r.why()) }

// mouseSetting is whether the dashboard uses the mouse.
type mouseSetting struct{ *Screen }

func (r mouseSetting) draw(width int, selected bool) []theme.Line {
	line := r.nameLine("Mouse", selected).Pad(labelWidth)
	if on, by := r.options.FixedMouse(); by != "" {
		line = line.Add(r.frame.Theme().Text, onOff(on)).Space(2).Add(r.frame.Theme().Muted, by)
		return []theme.Line{line.Fit(width)}
	}
	now := 0
	if r.options.Preferences().NoMouse {
		now = 1
	}
	line = line.Join(r.choiceLine([]clean.Text{"on", "off"}, now, false, selected, width-labelWidth))
	return []theme.Line{line.Fit(width)}
}

func (r mouseSetting) adjust(int) tea.Cmd {
	p := r.options.Preferences()
	p.NoMouse = !p.NoMouse
	return r.options.SetPreferences(p)
}

func (r mouseSetting) why() clean.Text {
	_, by := r.options.FixedMouse()
	return fixedReason(by)
}

func (r mouseSetting) activate() tea.Cmd { return r.adjust(1) }

func (r mouseSetting) keys() keyLabels { return choiceKeys("way of the mouse", r.why()) }

// onOff is the word for a setting that is on or off.
func onOff(on bool) clean.Text {
	if on {
		return "on"
	}
	return "off"
}

// fixedReason is why a preference cannot be changed; "" when it can.
func fixedReason(by clean.Text) clean.Text {
	if by == "" {
		return ""
	}
	return "it is " + by
}
