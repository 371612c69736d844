package workflows

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/facts"
	"trialist/store/outbox"
	"trialist/store/workflows"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/host"
	"trialist/ui/words"
)

// ran is the answer to run.
type ran struct {
	seq    int
	report workflows.Report
	err    error
}

// run is the command that runs the workflows.
func (s *Screen) run() tea.Cmd {
	if s.runJob.Running {
		return nil
	}
	s.runJob.Start()
	return runNow(s.board.Context(), s.runJob.Seq, s.board.Cache(), workflows.Options{AsOf: s.board.AsOf})
}

func runNow(ctx context.Context, seq int, cache *facts.Cache, o workflows.Options) tea.Cmd {
	return func() tea.Msg {
		report, err := workflows.Run(ctx, cache, o)
		return ran{seq, report, err}
	}
}

func (s *Screen) handleRan(m ran) {
	if fresh, _ := s.runJob.Finish(m.seq); !fresh {
		return
	}
	s.changes++
	if m.err != nil {
		s.frame.Fail(m.err)
		return
	}
	text := words.Number(len(m.report.Fired)) + " fired, " + words.Number(len(m.report.Outcomes)-m.report.Failed()) + " delivered, " +
		words.Number(m.report.Failed()) + " failed"
	if len(m.report.RanLater) > 0 {
		text += "; some ran as of a later time already"
	}
	s.frame.Tell(text)
}

// dryDays is how many days a dry run replays.
const dryDays = 30

// dryRan is the answer to dryRun.
type dryRan struct {
	seq      int
	workflow rulebook.Workflow
	fired    []workflows.Firing
	err      error
}

// dryRun replays the selected workflow of the draft.
func (s *Screen) dryRun() tea.Cmd {
	one, ok := s.selected()
	if !ok || s.dryJob.Running {
		return nil
	}
	s.dryJob.Start()
	return replay(s.board.Context(), s.dryJob.Seq, s.board.Cache(), s.draft.Book(), one, s.board.AsOf)
}

func replay(ctx context.Context, seq int, cache *facts.Cache, book rulebook.Rulebook, one rulebook.Workflow, asOf value.Instant) tea.Cmd {
	return func() tea.Msg {
		fired, err := workflows.DryRun(ctx, cache, book, []rulebook.Workflow{one}, asOf, dryDays)
		return dryRan{seq, one, fired, err}
	}
}

func (s *Screen) handleDryRan(m dryRan) {
	if fresh, _ := s.dryJob.Finish(m.seq); !fresh {
		return
	}
	if m.err != nil {
		s.frame.Fail(m.err)
		return
	}
	sections := []dialog.Section{{
		Heading: "In the last 30 days, run once a day, by the data and signals of now",
		Lines:   []clean.Text{"It would have fired " + words.Count(len(m.fired), "time", "times") + ". Nothing was done."},
	}}
	for i := len(m.fired) - 1; i >= 0; i-- { // the newest first
		f := m.fired[i]
		day := words.RelativeDay(f.AsOf, s.board.AsOf, s.board.Zone())
		if last := &sections[len(sections)-1]; len(sections) > 1 && last.Heading == day {
			last.Lines = append(last.Lines, whose(f))
			continue
		}
		sections = append(sections, dialog.Section{Heading: day, Lines: []clean.Text{whose(f)}})
	}
	s.frame.Open(&dialog.Decision{Frame: s.frame, Title: "Dry run of " + clean.Of(m.workflow.Name), Sections: sections, EscLabel: "close this"})
}

// whose is the account that fired.
func whose(f workflows.Firing) clean.Text {
	if f.AccountName == "" {
		return clean.Of(f.Account)
	}
	return clean.Of(f.AccountName)
}

// showLog opens when the selected workflow fired and what became of it.
func (s *Screen) showLog() tea.Cmd {
	one, ok := s.selected()
	if !ok {
		return nil
	}
	tally := s.did.tallies[one.ID]
	sections := []dialog.Section{{Heading: "So far", Lines: []clean.Text{talliedWords(tally)}}}
	for _, l := range s.log(one.ID) {
		sections = append(sections, dialog.Section{
			Heading: words.RelativeDay(l.At, s.board.AsOf, s.board.Zone()) + " " + clean.Of(s.board.Zone().Local(l.At).Time().Format("15:04")) + "  " + whose(l.Firing),
			Lines:   entryLines(l.Entries),
		})
	}
	if err := s.did.err; err != nil {
		sections = []dialog.Section{{Heading: "The log cannot be read", Lines: []clean.Text{clean.Of(err.Error())}}}
	}
	log := &dialog.Decision{Frame: s.frame, Title: clean.Of(one.Name), Sections: sections, EscLabel: "close this"}
	if tally.Failed+tally.Due > 0 && !s.readOnly {
		log.Choices = []host.Binding{{
			Keys: []string{"R"}, Desc: "have failed deliveries tried again by the next run", Hint: "have failed deliveries tried again", Run: s.retry,
		}}
	}
	s.frame.Open(log)
	return nil
}

// talliedWords is how often a workflow fired, and what is left to do.
func talliedWords(t workflows.Totals) clean.Text {
	text := "Fired " + words.Count(t.Fired, "time", "times")
	if t.Due > 0 {
		text += ", " + words.Count(t.Due, "delivery is", "deliveries are") + " due"
	}
	if t.Failed > 0 {
		text += ", " + words.Count(t.Failed, "delivery was", "deliveries were") + " given up"
	}
	return text
}

// entryLines say what became of the actions.
func entryLines(entries []outbox.Entry) []clean.Text {
	var lines []clean.Text
	for _, e := range entries {
		text := clean.Text(clean.Of(string(e.Kind)) + " " + clean.Of(string(e.State)))
		if e.Subject != "" {
			text += ": " + clean.Of(e.Subject)
		}
		if e.Error != "" {
			text += " after " + words.Count(e.Attempts, "attempt", "attempts") + ": " + clean.Of(e.Error)
		}
		lines = append(lines, text)
	}
	if len(lines) == 0 {
		lines = []clean.Text{"the owner was set"}
	}
	return lines
}

// retried is the answer to retry.
type retried struct {
	n   int
	err error
}

// retry has failed deliveries tried again by the next run.
func (s *Screen) retry() tea.Cmd {
	ctx, w, now := s.board.Context(), s.board.Store(), value.FromTime(s.board.Now())
	return func() tea.Msg {
		n, err := outbox.Retry(ctx, w, now)
		return retried{n, err}
	}
}

func (s *Screen) handleRetried(m retried) {
	s.changes++
	if m.err != nil {
		s.frame.Fail(m.err)
		return
	}
	s.frame.Tell(words.Count(m.n, "delivery", "deliveries") + " to be tried again; " + s.frame.KeyOf("workflows.run") + " runs")
}

// tasksRead is the answer to showTasks.
type tasksRead struct {
	tasks []outbox.Entry
	err   error
}

// showTasks reads the open tasks.
func (s *Screen) showTasks() tea.Cmd {
	ctx, w := s.board.Context(), s.board.Store()
	return func() tea.Msg {
		tasks, err := outbox.List(ctx, w, outbox.Query{Kinds: []outbox.Kind{outbox.Task}, States: []outbox.State{outbox.Due}})
		return tasksRead{tasks, err}
	}
}

// handleTasks opens the open tasks. The one that is chosen is done.
func (s *Screen) handleTasks(m tasksRead) {
	if m.err != nil {
		s.frame.Fail(m.err)
		return
	}
	if len(m.tasks) == 0 {
		s.frame.Tell("No task is open")
		return
	}
	readOnly := clean.Text("")
	if s.readOnly {
		readOnly = "the workspace is open for reading only"
	}
	var choices []dialog.Choice
	for _, task := range m.tasks {
		name := clean.Of(task.Name)
		if name == "" {
			name = clean.Of(task.Account)
		}
		choices = append(choices, dialog.Choice{
			Key: words.RelativeDay(task.At, value.FromTime(s.board.Now()), s.board.Zone()), Text: name + ": " + clean.Of(task.Subject), Keywords: clean.Of(task.Account),
			DisabledReason: readOnly, Run: func() tea.Cmd { return markDone(s.board.Context(), s.board.Store(), task.ID, s.who, s.board.Now()) },
		})
	}
	menu := dialog.NewMenu(s.frame, "Open tasks: enter marks one done", choices)
	menu.Searchable, menu.KeysLast = true, true
	s.frame.Open(menu)
}

// marked is the answer to markDone.
type marked struct {
	entry outbox.Entry
	err   error
}

func markDone(ctx context.Context, s *store.Store, id int64, by string, at time.Time) tea.Cmd {
	return func() tea.Msg {
		e, err := outbox.Mark(ctx, s, id, outbox.Done, by, value.FromTime(at))
		return marked{e, err}
	}
}

func (s *Screen) handleMarked(m marked) {
	s.changes++
	if m.err != nil {
		s.frame.Fail(m.err)
		return
	}
	s.frame.Tell("Done: " + clean.Of(m.entry.Subject))
}
