package ui

import (
	"fmt"
	"testing"

	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store/outbox"
	"trialist/store/rulebooks"
	"trialist/store/workflows"
)

// inWorkflows opens the workflows over the sample trials.
func inWorkflows(t *testing.T, change ...func(*Options)) *session {
	t.Helper()
	s := start(t, sampleTrials(t), change...)
	s.press("6", "w")
	return s
}

// written adds a workflow that fires for who becomes qualified, and saves it.
func written(t *testing.T, change ...func(*Options)) *session {
	t.Helper()
	s := inWorkflows(t, change...)
	s.press("a", "Call hot trials", "down", "down", "down", "down", `task "Call {{account.name}}"`, "down", "owner ana", "enter")
	s.press("ctrl+s")
	return s
}

func TestWorkflowsGoldens(t *testing.T) {
	t.Parallel()
	s := written(t)
	for _, size := range [][2]int{{140, 40}, {80, 24}, {60, 16}} {
		s.size(size[0], size[1])
		s.golden(fmt.Sprintf("workflows-%dx%d", size[0], size[1]))
		s.press("e", "down")
		s.golden(fmt.Sprintf("workflows-form-%dx%d", size[0], size[1]))
		s.press("esc", "t")
		s.golden(fmt.Sprintf("workflows-enable-%dx%d", size[0], size[1]))
		s.press("esc")
	}
}

func TestWriteAWorkflow(t *testing.T) {
	t.Parallel()
	s := inWorkflows(t)
	for _, size := range [][2]int{{60, 16}, {80, 24}, {140, 40}} {
		s.size(size[0], size[1])
		s.sees("No workflow yet", "until it is enabled")
	}
	s.press("a", "Hot", "down", "enters hot") // which replaces what is there at first
	s.sees(`enters segment "Hot but uncontacted"`)
	s.press("tab", "down", "down", "space")
	s.sees("every time")
	s.press("down", "webhook ftp://x")
	s.sees("An address begins with https:// or http://")
	s.press("ctrl+s")
	s.sees("New workflow") // it stays open
	s.press("ctrl+u", "task Call", "ctrl+s")
	s.misses("New workflow")
	_, draft := s.books()
	w, ok := draft.Workflows.ByName("hot")
	if !ok || w.Enabled || w.Once || w.Trigger.String() != `enters segment "Hot but uncontacted"` || w.If.String() != "status is trial" ||
		len(w.Actions) != 1 || w.Actions[0].String() != "task Call" {
		t.Fatalf("the draft has %+v", w)
	}
	s.press("t")
	s.sees("Enable Hot?", "a task for the owner: Call", "What is so already does not count")
	s.press("t") // the same key does not answer
	s.sees("Enable Hot?")
	s.press("x")
	s.sees("on ")
	s.press("t")
	s.sees("off")
	s.press("d", "x", "esc")
	s.sees("Qualified") // nothing is left to discard: back at the segments
}

// TestRunAndLog has a trial become qualified while the dashboard is open.
func TestRunAndLog(t *testing.T) {
	t.Parallel()
	s := written(t)
	s.press("t", "x", "ctrl+s", "r", "x")
	s.sees("0 fired, 0 delivered, 0 failed")
	ctx, b := t.Context(), s.app.board
	book, version, err := rulebooks.Current(ctx, b.Store())
	if err != nil {
		t.Fatal(err)
	}
	// More cells of the matrix qualify, so that more trials do.
	qualified := b.Ranking().QualifiedSlots().Count()
	for fit := range book.Card.Qualified {
		for adoption := range book.Card.Qualified[fit] {
			book.Card.Qualified[fit][adoption] = true
		}
	}
	if _, err := rulebooks.Save(ctx, b.Store(), book, version, rulebooks.Commit{}); err != nil {
		t.Fatal(err)
	}
	s.press("r", "x")
	s.misses("0 fired")
	log, err := workflows.Log(ctx, b.Store(), workflows.Query{})
	if err != nil || len(log) == 0 || len(log) > 20-qualified {
		t.Fatalf("%d fired, %v", len(log), err)
	}
	s.sees(fmt.Sprintf("%d fired, 0 delivered", len(log)))
	s.press("enter")
	s.sees("Fired "+fmt.Sprint(len(log))+" times", "task due: Call")
	s.press("esc", "o")
	s.sees("Open tasks", log[0].AccountName+": Call "+log[0].AccountName)
	s.press(log[0].AccountName, "enter")
	s.sees("Done: Call " + log[0].AccountName)
	done, err := outbox.List(ctx, b.Store(), outbox.Query{States: []outbox.State{outbox.Done}})
	if err != nil || len(done) != 1 || done[0].Account != log[0].Account {
		t.Errorf("done are %+v, %v", done, err)
	}
	s.press("1")
	s.run(s.app.openTrial(log[0].Slot))
	s.size(200, 50)
	s.sees("Call "+log[0].AccountName+" (task done)", "workflow Call ho", "given to ana")
}

func TestDryRunOnScreen(t *testing.T) {
	t.Parallel()
	s := written(t)
	book := s.app.board.Book
	one, _ := book.Workflows.ByName("Call hot trials")
	fired, err := workflows.DryRun(t.Context(), s.app.board.Cache(), book, []rulebook.Workflow{one}, s.app.board.AsOf, 30)
	if err != nil || len(fired) == 0 {
		t.Fatal(fired, err)
	}
	s.size(140, 60)
	s.press("p")
	s.sees("Dry run of Call hot trials", fmt.Sprintf("It would have fired %d times. Nothing was done.", len(fired)), fired[len(fired)-1].AccountName)
	if log, err := workflows.Log(t.Context(), s.app.board.Store(), workflows.Query{}); err != nil || len(log) > 0 {
		t.Errorf("logged %v, %v", log, err)
	}
}

// TestWorkflowsStartWhenTheDraftIsSaved enables one, and runs it much later.
func TestWorkflowsStartWhenTheDraftIsSaved(t *testing.T) {
	t.Parallel()
	s := written(t)
	s.press("t", "x", "ctrl+s")
	b := s.app.board
	report, err := workflows.Run(t.Context(), b.Cache(), workflows.Options{AsOf: b.AsOf + 30*value.Day})
	if err != nil || len(report.Started) > 0 {
		t.Errorf("started %v, %v", report.Started, err)
	}
}

func TestReadOnlyRunsNothing(t *testing.T) {
	t.Parallel()
	s := inWorkflows(t, func(o *Options) { o.ReadOnly = true })
	s.press("r")
	s.sees("Cannot run the workflows now: the workspace is open for reading only")
	s.press("w", "w", "esc")
	s.sees("Qualified") // back at the segments
}

// TestADraftDoesNotRun asks to run a workflow that is enabled in the draft only.
func TestADraftDoesNotRun(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press(":", "workflows", "enter")
	s.sees("▌Workflows")
	s.press("a", "Call", "down", "ctrl+u", "becomes qualified", "down", "down", "down", `task "Call"`, "ctrl+s", "t", "x")
	s.sees("disable", "ctrl+s save")
	s.press("r")
	s.sees("Nothing runs yet: the workflow is enabled in the draft only", "ctrl+s saves the draft")
}

// TestScreensWithinTabsAreFoundByName goes to them from another tab.
func TestScreensWithinTabsAreFoundByName(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]string{"go to messages": "▌Messages", "go to plan": "▌Plan", "go to workflows": "▌Workflows"} {
		s := start(t, sampleTrials(t))
		s.press("8", ":", words, "enter")
		s.sees(want)
	}
}

// The title of the list says where it goes on.
func TestWorkflowsSayThatThereAreMore(t *testing.T) {
	t.Parallel()
	s := inWorkflows(t)
	s.size(60, 16)
	for i := range 7 {
		s.press("a", fmt.Sprint("Call ", i), "down", "down", "down", "down", `task "Call"`, "enter")
		if i == 0 {
			s.misses("more")
		}
	}
	s.press("g")
	s.sees("Workflow  more ▼", "Call 0")
	s.press("G")
	s.sees("Workflow  more ▲", "Call 6")
	s.misses("▼")
}
