package journey

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/journey"
	"trialist/scoring/stats"
	"trialist/ui/chart"
	"trialist/ui/clean"
	"trialist/ui/host"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// steps are the milestones and then the phases, of which the blockers are known.
func (s *Screen) steps() []journey.Blocker {
	return append(append([]journey.Blocker(nil), s.blockers.Milestones...), s.blockers.Phases...)
}

// stepName is what the stuck have not reached.
func stepName(b journey.Blocker) clean.Text {
	if b.Signal.Name == "" {
		return "the end of " + clean.Of(b.Phase.String())
	}
	return clean.Of(b.Signal.Name)
}

// blockerBindings are the actions of the blockers.
func (s *Screen) blockerBindings() []host.Binding {
	last := len(s.steps()) - 1
	step := func(by int) func() tea.Cmd {
		return func() tea.Cmd { s.showStep(s.step + by); return nil }
	}
	next, before := clean.Text(""), clean.Text("")
	if s.step >= last {
		next = "this is the last step"
	}
	if s.step <= 0 {
		before = "this is the first step"
	}
	scroll := func(by int) func() tea.Cmd {
		return func() tea.Cmd { s.scrollTo(s.scroll + by); return nil }
	}
	page := max(s.height-listTop, 1)
	return []host.Binding{
		{Action: "journey.next-step", Keys: []string{"right", "l", "]"}, Desc: "show the next milestone, and then the phases", Hint: "next", DisabledReason: next, Run: step(1)},
		{Action: "journey.previous-step", Keys: []string{"left", "h", "["}, Desc: "show the step before", Hint: "before", DisabledReason: before, Run: step(-1)},
		{Action: "moving.down", Keys: []string{"down", "j"}, Desc: "go down a line", Group: host.GroupMoving, Run: scroll(1)},
		{Action: "moving.up", Keys: []string{"up", "k"}, Desc: "go up a line", Group: host.GroupMoving, Run: scroll(-1)},
		{Action: "moving.page-down", Keys: []string{"pgdown", "ctrl+f", "space"}, Desc: "go down a page", Group: host.GroupMoving, Run: scroll(page)},
		{Action: "moving.page-up", Keys: []string{"pgup", "ctrl+b"}, Desc: "go up a page", Group: host.GroupMoving, Run: scroll(-page)},
		{Action: "moving.top", Keys: []string{"home", "g"}, Desc: "go to the top", Group: host.GroupMoving, Run: scroll(-1 << 30)},
		{Action: "moving.end", Keys: []string{"end", "G"}, Desc: "go to the end", Group: host.GroupMoving, Run: scroll(1 << 30)},
	}
}

// showStep shows the blockers of a step. The cursor of the funnel goes along.
func (s *Screen) showStep(step int) {
	s.step = max(min(step, len(s.steps())-1), 0)
	s.scroll = 0
	if s.step < len(s.funnel.Stages) {
		s.list.Select(s.step)
	}
}

// scrollTo scrolls the blockers to a line.
func (s *Screen) scrollTo(line int) {
	s.scroll = max(min(line, len(s.blockerView(s.frame.Theme(), s.width-2))-(s.height-listTop+1)), 0)
}

// maxEventsBeside and maxEvents are how many events are listed of a kind: beside the
// funnel, and in the view of the blockers.
const (
	maxEventsBeside = 5
	maxEvents       = 10
	maxLast         = 6 // of what they did last
)

// blockerView is all that is known of the stuck before a step.
func (s *Screen) blockerView(styles theme.Theme, width int) []theme.Line {
	steps := s.steps()
	if s.step >= len(steps) {
		return nil
	}
	place := clean.Text("milestone ") + words.Number(s.step+1) + " of " + words.Number(len(s.blockers.Milestones))
	if s.step >= len(s.blockers.Milestones) {
		place = "phase"
	}
	room := min(width-2, maxBlockerWidth)
	lines := s.blockerLines(styles, steps[s.step], room, maxEvents)
	lines[0] = lines[0].Fit(room-place.Width()-2).Space(2).Add(styles.Muted, place)
	for i, line := range lines {
		lines[i] = line.Fit(width)
	}
	return lines
}

// maxBlockerWidth is the most cells that the lines about the stuck take.
const maxBlockerWidth = 96

// blockerLines say how long the stuck have been before a step, what they did last, and
// what is more or less frequent among them. At most so many events are listed of a kind.
func (s *Screen) blockerLines(styles theme.Theme, b journey.Blocker, width, most int) []theme.Line {
	lines := []theme.Line{styles.Strong.Line(("Stuck before " + stepName(b)).Fit(width))}
	text := func(ink theme.Style, said clean.Text) {
		for _, part := range said.Wrap(max(width, 1)) {
			lines = append(lines, ink.Line(part))
		}
	}
	if b.Stuck == 0 {
		text(styles.Muted, "No running trial is.")
		return lines
	}
	text(styles.Text, stuckWords(b, s.blockers.GoneDays))
	lines = append(lines, nil, headLine(styles, "Did last", width, "trials"))
	shown := min(most, maxLast, len(b.Last))
	for _, e := range b.Last[:shown] {
		lines = append(lines, lastLine(styles, e, b.Stuck, width))
	}
	if rest := len(b.Last) - shown; rest > 0 {
		lines = append(lines, styles.Muted.Line("and "+words.Count(rest, "other event", "other events")))
	}
	if b.Silent > 0 {
		lines = append(lines, lastLine(styles, journey.LastEvent{Event: "nothing ever", Trials: b.Silent}, b.Stuck, width))
	}
	lines = append(lines, nil)
	switch {
	case b.Passed == 0:
		text(styles.Muted, "No running trial reached the step before first and then this one, so there is nobody to compare with.")
		return lines
	case b.Compared == 0:
		text(styles.Muted, "Nobody knows since when they are stuck, so they cannot be compared with those that passed.")
		return lines
	}
	lines = append(lines, associationLines(styles, b, width, most)...)
	text(styles.Muted, words.Number(b.Compared)+" stuck and "+words.Number(b.Passed)+" that passed, each looked at for as long as one of these took. "+
		"An association, not a reason.")
	return lines
}

// stuckWords say for how long they are stuck, and how many gave up.
func stuckWords(b journey.Blocker, goneDays float64) clean.Text {
	said := words.Count(b.Stuck, "trial", "trials")
	if journey.Known(b.MedianDays) {
		said += ", half of them for more than " + daysText(b.MedianDays) + ", a tenth for more than " + daysText(b.P90Days)
	}
	return said + ". " + words.Number(b.Gone) + " gave up: not seen for more than " + clean.Of(strconv.FormatFloat(goneDays, 'f', -1, 64)) + " days."
}

func daysText(days float64) clean.Text {
	return clean.Of(strconv.FormatFloat(days, 'f', 1, 64)) + " days"
}

// headLine is the head of a table: a title, and the names of columns at the right.
func headLine(styles theme.Theme, title clean.Text, width int, columns ...clean.Text) theme.Line {
	right := theme.Line{}
	for _, c := range columns {
		right = right.Add(styles.Muted, c.PadLeft(shareWidth))
	}
	return theme.Justify(styles.Accent.Line(title), right, width)
}

// shareWidth is that of a number in the tables of events.
const shareWidth = 8

// lastLine is an event that was the last of so many of the stuck.
func lastLine(styles theme.Theme, e journey.LastEvent, of, width int) theme.Line {
	bar := max(min(width/5, 16), 4)
	name := max(width-bar-shareWidth-1, 1)
	return styles.Text.Line(clean.Of(e.Event).Fit(name-1)).Pad(name).
		Join(chart.Bar(styles, styles.Bar, 1000*e.Trials/max(of, 1), bar).Pad(bar)).Space(1).
		Add(styles.Text, words.Number(e.Trials).PadLeft(shareWidth))
}

// associationLines are the events that are surely more or less frequent among the stuck,
// and where there are none those that come nearest.
func associationLines(styles theme.Theme, b journey.Blocker, width, most int) []theme.Line {
	var more, less, near []journey.Association
	for _, a := range b.Events {
		switch {
		case a.MoreOften():
			more = append(more, a)
		case a.LessOften():
			less = append(less, a)
		default:
			near = append(near, a)
		}
	}
	var lines []theme.Line
	list := func(title clean.Text, events []journey.Association) {
		if len(events) == 0 {
			return
		}
		lines = append(lines, associationHead(styles, title, width))
		for _, a := range events[:min(len(events), most)] {
			lines = append(lines, associationLine(styles, a, width))
		}
		lines = append(lines, nil)
	}
	list("More often than those that passed", more)
	list("Less often", less)
	if len(more)+len(less) == 0 {
		list("No clear difference", near[:min(len(near), 3)])
	}
	return lines
}

// associationHead names the columns of [associationLine].
func associationHead(styles theme.Theme, title clean.Text, width int) theme.Line {
	line := headLine(styles, title, width, "stuck", "passed")
	if width < minIntervalWidth {
		return line
	}
	return theme.Justify(styles.Accent.Line(title), styles.Muted.Line("difference (95 %)").Add(styles.Muted, clean.Text("stuck").PadLeft(shareWidth)+clean.Text("passed").PadLeft(shareWidth)), width)
}

// minIntervalWidth is the width from which the interval of a difference has room.
const minIntervalWidth = 60

// associationLine is an event, how many of both did it, and the interval of the
// difference in points where there is room.
func associationLine(styles theme.Theme, a journey.Association, width int) theme.Line {
	shares := theme.Line{}.Add(styles.Strong, shareOf(a.Stuck).PadLeft(shareWidth)).Add(styles.Text, shareOf(a.Passed).PadLeft(shareWidth))
	interval := theme.Line{}
	if width >= minIntervalWidth {
		interval = styles.Muted.Line(points(a.Difference) + " (" + points(a.Low) + " to " + points(a.High) + ")")
	}
	return theme.Justify(styles.Text.Line(clean.Of(a.Event).Fit(width-shares.Width()-interval.Width()-2)), interval.Join(shares), width)
}

func shareOf(o stats.Outcome) clean.Text {
	rate, _ := o.Rate()
	return percent(rate) + " %"
}

// points is a difference of shares in points, with its sign.
func points(d float64) clean.Text { return clean.Of(strconv.FormatFloat(100*d, 'f', 0, 64)) }
