package trial

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/journey"
	"trialist/scoring/rulebook"
	"trialist/scoring/timeline"
	"trialist/scoring/value"
	"trialist/store/facts"
	storejourney "trialist/store/journey"
	"trialist/store/outbox"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/layout"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// journeyState is where a trial is in its journey, the messages that it got and is due, and
// the open tasks about it.
type journeyState struct {
	slot     uint32
	running  bool
	steps    []rulebook.Signal
	timed    []bool // of each step, whether it is known when it was reached
	position journey.Position
	asOf     value.Instant
	due      *storejourney.Message   // nil for nothing
	log      []storejourney.LogEntry // the newest first
	tasks    []outbox.Entry
	err      error
}

// journeyRead is the answer to readJourney.
type journeyRead struct {
	seq int
	journeyState
}

// maxLog is how many messages of a trial are listed, the newest first.
const maxLog = 10

// placeQuestion is what a place was worked out from. As-of counts to the hour.
type placeQuestion struct {
	slot                            uint32
	revision, version, replacements int64
	hour                            value.Instant
	changes                         int
}

// requestJourney reads where the trial is, unless that is there or on its way. What is on
// screen stays until the answer comes.
func (t *Screen) requestJourney() tea.Cmd {
	b := t.board
	if !t.opened || !b.Ready() || t.journeyJob.Running {
		return nil
	}
	wanted := placeQuestion{t.slot, b.Revision, b.Version, b.Replacements, b.AsOf / value.Hour, t.placeChanges}
	if t.placeAt == wanted {
		return nil
	}
	t.placeAt = wanted
	t.journeyJob.Start()
	return readJourney(b.Context(), t.journeyJob.Seq, b.Cache(), b.AsOf, b.TouchesAt(), t.slot)
}

// readJourney is the command of requestJourney. Messages and tasks are those until an
// instant.
func readJourney(ctx context.Context, seq int, cache *facts.Cache, asOf, until value.Instant, slot uint32) tea.Cmd {
	return func() tea.Msg {
		m := journeyRead{seq, journeyState{slot: slot, asOf: asOf}}
		list, err := storejourney.FindAmong(ctx, cache, asOf, []int{int(slot)})
		if err == nil {
			m.steps = list.Planner.Milestones()
			for i := range m.steps {
				m.timed = append(m.timed, list.Planner.Timed(i))
			}
			m.position, m.running = list.Position(int(slot))
			err = list.Each(ctx, cache.Store(), list.Due, func(one storejourney.Message) error {
				m.due = &one
				return nil
			})
		}
		if err == nil {
			m.log, err = storejourney.Log(ctx, cache.Store(), storejourney.Query{Account: int64(slot) + 1, Limit: maxLog})
		}
		if err == nil {
			m.tasks, err = outbox.List(ctx, cache.Store(), outbox.Query{
				Account: int64(slot) + 1, Kinds: []outbox.Kind{outbox.Task}, States: []outbox.State{outbox.Due},
			})
		}
		m.log = slices.DeleteFunc(m.log, func(told storejourney.LogEntry) bool { return told.At > until })
		m.tasks = slices.DeleteFunc(m.tasks, func(task outbox.Entry) bool { return task.At > until })
		m.err = err
		return m
	}
}

// handleJourney shows what was read, unless it is out of date.
func (t *Screen) handleJourney(m journeyRead) {
	if fresh, _ := t.journeyJob.Finish(m.seq); fresh {
		t.journey = m.journeyState
		t.scrollTo(t.scroll)
	}
}

// journeyKnown reports whether the journey of the trial on screen was read.
func (t *Screen) journeyKnown() bool {
	return t.opened && t.journey.slot == t.slot && t.journey.asOf != 0
}

// journeySection is the milestones with the day on which each was reached, what is next
// and since when, and what the trial was told.
func (t *Screen) journeySection(styles theme.Theme, width int) section {
	p := t.journey
	if !t.journeyKnown() || p.err != nil || len(p.steps) == 0 || !p.running {
		return section{}
	}
	reached := 0
	for i := range p.steps {
		if p.position.Reached>>i&1 != 0 {
			reached++
		}
	}
	title := styles.Strong.Line("Journey").Space(2).Add(styles.Muted, words.Number(reached)+" of "+words.Number(len(p.steps)))
	if since, ok := t.stuckSince(); ok && p.position.Next >= 0 {
		title = title.Add(styles.Muted, ", stuck for "+words.Since(since, p.asOf)+" before "+clean.Of(p.steps[p.position.Next].Name))
	}
	s := section{title: title.Fit(width)}
	if line, ok := t.dayLine(styles, width); ok {
		s.lines = append(s.lines, line)
	}
	phase := clean.Text("")
	for i, m := range p.steps {
		word := clean.Of(m.Phase.String())
		shown := word
		if word == phase {
			shown = ""
		}
		phase = word
		s.lines = append(s.lines, t.stepLine(styles, i, m, shown, width))
	}
	if p.due != nil {
		s.lines = append(s.lines, t.dueLine(styles, p.due.Due, width))
	}
	for _, told := range p.log {
		s.lines = append(s.lines, styles.Muted.Line("Told   ").Space(2).Add(styles.Text, t.options.Messages.EntryWords(told)).Space(2).
			Add(styles.Muted, t.options.Messages.StateWords(told)).Fit(width))
	}
	return s
}

// dueLine is the message that the trial is due, what it does, and the key that reads it.
func (t *Screen) dueLine(styles theme.Theme, d journey.Due, width int) theme.Line {
	line := styles.Accent.Line("Due now").Space(2).Add(styles.Text, t.options.Messages.MessageWords(d))
	reads := styles.Muted.Line(t.frame.KeyOf("trial.message") + " reads it")
	explained := theme.Line{}.Join(line).Add(styles.Muted, ", which "+words.MessageMeaning(d.Kind)).Space(2).Join(reads)
	return layout.FirstFitting(width, explained, theme.Line{}.Join(line).Space(2).Join(reads), line)
}

// stuckSince is when the trial reached the step before the next one, or began; false
// where that is not known.
func (t *Screen) stuckSince() (value.Instant, bool) {
	at := t.assessed.Start
	if next := t.journey.position.Next; next > 0 {
		at = t.journey.position.At[next-1]
	}
	return at, at.Known() && at != timeline.Always
}

// stepLine is a milestone: whether it is reached, on which day of the trial, in which
// phase it is, and which is next.
func (t *Screen) stepLine(styles theme.Theme, i int, m rulebook.Signal, phase clean.Text, width int) theme.Line {
	p := t.journey
	mark, when, ink := styles.Muted.Line(styles.Glyphs.Ring), clean.Text(""), styles.Muted
	switch at := p.position.At[i]; {
	case p.position.Reached>>i&1 != 0:
		mark, ink, when = styles.Good.Line(styles.Glyphs.Check), styles.Text, t.reachedWords(p.timed[i], at)
	case i == p.position.Next:
		mark, ink, when = styles.Accent.Line(styles.Glyphs.Chevrons[1]), styles.Strong, "next"
	}
	line := mark.Space(1).Add(ink, clean.Of(m.Name))
	right := styles.Muted.Line(phase).Pad(12).Add(styles.Text, when.PadLeft(dayWidth))
	return theme.Justify(line.Fit(width-right.Width()-1), right, width)
}

// dayWidth is that of the day on which a milestone was reached, in cells.
const dayWidth = 18

// reachedWords are when a milestone was reached.
func (t *Screen) reachedWords(timed bool, at value.Instant) clean.Text {
	start := t.assessed.Start
	switch {
	case at == value.Never:
		return "earlier"
	case !at.Known() || at == timeline.Always || !timed:
		return "nobody knows when"
	case start.Known():
		return "day " + words.Number(t.dayOf(at)) + ", " + words.RelativeDay(at, t.board.AsOf, t.board.Zone())
	}
	return words.RelativeDay(at, t.board.AsOf, t.board.Zone())
}

// dayOf is the day of the trial of an instant, from 1.
func (t *Screen) dayOf(at value.Instant) int {
	return int((at-t.assessed.Start)/value.Day) + 1
}

// dayLine is a cell for each day of the trial so far: the number of the milestone that
// was reached on it, a plus for several, a dot for none. There is none where the start is
// not known, or there are more days than room.
func (t *Screen) dayLine(styles theme.Theme, width int) (theme.Line, bool) {
	start := t.assessed.Start
	if !start.Known() || start > t.journey.asOf {
		return nil, false
	}
	days := t.dayOf(t.journey.asOf)
	const lead = 6
	if lead+2*days > width {
		return nil, false
	}
	cells := slices.Repeat([]clean.Text{styles.Glyphs.Shades[0]}, days)
	for i, at := range t.journey.position.At {
		if !at.Known() || at == timeline.Always || at < start || !t.journey.timed[i] {
			continue
		}
		cell := &cells[min(t.dayOf(at), days)-1]
		if *cell != styles.Glyphs.Shades[0] || i >= 9 {
			*cell = "+"
		} else {
			*cell = words.Number(i + 1)
		}
	}
	line := styles.Muted.Line(clean.Text("Days").Pad(lead))
	for _, cell := range cells {
		ink := styles.Accent
		if cell == styles.Glyphs.Shades[0] {
			ink = styles.Muted
		}
		line = line.Add(ink, cell).Space(1)
	}
	return line, true
}

// tasksSection is the open tasks about the account.
func (t *Screen) tasksSection(styles theme.Theme, width int) section {
	if !t.journeyKnown() || len(t.journey.tasks) == 0 {
		return section{}
	}
	s := section{title: styles.Strong.Line("Tasks").Space(2).Add(styles.Muted, t.frame.KeyOf("trial.task")+" marks one done").Fit(width)}
	for _, task := range t.journey.tasks {
		line := styles.Muted.Line(styles.Glyphs.Ring).Space(1).Add(styles.Text, clean.Of(task.Subject))
		since := styles.Muted.Line(words.RelativeDay(task.At, t.board.AsOf, t.board.Zone()))
		s.lines = append(s.lines, theme.Justify(line.Fit(width-since.Width()-1), since, width))
	}
	return s
}

// readMessage opens the message that the trial is due.
func (t *Screen) readMessage() tea.Cmd {
	if t.journeyKnown() && t.journey.due != nil {
		t.options.Messages.Open(*t.journey.due, t.journey.asOf)
	}
	return nil
}

// taskDone is the answer to finishTask.
type taskDone struct {
	entry outbox.Entry
	err   error
}

// chooseTask marks the open task done, and asks which where there are several.
func (t *Screen) chooseTask() tea.Cmd {
	var choices []dialog.Choice
	for i, task := range t.journey.tasks {
		choices = append(choices, dialog.Choice{Key: words.Number(i + 1), Text: clean.Of(task.Subject), Run: t.finishTask(task)})
	}
	if len(choices) == 1 {
		return choices[0].Run()
	}
	t.frame.Open(dialog.NewMenu(t.frame, "Which task is done?", choices))
	return nil
}

// finishTask marks a task done.
func (t *Screen) finishTask(task outbox.Entry) func() tea.Cmd {
	return func() tea.Cmd {
		ctx, w, who, at := t.board.Context(), t.board.Store(), t.options.Who, t.board.TouchTime()
		return func() tea.Msg {
			e, err := outbox.Mark(ctx, w, task.ID, outbox.Done, who, at)
			return taskDone{e, err}
		}
	}
}

func (t *Screen) handleTaskDone(m taskDone) {
	t.placeChanges++
	if m.err != nil {
		t.frame.Fail(m.err)
		return
	}
	t.frame.Tell("Done: " + clean.Of(m.entry.Subject))
}
