package rulebook

import (
	"slices"
	"strings"
	"testing"
)

// workflowBook is segmentBook with two workflows, on a segment and on a milestone.
func workflowBook(t *testing.T) Rulebook {
	t.Helper()
	book := segmentBook(t)
	book = withWorkflow(t, book, "Help", "enters segment stuck", "task Call")
	return withWorkflow(t, book, "Praise", "reaches milestone imported", `message Well "Well done"`)
}

func withWorkflow(t *testing.T, book Rulebook, name, trigger, action string) Rulebook {
	t.Helper()
	when, err := ParseTrigger(trigger)
	if err != nil {
		t.Fatal(err)
	}
	do, err := ParseAction(action)
	if err != nil {
		t.Fatal(err)
	}
	if book, err = book.AddWorkflow(Workflow{Name: name, Trigger: when, Actions: []Action{do}, Enabled: true}); err != nil {
		t.Fatal(err)
	}
	return book
}

func workflowNamed(t *testing.T, book Rulebook, name string) Workflow {
	t.Helper()
	w, ok := book.Workflows.ByName(name)
	if !ok {
		t.Fatalf("there is no workflow %s", name)
	}
	return w
}

func replaced(t *testing.T, book Rulebook, w Workflow) Rulebook {
	t.Helper()
	book, err := book.ReplaceWorkflow(w)
	if err != nil {
		t.Fatal(err)
	}
	return book
}

func TestNewWorkflowsAreDisabledAndCanonical(t *testing.T) {
	t.Parallel()
	book := workflowBook(t)
	help := workflowNamed(t, book, "help")
	if help.Enabled || help.Trigger.String() != "enters segment Stuck" || help.ID != 1 {
		t.Errorf("added as %+v", help)
	}
	if err := book.Validate(); err != nil {
		t.Error(err)
	}
}

func TestWorkflowsRefuseWhatIsWrong(t *testing.T) {
	t.Parallel()
	book := workflowBook(t)
	for _, test := range []struct {
		edit func(*Workflow)
		want string
	}{
		{func(w *Workflow) { w.Name = "" }, "a workflow needs a name"},
		{func(w *Workflow) { w.Name = "praise" }, `there is already a workflow named "Praise"`},
		{func(w *Workflow) { w.Trigger.Name = "gone" }, `no segment is named "gone"`},
		{func(w *Workflow) { w.Trigger = Trigger{Kind: ReachesMilestone, Name: "gone"} }, `no signal is named "gone"`},
		{func(w *Workflow) { w.If, _ = ParseSegmentCondition("signal gone is matched") }, `workflow "Help" asks about signal "gone"`},
		{func(w *Workflow) { w.Actions = nil }, "a workflow needs something to do"},
		{func(w *Workflow) { w.Actions = slices.Repeat(w.Actions, 2) }, "task Call is there twice"},
		{func(w *Workflow) { w.ID = 99 }, "no workflow with the id 99"},
	} {
		w := workflowNamed(t, book, "Help").clone()
		test.edit(&w)
		if _, err := book.ReplaceWorkflow(w); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("got %v, want %s", err, test.want)
		}
	}
}

func TestWorkflowsFollowSegmentsAndSignals(t *testing.T) {
	t.Parallel()
	book := workflowBook(t)
	stuck, _ := book.Segments.ByName("Stuck")
	_, err := book.RemoveSegment(stuck.ID)
	if want := `segment "Stuck" is in use: workflow "Help" starts with it; change or remove that first`; err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
	imported, _ := book.Card.ByName("Imported")
	removed, err := book.Card.Remove(imported.ID)
	if err != nil {
		t.Fatal(err)
	}
	_, err = book.WithCard(removed)
	if want := `segment "Stuck" asks about it and workflow "Praise" asks about it`; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v", err)
	}
	watched := book.Watched(workflowNamed(t, book, "Help").Trigger)
	stuck.Name = "Needs help"
	renamed, err := book.ReplaceSegment(stuck)
	if err != nil {
		t.Fatal(err)
	}
	imported.Name = "Brought in"
	card, err := renamed.Card.Replace(imported)
	if err != nil {
		t.Fatal(err)
	}
	if renamed, err = renamed.WithCard(card); err != nil {
		t.Fatal(err)
	}
	help := workflowNamed(t, renamed, "Help")
	if got := help.Trigger.String() + "; " + workflowNamed(t, renamed, "Praise").Trigger.String(); got != `enters segment "Needs help"; reaches milestone "Brought in"` {
		t.Errorf("renamed to %s", got)
	}
	if renamed.Watched(help.Trigger) != watched {
		t.Error("a segment under a new name is another thing to watch")
	}
	if err := renamed.Validate(); err != nil {
		t.Error(err)
	}
}

func TestRebaseWorkflows(t *testing.T) {
	t.Parallel()
	base := workflowBook(t)
	for _, name := range []string{"Help", "Praise"} {
		w := workflowNamed(t, base, name)
		w.Enabled = true
		base = replaced(t, base, w)
	}
	mine := withSegment(t, base, "Hot", "qualified is yes")
	mine = withWorkflow(t, mine, "Hot", "enters segment Hot", "owner ana")
	praise := workflowNamed(t, mine, "Praise")
	praise.Once = true
	mine = replaced(t, mine, praise)

	theirs := withSegment(t, base, "hot", "qualified is no")
	praise = workflowNamed(t, theirs, "Praise")
	praise.Enabled = false
	theirs = replaced(t, theirs, praise)
	help := workflowNamed(t, theirs, "Help")
	theirs, err := theirs.RemoveWorkflow(help.ID)
	if err != nil {
		t.Fatal(err)
	}
	merged := Rebase(base, mine, theirs)
	if err := merged.Validate(); err != nil {
		t.Fatal(err)
	}
	if got := workflowNamed(t, merged, "Praise"); got.Enabled || !got.Once {
		t.Errorf("merged to %+v", got)
	}
	if got := workflowNamed(t, merged, "Hot").Trigger.String(); got != `enters segment "Hot (2)"` {
		t.Errorf("merged to %s", got)
	}
	if len(merged.Workflows.List) != 2 {
		t.Errorf("merged to %+v", merged.Workflows.List)
	}
}

// TestNothingIsEnabledByGoingBack restores a version in which more was enabled.
func TestNothingIsEnabledByGoingBack(t *testing.T) {
	t.Parallel()
	earlier := workflowBook(t)
	for _, name := range []string{"Help", "Praise"} {
		w := workflowNamed(t, earlier, name)
		w.Enabled = true
		earlier = replaced(t, earlier, w)
	}
	help, praise := workflowNamed(t, earlier, "Help"), workflowNamed(t, earlier, "Praise")
	help.Actions = []Action{{Kind: OwnerAction, Text: "ana"}} // now it does something else
	praise.Enabled = false
	now := replaced(t, replaced(t, earlier, help), praise)
	restored := Restore(earlier, now)
	for _, w := range restored.Workflows.List {
		if w.Enabled {
			t.Errorf("%s is enabled", w.Name)
		}
	}
	if again := Restore(earlier, earlier); len(again.Workflows.Enabled()) != 2 {
		t.Error("what is the same is not enabled any more")
	}
}

func TestDiffOfWorkflows(t *testing.T) {
	t.Parallel()
	was := workflowBook(t)
	help, praise := workflowNamed(t, was, "Help"), workflowNamed(t, was, "Praise")
	help.Enabled, help.Once, help.Name = true, true, "Helped"
	help.If, _ = ParseSegmentCondition("status is trial")
	now := replaced(t, was, help)
	now, err := now.RemoveWorkflow(praise.ID)
	if err != nil {
		t.Fatal(err)
	}
	now = withWorkflow(t, now, "New", "becomes qualified", "task Call")
	var got []string
	for _, c := range Diff(was, now) {
		got = append(got, c.String())
	}
	want := []string{
		"workflow Helped: renamed from Help", "workflow Helped: if status is trial, was anything", "workflow Helped: once, was every time",
		"workflow Helped: enabled", "workflow New: added: becomes qualified, every time, disabled", "workflow Praise: removed",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}
