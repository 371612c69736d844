package workflows

import (
	tea "charm.land/bubbletea/v2"

	"trialist/scoring/condition"
	"trialist/scoring/rulebook"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/host"
	"trialist/ui/words"
)

// Bindings are the actions there are now.
func (s *Screen) Bindings() []host.Binding {
	none, disabled := clean.Text(""), s.draft.DisabledReason()
	one, ok := s.selected()
	if !ok {
		none = "no workflow is selected"
	}
	if disabled == "" {
		disabled = none
	}
	run, change := clean.Text(""), clean.Text("")
	switch {
	case s.readOnly:
		run = "the workspace is open for reading only"
		change = run
	case s.board.InPast():
		run = s.board.PastReason(s.frame.KeyOf("everywhere.now"))
	case s.runJob.Running:
		run = "they are running"
	}
	toggle, hint := clean.Text("enable the selected workflow"), clean.Text("enable")
	if one.Enabled {
		toggle, hint = "disable the selected workflow", "disable"
	}
	bindings := []host.Binding{
		{Action: "workflows.log", Keys: []string{"enter"}, Desc: "show when it fired and what became of it", Keywords: "history", Hint: "log", DisabledReason: none, Run: s.showLog},
		{Action: "workflows.add", Keys: []string{"a"}, Desc: "add a workflow", Keywords: "new automation task webhook", Hint: "add", DisabledReason: s.draft.DisabledReason(), Run: s.add},
		{Action: "workflows.edit", Keys: []string{"e"}, Desc: "edit the selected workflow", Hint: "edit", DisabledReason: disabled, Run: s.edit},
	}
	bindings = append(bindings, s.draft.Bindings()...) // before the others, so that the footer has room for what saves
	bindings = append(bindings, []host.Binding{
		{Action: "workflows.toggle", Keys: []string{"t"}, Desc: toggle, Hint: hint, DisabledReason: disabled, Run: s.toggle},
		{Action: "workflows.dry-run", Keys: []string{"p"}, Desc: "show for whom it would have fired in the last 30 days", Hint: "dry run", DisabledReason: none, Run: s.dryRun},
		{Action: "workflows.run", Keys: []string{"r"}, Desc: "run the workflows now", Hint: "run", DisabledReason: run, Run: s.askToRun},
		{Action: "workflows.tasks", Keys: []string{"o"}, Desc: "list the open tasks", Keywords: "to do outbox", Hint: "tasks", Run: s.showTasks},
		{Action: "workflows.retry", Keys: []string{"R"}, Desc: "have failed deliveries tried again by the next run", DisabledReason: change, Run: s.retry},
		{Action: "workflows.delete", Keys: []string{"d"}, Desc: "delete the selected workflow", Hint: "delete", DisabledReason: disabled, Run: s.remove},
	}...)
	return append(bindings, host.MoveBindings(&s.list)...)
}

// newWorkflow is what the form for a new workflow starts with: what is over is rarely
// meant.
func newWorkflow() rulebook.Workflow {
	running, err := rulebook.ParseSegmentCondition("status is trial")
	if err != nil {
		running = condition.Condition{}
	}
	return rulebook.Workflow{If: running, Once: true, Trigger: rulebook.Trigger{Kind: rulebook.BecomesQualified}}
}

func (s *Screen) add() tea.Cmd { return s.Add(newWorkflow()) }

// AddFor opens an editor for a new workflow about the trials that enter a segment.
func (s *Screen) AddFor(segment rulebook.Segment) tea.Cmd {
	w := newWorkflow()
	w.Trigger = rulebook.Trigger{Kind: rulebook.EntersSegment, Name: segment.Name}
	return s.Add(w)
}

// Add opens an editor for a new workflow, which starts as the given one.
func (s *Screen) Add(initial rulebook.Workflow) tea.Cmd {
	s.frame.Open(newEditor(s, "New workflow", initial, func(written rulebook.Workflow) (tea.Cmd, error) {
		s.pendingID = s.draft.Book().Workflows.NextID()
		return s.keep(s.draft.Book().AddWorkflow(written))
	}))
	return nil
}

func (s *Screen) edit() tea.Cmd {
	one, ok := s.selected()
	if !ok {
		return nil
	}
	s.frame.Open(newEditor(s, clean.Of(one.Name), one, func(written rulebook.Workflow) (tea.Cmd, error) {
		return s.keep(s.draft.Book().ReplaceWorkflow(written))
	}))
	return nil
}

// keep makes an edited rulebook the draft, unless the edit failed.
func (s *Screen) keep(book rulebook.Rulebook, err error) (tea.Cmd, error) {
	if err != nil {
		return nil, err
	}
	return s.draft.Edit(book), nil
}

// toggle disables the selected workflow, or enables it after saying what it will do.
func (s *Screen) toggle() tea.Cmd {
	one, ok := s.selected()
	if !ok {
		return nil
	}
	set := func(on bool) tea.Cmd {
		one.Enabled = on
		return s.draft.EditBook(s.draft.Book().ReplaceWorkflow(one))
	}
	if one.Enabled {
		return set(false)
	}
	s.frame.Open(&dialog.Decision{Frame: s.frame, Title: "Enable " + clean.Of(one.Name) + "?", Sections: []dialog.Section{
		{Heading: "When a trial", Lines: whenLines(one)},
		{Heading: "it does, at each run", Lines: actionLines(one)},
		{Heading: "From when the draft is saved", Lines: []clean.Text{
			"What is so already does not count.",
			"It runs with " + s.frame.KeyOf("workflows.run") + " here, or with trialist workflows run, as from cron.",
		}},
	}, Choices: []host.Binding{
		{Keys: []string{"x"}, Desc: "enable it in the draft", Hint: "enable it", Run: func() tea.Cmd { return set(true) }},
	}, EscLabel: "leave it disabled"})
	return nil
}

// whenLines say when a workflow fires.
func whenLines(w rulebook.Workflow) []clean.Text {
	lines := []clean.Text{clean.Of(w.Trigger.String())}
	if len(w.If.Rules) > 0 {
		lines = append(lines, "and "+clean.Of(w.If.String()))
	}
	if w.Once {
		return append(lines, "once for each trial")
	}
	return append(lines, "every time")
}

// actionLines say what a workflow does.
func actionLines(w rulebook.Workflow) []clean.Text {
	var lines []clean.Text
	for _, a := range w.Actions {
		lines = append(lines, actionWords(a))
	}
	return lines
}

func actionWords(a rulebook.Action) clean.Text {
	text := clean.Of(a.Text)
	switch a.Kind {
	case rulebook.TaskAction:
		return "a task for the owner: " + text
	case rulebook.MessageAction:
		return "a message, kept until somebody sends it: " + text
	case rulebook.OwnerAction:
		return "gives the trial to " + text
	case rulebook.FileAction:
		return "appends a line of JSON to " + text
	case rulebook.WebhookAction:
		if a.Secret != "" {
			return "posts JSON to " + text + ", signed with $" + clean.Of(a.Secret)
		}
		return "posts JSON to " + text
	}
	return text
}

// remove deletes the selected workflow, after a question.
func (s *Screen) remove() tea.Cmd {
	one, ok := s.selected()
	if !ok {
		return nil
	}
	question := "Delete the workflow " + clean.Of(one.Name) + "?"
	if due := s.did.tallies[one.ID].Due; due > 0 {
		question += " " + words.Capitalize(words.Count(due, "delivery", "deliveries")) + " of it will never be made."
	}
	s.frame.Open(&dialog.Confirm{
		Frame: s.frame, Question: question, Key: "x", Action: "delete it",
		OnConfirm: func() tea.Cmd { return s.draft.EditBook(s.draft.Book().RemoveWorkflow(one.ID)) },
	})
	return nil
}

// askToRun runs the workflows as they are saved, after a question.
func (s *Screen) askToRun() tea.Cmd {
	enabled := s.draft.Saved().Workflows.Enabled()
	if len(enabled) == 0 && len(s.draft.Book().Workflows.Enabled()) > 0 {
		s.frame.Tell("Nothing runs yet: the workflow is enabled in the draft only. " + s.frame.KeyOf("draft.save") + " saves the draft, and then it counts what happens from then on")
		return nil
	}
	question := "Run " + words.Count(len(enabled), "workflow", "workflows") + " now? What they decide is sent."
	if len(enabled) == 0 {
		question = "No workflow that is saved is enabled. Deliver what is due of before?"
	}
	if s.draft.Dirty() {
		question += " They run as they are saved, not as in the draft."
	}
	s.frame.Open(&dialog.Confirm{Frame: s.frame, Question: question, Key: "x", Action: "run", OnConfirm: s.run})
	return nil
}
