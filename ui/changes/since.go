package changes

import (
	tea "charm.land/bubbletea/v2"

	"trialist/scoring/value"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/words"
)

// choice is what the user compares with.
type choice uint8

// The choices.
const (
	lastLook  choice = iota // what they saw when they last looked
	yesterday               // how things stood when yesterday began
	lastWeek                // the same of the day a week ago
	numChoices
)

// instant is the instant that a choice means. It is the beginning of a day, so that it
// stays the same all day and is evaluated once.
func (c choice) instant(asOf value.Instant, zone *value.Zone) value.Instant {
	days := value.Instant(1)
	if c == lastWeek {
		days = 7
	}
	return zone.StartOfDay(zone.Day(asOf) - days*value.Day)
}

// name is the choice in the menu.
func (c choice) name() clean.Text {
	switch c {
	case yesterday:
		return "the beginning of yesterday"
	case lastWeek:
		return "a week ago"
	case lastLook, numChoices:
	}
	return "my last look"
}

// chooseSince opens a menu of the choices.
func (s *Screen) chooseSince() tea.Cmd {
	var choices []dialog.Choice
	for c := range numChoices {
		text := c.name()
		switch {
		case c == lastLook && s.result.look != nil:
			text += ", " + s.timeText(s.result.look.Population.AsOf)
		case c == lastWeek:
			text += ", " + s.timeText(c.instant(s.board.AsOf, s.board.Zone()))
		}
		choices = append(choices, dialog.Choice{
			Key: words.Number(int(c) + 1), Text: text, Current: c == s.since,
			Run: func() tea.Cmd {
				s.since = c
				return s.compare()
			},
		})
	}
	s.frame.Open(dialog.NewMenu(s.frame, "What changed since", choices))
	return nil
}

// timeText is an instant as people say it, such as "yesterday 17:02".
func (s *Screen) timeText(at value.Instant) clean.Text {
	zone := s.board.Zone()
	return words.RelativeDay(at, s.board.AsOf, zone) + " " + clean.Of(zone.Local(at).Time().Format("15:04"))
}
