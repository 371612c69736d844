package ui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/condition"
	"trialist/scoring/rulebook"
	"trialist/ui/clean"
	"trialist/ui/textfield"
	"trialist/ui/theme"
)

// lifeOrder is the order in which the conditions of the statuses are asked.
var lifeOrder = []rulebook.Status{rulebook.Churned, rulebook.Paying, rulebook.NotConverted, rulebook.Trial}

// statusGroup is what gives an account its status.
func statusGroup(s *settings) settingGroup {
	g := settingGroup{title: "Statuses", facts: func() theme.Line { return s.frame.Theme().Muted.Say("accounts") }}
	g.head = func(width int) []theme.Line {
		return s.notes("The first condition that holds gives an account its status.", width)
	}
	for _, status := range lifeOrder {
		g.settings = append(g.settings, statusSetting{s, status})
	}
	g.settings = append(g.settings, defaultSetting{s}, daysSetting{s})
	return g
}

// notes is what explains a group.
func (s *settings) notes(text clean.Text, width int) []theme.Line {
	var lines []theme.Line
	for _, part := range text.Wrap(width) {
		lines = append(lines, s.frame.Theme().Muted.Say(part))
	}
	return lines
}

// statusSetting is the condition of one status.
type statusSetting struct {
	*settings
	status rulebook.Status
}

// conditionOf is where a lifecycle has the condition of a status.
func conditionOf(life *rulebook.Lifecycle, status rulebook.Status) *condition.Condition {
	switch status {
	case rulebook.Churned:
		return &life.Churned
	case rulebook.Paying:
		return &life.Paying
	case rulebook.NotConverted:
		return &life.NotConverted
	case rulebook.Trial, rulebook.NoStatus:
	}
	return &life.Trial
}

func (r statusSetting) draw(width int, selected bool) []theme.Line {
	look := r.frame.Theme()
	book, saved := r.book(), r.saved()
	when := conditionOf(&book.Lifecycle, r.status)
	changed := !when.Equal(*conditionOf(&saved.Lifecycle, r.status))
	ink := look.Muted
	if changed {
		ink = look.Accent
	}
	place := clean.Text(strconv.Itoa(slices.Index(lifeOrder, r.status) + 1))
	left := look.Faint.Say(place).Gap(1).Join(r.label(clean.Of(r.status.String()), selected))
	if changed {
		left = left.Gap(1).Add(look.Muted, "changed")
	}
	lines := []theme.Line{theme.Ends(left, r.tally(r.counts.draft.Status(r.status), r.counts.saved.Status(r.status)), width)}
	for _, part := range clean.Of(when.String()).Wrap(max(width-2, 0)) {
		lines = append(lines, theme.Line{}.Gap(2).Add(ink, part))
	}
	return lines
}

// label is the name of a setting.
func (s *settings) label(name clean.Text, selected bool) theme.Line {
	if selected {
		return s.frame.Theme().Strong.Say(name)
	}
	return s.frame.Theme().Text.Say(name)
}

func (r statusSetting) step(int) tea.Cmd { return nil }

func (r statusSetting) take() tea.Cmd {
	life := r.book().Lifecycle
	title := "An account is " + clean.Of(r.status.String()) + " when"
	return editCondition(r.options.Forms, title, *conditionOf(&life, r.status), func(c condition.Condition) tea.Cmd {
		life := r.book().Lifecycle
		*conditionOf(&life, r.status) = c
		return r.editLife(life)
	})
}

func (r statusSetting) keys() settingKeys {
	return settingKeys{take: "edit the condition", takeShort: "edit", why: r.drafting.why()}
}

// defaultSetting is the status of accounts for which no condition holds.
type defaultSetting struct{ *settings }

func (r defaultSetting) draw(width int, selected bool) []theme.Line {
	now, saved := r.book().Lifecycle.Default, r.saved().Lifecycle.Default
	var words []clean.Text
	for _, status := range rulebook.Statuses() {
		words = append(words, clean.Of(status.String()))
	}
	changed := now != saved
	line := r.label("Otherwise", selected).Pad(settingLabel)
	line = line.Join(r.choices(words, slices.Index(rulebook.Statuses(), now), changed, selected, width-settingLabel))
	if was := r.was(changed, clean.Of(saved.String())); line.Width()+1+was.Width() <= width {
		line = line.Gap(1).Join(was)
	}
	return []theme.Line{line.Fit(width)}
}

func (r defaultSetting) step(by int) tea.Cmd {
	life := r.book().Lifecycle
	life.Default = after(rulebook.Statuses(), life.Default, by)
	return r.editLife(life)
}

func (r defaultSetting) take() tea.Cmd { return r.step(1) }

func (r defaultSetting) keys() settingKeys { return choiceKeys("status", r.drafting.why()) }

// choiceKeys is what the keys do to a setting that is one of a few.
func choiceKeys(what, why clean.Text) settingKeys {
	return settingKeys{
		take: "choose the next " + what, takeShort: "next",
		left: "choose the " + what + " before", right: "choose the " + what + " after", why: why,
	}
}

// after is the choice some places further on, around the end.
func after[T comparable](choices []T, now T, by int) T {
	at := slices.Index(choices, now) + by%len(choices)
	return choices[(at+len(choices))%len(choices)]
}

// daysSetting is how long a trial is of which only the start is known.
type daysSetting struct{ *settings }

func (r daysSetting) draw(width int, selected bool) []theme.Line {
	now, saved := r.book().Lifecycle.TrialDays, r.saved().Lifecycle.TrialDays
	line := r.label("Trial length", selected).Pad(settingLabel-1).
		Join(r.stepper(now, 2, now != saved, selected)).Add(r.frame.Theme().Text, "days").Gap(2)
	line = line.Join(r.was(now != saved, number(saved)))
	if now == saved {
		line = line.Add(r.frame.Theme().Muted, "where the end is not known")
	}
	return []theme.Line{line.Fit(width)}
}

func (r daysSetting) step(by int) tea.Cmd {
	life := r.book().Lifecycle
	life.TrialDays += by
	return r.editLife(life)
}

func (r daysSetting) take() tea.Cmd {
	life := r.book().Lifecycle
	return r.ask("Trial length in days", life.TrialDays, func(n int) tea.Cmd {
		life := r.book().Lifecycle
		life.TrialDays = n
		return r.editLife(life)
	})
}

func (r daysSetting) keys() settingKeys { return numberKeys(r.drafting.why()) }

// numberKeys is what the keys do to a number.
func numberKeys(why clean.Text) settingKeys {
	return settingKeys{
		take: "type the number", takeShort: "type",
		left: "lower the number", right: "raise the number", less: "less", more: "more", far: true, why: why,
	}
}

// ask asks for a whole number.
func (s *settings) ask(label clean.Text, now int, set func(int) tea.Cmd) tea.Cmd {
	s.frame.Open(&prompt{frame: s.frame, label: label, field: textfield.New(strconv.Itoa(now)), take: func(text string) tea.Cmd {
		n, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil {
			s.frame.Fail(fmt.Errorf("%q is not a whole number", text))
			return nil
		}
		return set(n)
	}})
	return nil
}
