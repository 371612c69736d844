package proof

import (
	"context"
	"errors"
	"slices"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/proof"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/ui/board"
	"trialist/ui/clean"
	"trialist/ui/draft"
	"trialist/ui/host"
	"trialist/ui/job"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// Screen is the proof of the saved rulebook.
type Screen struct {
	frame host.Frame
	board *board.Board
	draft *draft.Editor

	width, height int
	scroll        scroll
	day           int      // chosen; 0 until the first report
	last          int      // day that can be chosen
	without       bool     // the signals about attributes
	leftOut       []string // names of the signals that the leak check named
	horizon       int      // days after the end of a trial within which a conversion counts; 0 for whenever it came

	job    job.Latest
	asked  question // what report was made from, or is being made
	cancel context.CancelFunc
	report *proof.Report // nil until one was made
	asOf   value.Instant // of report
	err    error

	daysJob    job.Latest
	daysAsked  question // what days was made from, or is being made
	cancelDays context.CancelFunc
	days       []proof.DayPower // nil until they were made
	daysErr    error
}

// New is the screen before it has a size.
func New(frame host.Frame, b *board.Board, d *draft.Editor) *Screen {
	return &Screen{frame: frame, board: b, draft: d, cancel: func() {}, cancelDays: func() {}}
}

// Update handles messages.
func (s *Screen) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case host.Resized:
		s.width, s.height = msg.Width, msg.Height
	case reportMade:
		s.takeReport(msg)
	case daysMade:
		s.takeDays(msg)
	case pageWritten:
		s.tellWritten(msg)
	case host.Wheeled:
		s.scroll.Move(msg.By)
	case board.Changed:
	default:
		return nil
	}
	s.measure()
	return nil
}

// takeReport shows a report. One that was given up leaves the one before it.
func (s *Screen) takeReport(msg reportMade) {
	if fresh, _ := s.job.Finish(msg.seq); !fresh {
		return
	}
	s.cancel()
	if errors.Is(msg.err, context.Canceled) {
		s.asked = question{} // so that it is made when it is asked for again
		return
	}
	s.err = msg.err
	if msg.err != nil {
		return
	}
	s.report, s.asOf, s.last = msg.report, msg.asOf, msg.last
	if s.day == 0 {
		s.day = msg.report.Day
		s.asked.day = s.day
	}
}

// takeDays shows the verdicts of all days.
func (s *Screen) takeDays(msg daysMade) {
	if fresh, _ := s.daysJob.Finish(msg.seq); !fresh {
		return
	}
	s.cancelDays()
	if errors.Is(msg.err, context.Canceled) {
		s.daysAsked = question{}
		return
	}
	s.days, s.daysErr = msg.days, msg.err
}

// measure tells the scroll position how long the page is.
func (s *Screen) measure() {
	s.scroll.length, s.scroll.visible = 0, max(s.height-headLines, 1)
	if s.emptyText() == "" {
		s.scroll.length = len(s.page(s.frame.Theme(), s.width))
	}
	s.scroll.Move(0)
}

// Bindings are the actions there are now.
func (s *Screen) Bindings() []host.Binding {
	first, last := clean.Text(""), clean.Text("")
	switch {
	case s.day == 0:
		first = "no trial was replayed yet"
		last = first
	case s.day <= proof.MinDay:
		first = "it is the first day"
	case s.day >= s.last:
		last = "the usual trial ends after " + words.Count(s.last, "day", "days")
	}
	attributes := clean.Text("leave out the signals about attributes")
	if s.without {
		attributes = "take the signals about attributes in again"
	}
	return append([]host.Binding{
		{Action: "proof.day-earlier", Keys: []string{"left", "h"}, Desc: "score trials a day earlier", Keywords: "time", Hint: "day earlier", DisabledReason: first, Run: func() tea.Cmd {
			s.day--
			s.measure()
			return nil
		}},
		{Action: "proof.day-later", Keys: []string{"right", "l"}, Desc: "score trials a day later", Hint: "day later", DisabledReason: last, Run: func() tea.Cmd {
			s.day++
			s.measure()
			return nil
		}},
		{Action: "proof.attributes", Keys: []string{"a"}, Desc: attributes, Hint: "attributes in or out", Run: func() tea.Cmd {
			s.without = !s.without
			s.measure()
			return nil
		}},
		s.leaksBinding(),
		{Action: "proof.horizon", Keys: []string{"w"}, Desc: "count conversions " + horizonText(nextHorizon(s.horizon)), Keywords: "window time", Hint: "until when", Run: func() tea.Cmd {
			s.horizon = nextHorizon(s.horizon)
			s.measure()
			return nil
		}},
		{Action: "proof.suggest", Keys: []string{"W"}, Desc: "ask which weights would tell better who converts", Keywords: "suggestion best weights tune fit", Hint: "suggest weights", DisabledReason: s.draft.DisabledReason(), Run: func() tea.Cmd {
			return s.draft.SuggestWeights(rulebook.Adoption, proof.Options{Day: s.day, Horizon: s.horizon}, s.question(s.day).card)
		}},
		s.exportBinding(),
	}, host.MoveBindings(&s.scroll)...)
}

// leaksBinding leaves out the signals that the leak check names, or takes them in again.
func (s *Screen) leaksBinding() host.Binding {
	b := host.Binding{Action: "proof.leaks", Keys: []string{"x"}, Desc: "leave out the signals that may be known only after the fact", Keywords: "known after the fact", Run: func() tea.Cmd {
		for _, l := range s.report.Leaks {
			s.leftOut = append(s.leftOut, l.Signal.Name)
		}
		s.measure()
		return nil
	}}
	switch {
	case len(s.leftOut) > 0:
		b.Desc, b.Run = "take the signals in again that may be known only after the fact", func() tea.Cmd {
			s.leftOut = nil
			s.measure()
			return nil
		}
	case s.report == nil || len(s.report.Leaks) == 0:
		b.DisabledReason = "no signal looks as if it was known only after the fact"
	}
	return b
}

// horizons are the horizons that can be chosen, in days after the end of a trial.
var horizons = []int{0, 7, 14, 30, 60, 90}

// nextHorizon is the horizon after one.
func nextHorizon(days int) int {
	return horizons[(slices.Index(horizons, days)+1)%len(horizons)]
}

// horizonText says when a conversion counts.
func horizonText(days int) clean.Text {
	if days == 0 {
		return "whenever they came"
	}
	return "until " + words.Count(days, "day", "days") + " after the end"
}

// scroll is the position of a page that is longer than the screen.
type scroll struct{ length, visible, from int }

// Move scrolls by lines.
func (s *scroll) Move(by int) { s.Select(s.from + by) }

// Select scrolls to a line, or the nearest there is.
func (s *scroll) Select(line int) { s.from = max(min(line, s.length-s.visible), 0) }

// Page scrolls by screens, less a line that stays.
func (s *scroll) Page(by int) { s.Move(by * max(s.visible-1, 1)) }

// Len is how many lines there are.
func (s *scroll) Len() int { return s.length }

// more is how many lines are below, drawn for the head.
func (s *scroll) more(styles theme.Theme) theme.Line {
	below := s.length - s.from - s.visible
	switch {
	case below > 0:
		return styles.Muted.Line(styles.Glyphs.Down + " " + words.Count(below, "more line", "more lines"))
	case s.from > 0:
		return styles.Muted.Line("the end")
	}
	return nil
}
