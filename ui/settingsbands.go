package ui

import (
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rulebook"
	"trialist/ui/chart"
	"trialist/ui/clean"
	"trialist/ui/theme"
)

// bandGroup is the cuts between the bands of a side, the highest first, with
// the trials in each band.
func bandGroup(s *settings, side rulebook.Side) settingGroup {
	g := settingGroup{
		title: sentence(clean.Of(side.String())) + " bands",
		facts: func() theme.Line { return s.frame.Theme().Muted.Say("trials") },
		foot:  func(width int) []theme.Line { return []theme.Line{s.lowest(side, width)} },
	}
	for cut := rulebook.NumBands - 2; cut >= 0; cut-- {
		g.settings = append(g.settings, cutSetting{s, side, cut})
	}
	return g
}

// cutSetting is the lowest score of a band.
type cutSetting struct {
	*settings
	side rulebook.Side
	cut  int // index into the cuts
}

func (r cutSetting) draw(width int, selected bool) []theme.Line {
	now, saved := r.book().Card.Cuts(r.side)[r.cut], r.saved().Card.Cuts(r.side)[r.cut]
	band := rulebook.Band(r.cut + 1)
	left := r.label(clean.Of(band.Name(r.side)), selected).Pad(settingLabel).
		Add(r.frame.Theme().Muted, "from ").Join(r.stepper(now, 3, now != saved, selected)).Gap(1).
		Join(r.was(now != saved, clean.Text(strconv.Itoa(saved))).Pad(7))
	return []theme.Line{r.bandLine(left, band, r.side, width)}
}

// lowest is the line of the band below all cuts.
func (s *settings) lowest(side rulebook.Side, width int) theme.Line {
	look := s.frame.Theme()
	now, saved := s.book().Card.Cuts(side)[0], s.saved().Card.Cuts(side)[0]
	left := look.Text.Say(clean.Of(rulebook.Band(0).Name(side))).Pad(settingLabel-1).
		Add(look.Muted, "below").Gap(3).Add(s.ink(now != saved, false), clean.Text(strconv.Itoa(now)).PadLeft(3)).Gap(10)
	return s.bandLine(left, 0, side, width)
}

// bandLine ends a line about a band with its share of the trials and their
// number.
func (s *settings) bandLine(left theme.Line, band rulebook.Band, side rulebook.Side, width int) theme.Line {
	look, c := s.frame.Theme(), &s.counts
	n := c.draft.Bands[side][band]
	right := s.tally(n, c.saved.Bands[side][band])
	if room := min(width-left.Width()-settingCount-12, 20); c.known && room >= 4 {
		ink := look.Bar
		if c.stale() {
			ink = look.Faint
		}
		left = left.Join(chart.Stroke(look, ink, n*chart.Whole/max(slices.Max(c.draft.Bands[side][:]), 1), room))
	}
	return theme.Ends(left, right, width)
}

func (r cutSetting) step(by int) tea.Cmd {
	return r.set(r.book().Card.Cuts(r.side)[r.cut] + by)
}

func (r cutSetting) set(percent int) tea.Cmd {
	card := r.book().Card
	if r.side == rulebook.Fit {
		card.FitCuts[r.cut] = percent
	} else {
		card.AdoptionCuts[r.cut] = percent
	}
	return r.editCard(card)
}

func (r cutSetting) take() tea.Cmd {
	label := clean.Of(rulebook.Band(r.cut+1).Name(r.side)) + " " + sideWord(r.side) + " from which score"
	return r.ask(label, r.book().Card.Cuts(r.side)[r.cut], r.set)
}

func (r cutSetting) keys() settingKeys { return numberKeys(r.drafting.why()) }
