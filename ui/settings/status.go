package settings

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/condition"
	"trialist/scoring/rulebook"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/form"
	"trialist/ui/textfield"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// statusOrder is the order in which the conditions of the statuses are evaluated:
// the first that holds decides.
var statusOrder = []rulebook.Status{rulebook.Churned, rulebook.Paying, rulebook.NotConverted, rulebook.Trial}

// statusGroup is the conditions that give an account its status, and the length
// of a trial.
func statusGroup(s *Screen) group {
	g := group{title: "Statuses", titleNote: func() theme.Line { return s.frame.Theme().Muted.Line("accounts") }}
	g.header = func(width int) []theme.Line {
		return s.noteLines("The first condition that holds gives an account its status. A date decides over a word: expired with an end to come is a trial.", width)
	}
	g.settings = append(g.settings, leftOutSetting{s})
	for _, status := range statusOrder {
		g.settings = append(g.settings, statusSetting{s, status})
	}
	g.settings = append(g.settings, defaultSetting{s}, trialLengthSetting(s), lookerDaysSetting(s), wordsSetting{s})
	return g
}

// noteLines is the explanation of a group, wrapped.
func (s *Screen) noteLines(text clean.Text, width int) []theme.Line {
	var lines []theme.Line
	for _, part := range text.Wrap(width) {
		lines = append(lines, s.frame.Theme().Muted.Line(part))
	}
	return lines
}

// statusSetting is the condition of one status.
type statusSetting struct {
	*Screen
	status rulebook.Status
}

func (r statusSetting) draw(width int, selected bool) []theme.Line {
	styles := r.frame.Theme()
	book, saved := r.draftBook(), r.savedBook()
	when := book.Lifecycle.ConditionOf(r.status)
	changed := !when.Equal(*saved.Lifecycle.ConditionOf(r.status))
	ink := styles.Muted
	if changed {
		ink = styles.Accent
	}
	place := clean.Text(strconv.Itoa(slices.Index(statusOrder, r.status) + 1))
	left := styles.Muted.Line(place).Space(1).Join(r.nameLine(clean.Of(r.status.String()), selected))
	if changed {
		left = left.Space(1).Add(styles.Muted, "changed")
	}
	lines := []theme.Line{theme.Justify(left, r.countCell(r.counts.draft.Status(r.status), r.counts.saved.Status(r.status)), width)}
	for _, part := range clean.Of(when.String()).Wrap(max(width-2, 0)) {
		lines = append(lines, theme.Line{}.Space(2).Add(ink, part))
	}
	return lines
}

// nameLine is the name of a setting.
func (s *Screen) nameLine(name clean.Text, selected bool) theme.Line {
	if selected {
		return s.frame.Theme().Strong.Line(name)
	}
	return s.frame.Theme().Text.Line(name)
}

func (r statusSetting) adjust(int) tea.Cmd { return nil }

func (r statusSetting) activate() tea.Cmd {
	lifecycle := r.draftBook().Lifecycle
	return r.editCondition(r.status, *lifecycle.ConditionOf(r.status))
}

// editCondition opens the form for the condition of a status, starting from when.
func (s *Screen) editCondition(status rulebook.Status, when condition.Condition) tea.Cmd {
	title := "An account is " + clean.Of(status.String()) + " when"
	return form.EditCondition(s.options.Forms, title, when, func(c condition.Condition) tea.Cmd {
		lifecycle := s.draftBook().Lifecycle
		*lifecycle.ConditionOf(status) = c
		return s.editLifecycle(lifecycle)
	})
}

func (r statusSetting) keys() keyLabels {
	return keyLabels{activate: "edit the condition", activateHint: "edit", disabledReason: r.draft.DisabledReason()}
}

// defaultSetting is the status of accounts for which no condition holds.
type defaultSetting struct{ *Screen }

func (r defaultSetting) draw(width int, selected bool) []theme.Line {
	now, saved := r.draftBook().Lifecycle.Default, r.savedBook().Lifecycle.Default
	var words []clean.Text
	for _, status := range rulebook.Statuses() {
		words = append(words, clean.Of(status.String()))
	}
	changed := now != saved
	line := r.nameLine("Otherwise", selected).Pad(labelWidth)
	line = line.Join(r.choiceLine(words, slices.Index(rulebook.Statuses(), now), changed, selected, width-labelWidth))
	if was := r.savedValue(changed, clean.Of(saved.String())); line.Width()+1+was.Width() <= width {
		line = line.Space(1).Join(was)
	}
	return []theme.Line{line.Fit(width)}
}

func (r defaultSetting) adjust(by int) tea.Cmd {
	lifecycle := r.draftBook().Lifecycle
	lifecycle.Default = cycle(rulebook.Statuses(), lifecycle.Default, by)
	return r.editLifecycle(lifecycle)
}

func (r defaultSetting) activate() tea.Cmd { return r.adjust(1) }

func (r defaultSetting) keys() keyLabels { return choiceKeys("status", r.draft.DisabledReason()) }

// choiceKeys is what the keys do to a setting that is one of several values. what
// names the value, why is the reason that it cannot be changed.
func choiceKeys(what, why clean.Text) keyLabels {
	return keyLabels{
		activate: "choose the next " + what, activateHint: "next",
		left: "choose the " + what + " before", right: "choose the " + what + " after", disabledReason: why,
	}
}

// cycle is the choice by places after now, around the ends.
func cycle[T comparable](choices []T, now T, by int) T {
	at := slices.Index(choices, now) + by%len(choices)
	return choices[(at+len(choices))%len(choices)]
}

// daysSetting is a number of days of the lifecycle.
type daysSetting struct {
	*Screen
	name   clean.Text
	prompt clean.Text
	means  clean.Text // behind the number
	of     func(*rulebook.Lifecycle) *int
}

// trialLengthSetting is how many days a trial lasts of which only the start is
// known.
func trialLengthSetting(s *Screen) daysSetting {
	return daysSetting{
		s, "Trial length", "Trial length in days", "where the end is not known",
		func(l *rulebook.Lifecycle) *int { return &l.TrialDays },
	}
}

// lookerDaysSetting is after how many days of its trial somebody can be a looker.
func lookerDaysSetting(s *Screen) daysSetting {
	return daysSetting{
		s, "A looker after", "Days after which a trial is a looker", "with nothing beyond setup",
		func(l *rulebook.Lifecycle) *int { return &l.LookerDays },
	}
}

func (r daysSetting) draw(width int, selected bool) []theme.Line {
	draft, saved := r.draftBook().Lifecycle, r.savedBook().Lifecycle
	now, was := *r.of(&draft), *r.of(&saved)
	line := r.nameLine(r.name, selected).Pad(labelWidth-1).
		Join(r.stepper(now, 2, now != was, selected)).Add(r.frame.Theme().Text, "days").Space(2)
	line = line.Join(r.savedValue(now != was, words.Number(was)))
	if now == was {
		line = line.Add(r.frame.Theme().Muted, r.means)
	}
	return []theme.Line{line.Fit(width)}
}

func (r daysSetting) adjust(by int) tea.Cmd {
	lifecycle := r.draftBook().Lifecycle
	*r.of(&lifecycle) += by
	return r.editLifecycle(lifecycle)
}

func (r daysSetting) activate() tea.Cmd {
	lifecycle := r.draftBook().Lifecycle
	return r.askNumber(r.prompt, *r.of(&lifecycle), func(n int) rulebook.Rulebook {
		book := r.draftBook()
		*r.of(&book.Lifecycle) = n
		return book
	})
}

func (r daysSetting) keys() keyLabels { return numberKeys(r.draft.DisabledReason()) }

// numberKeys is what the keys do to a number.
func numberKeys(why clean.Text) keyLabels {
	return keyLabels{
		activate: "type the number", activateHint: "type",
		left: "lower the number", right: "raise the number", leftHint: "less", rightHint: "more", largeSteps: true, disabledReason: why,
	}
}

// askNumber opens a prompt for a whole number, which with puts into the draft's rulebook.
func (s *Screen) askNumber(label clean.Text, now int, with func(int) rulebook.Rulebook) tea.Cmd {
	parse := func(text string) (rulebook.Rulebook, error) {
		n, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil {
			return rulebook.Rulebook{}, fmt.Errorf("%q is not a whole number", text)
		}
		book := with(n)
		return book, book.Validate()
	}
	s.frame.Open(&dialog.Prompt{
		Frame: s.frame, Label: label, Field: textfield.Selected(strconv.Itoa(now)),
		Meaning: func(text string) (clean.Text, bool) {
			if _, err := parse(text); err != nil {
				return words.Capitalize(clean.Of(err.Error())), false
			}
			return "", true
		},
		OnEnter: func(text string) tea.Cmd {
			book, err := parse(text)
			if err != nil {
				s.frame.Fail(err)
				return nil
			}
			return s.edit(book)
		},
	})
	return nil
}
