package settings

import (
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rulebook"
	"trialist/ui/chart"
	"trialist/ui/clean"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// bandGroup is the bands of a side with their cuts, the highest first, and the
// trials in each band.
func bandGroup(s *Screen, side rulebook.Side) group {
	g := group{
		title:     words.Capitalize(clean.Of(side.String())) + " bands",
		titleNote: func() theme.Line { return s.frame.Theme().Muted.Line("trials") },
		footer:    func(width int) []theme.Line { return []theme.Line{s.lowestBandLine(side, width)} },
	}
	for cut := rulebook.NumBands - 2; cut >= 0; cut-- {
		g.settings = append(g.settings, cutSetting{s, side, cut})
	}
	return g
}

// cutSetting is the lowest score of a band, in percent.
type cutSetting struct {
	*Screen
	side rulebook.Side
	cut  int // index into the cuts
}

func (r cutSetting) draw(width int, selected bool) []theme.Line {
	now, saved := r.draftBook().Card.Cuts(r.side)[r.cut], r.savedBook().Card.Cuts(r.side)[r.cut]
	band := rulebook.Band(r.cut + 1)
	left := r.nameLine(clean.Of(band.Name(r.side)), selected).Pad(labelWidth).
		Add(r.frame.Theme().Muted, "from ").Join(r.stepper(now, 3, now != saved, selected)).Space(1).
		Join(r.savedValue(now != saved, clean.Text(strconv.Itoa(saved))).Pad(7))
	return []theme.Line{r.bandLine(left, band, r.side, width)}
}

// lowestBandLine is the line of the band below all cuts.
func (s *Screen) lowestBandLine(side rulebook.Side, width int) theme.Line {
	styles := s.frame.Theme()
	now, saved := s.draftBook().Card.Cuts(side)[0], s.savedBook().Card.Cuts(side)[0]
	left := styles.Text.Line(clean.Of(rulebook.Band(0).Name(side))).Pad(labelWidth-1).
		Add(styles.Muted, "below").Space(3).Add(s.valueStyle(now != saved, false), clean.Text(strconv.Itoa(now)).PadLeft(3)).Space(10)
	return s.bandLine(left, 0, side, width)
}

// bandLine adds the trials of a band to its line, as a bar and a number.
func (s *Screen) bandLine(left theme.Line, band rulebook.Band, side rulebook.Side, width int) theme.Line {
	styles, c := s.frame.Theme(), &s.counts
	n := c.draft.Bands[side][band]
	right := s.countCell(n, c.saved.Bands[side][band])
	if room := min(width-left.Width()-countWidth-12, 20); c.known && room >= 4 {
		ink := styles.Bar
		if c.stale() {
			ink = styles.Muted
		}
		left = left.Join(chart.ThinBar(styles, ink, n*chart.FullScale/max(slices.Max(c.draft.Bands[side][:]), 1), room))
	}
	return theme.Justify(left, right, width)
}

func (r cutSetting) adjust(by int) tea.Cmd {
	return r.edit(r.with(r.draftBook().Card.Cuts(r.side)[r.cut] + by))
}

// with is the draft with the cut at so many percent.
func (r cutSetting) with(percent int) rulebook.Rulebook {
	book := r.draftBook()
	if r.side == rulebook.Fit {
		book.Card.FitCuts[r.cut] = percent
	} else {
		book.Card.AdoptionCuts[r.cut] = percent
	}
	return book
}

func (r cutSetting) activate() tea.Cmd {
	label := clean.Of(rulebook.Band(r.cut+1).Name(r.side)) + " " + words.SideWord(r.side) + " from which score"
	return r.askNumber(label, r.draftBook().Card.Cuts(r.side)[r.cut], r.with)
}

func (r cutSetting) keys() keyLabels { return numberKeys(r.draft.DisabledReason()) }
