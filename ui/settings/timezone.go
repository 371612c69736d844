package settings

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/value"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/textfield"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// timeGroup is the time zone of the workspace.
func timeGroup(s *Screen) group {
	g := group{title: "Days", settings: []setting{timeZoneSetting{s}}}
	g.footer = func(width int) []theme.Line {
		return s.noteLines("Bare dates are read and days counted in this zone. A change counts when it is saved.", width)
	}
	return g
}

// timeZoneSetting is the zone in which days begin and end.
type timeZoneSetting struct{ *Screen }

func (r timeZoneSetting) draw(width int, selected bool) []theme.Line {
	now, saved := r.draftBook(), r.savedBook()
	changed := now.TimeZone != saved.TimeZone
	line := r.nameLine("Time zone", selected).Pad(labelWidth).
		Add(r.valueStyle(changed, selected), clean.Of(now.TimeZoneText())).Space(2).
		Join(r.savedValue(changed, clean.Of(saved.TimeZoneText())))
	return []theme.Line{line.Fit(width)}
}

func (r timeZoneSetting) adjust(int) tea.Cmd { return nil }

// activate asks for the name of the zone. Nothing is as if none had been set.
func (r timeZoneSetting) activate() tea.Cmd {
	r.frame.Open(&dialog.Prompt{
		Frame: r.frame, Label: "Time zone, such as Europe/Berlin", Field: textfield.Selected(r.draftBook().TimeZone),
		Meaning: func(text string) (clean.Text, bool) {
			if err := value.CheckZone(strings.TrimSpace(text)); err != nil {
				return words.Capitalize(clean.Of(err.Error())), false
			}
			return "", true
		},
		OnEnter: func(text string) tea.Cmd {
			book := r.draftBook()
			book.TimeZone = strings.TrimSpace(text)
			return r.edit(book)
		},
	})
	return nil
}

func (r timeZoneSetting) keys() keyLabels {
	return keyLabels{activate: "type the name of a time zone", activateHint: "type", disabledReason: r.draft.DisabledReason()}
}
