package plan

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rulebook"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/host"
	"trialist/ui/textfield"
)

// Bindings are the actions there are now.
func (s *Screen) Bindings() []host.Binding {
	disabled := s.draft.DisabledReason()
	r, ok := s.selected()
	if !ok && disabled == "" {
		disabled = "nothing is selected"
	}
	p, isMessage := s.selectedRef()
	reset, sides := disabled, disabled
	if disabled == "" {
		switch {
		case !isMessage:
			reset = "no message is selected"
		case s.message(p).Equal(rulebook.Message{}):
			reset = "it says what it says at first"
		}
		if r.kind != milestoneRow {
			sides = "only milestones have both"
		}
	}
	edit, hint := clean.Text("write the selected message"), clean.Text("write")
	if ok && r.kind == deliveryRow {
		edit, hint = "change from which fit on a person sees to messages", "change"
	}
	drive, reward := sides, sides
	if sides == "" && s.rewards {
		reward = "the reward is selected"
	} else if sides == "" {
		drive = "the message that drives is selected"
	}
	_, has := s.previewed()
	trial := clean.Text("")
	if !has {
		trial = "there is no running trial"
	}
	bindings := []host.Binding{
		{Action: "plan.edit", Keys: []string{"enter", "e"}, Desc: edit, Keywords: "mail text template", Hint: hint, DisabledReason: disabled, Run: s.edit},
		{Action: "plan.reward", Keys: []string{"right", "l"}, Desc: "go to the reward", Hint: "reward", DisabledReason: reward, Run: s.selectSide(true)},
		{Action: "plan.drive", Keys: []string{"left", "h"}, Desc: "go to the message that drives to the milestone", Hint: "drive", DisabledReason: drive, Run: s.selectSide(false)},
	}
	bindings = append(bindings, s.draft.Bindings()...)
	bindings = append(bindings, []host.Binding{
		{Action: "plan.next-trial", Keys: []string{"]"}, Desc: "preview it for the next trial", Hint: "next trial", DisabledReason: trial, Run: s.stepTrial(1)},
		{Action: "plan.previous-trial", Keys: []string{"["}, Desc: "preview it for the trial before", DisabledReason: trial, Run: s.stepTrial(-1)},
		{Action: "plan.reset", Keys: []string{"d"}, Desc: "have it say what it says at first", Hint: "reset", DisabledReason: reset, Run: s.reset},
		{Action: "plan.qualified", Keys: []string{"t"}, Desc: "have a person see to qualified trials too, or not", DisabledReason: s.draft.DisabledReason(), Run: s.toggleQualified},
	}...)
	return append(bindings, host.MoveBindings(&s.list)...)
}

func (s *Screen) selectSide(rewards bool) func() tea.Cmd {
	return func() tea.Cmd { s.rewards = rewards; return nil }
}

func (s *Screen) stepTrial(by int) func() tea.Cmd {
	return func() tea.Cmd {
		n := len(s.board.Ranking().Slots)
		s.trial = (s.trial + by + n) % n
		return nil
	}
}

// edit opens what the selected row is changed with.
func (s *Screen) edit() tea.Cmd {
	r, ok := s.selected()
	if !ok {
		return nil
	}
	if p, is := s.ref(r); is {
		s.frame.Open(newEditor(s, p))
		return nil
	}
	plan := s.draft.Book().Plan
	s.frame.Open(&dialog.Prompt{
		Frame: s.frame, Label: "A person sees to messages from fit", Field: textfield.Selected(strconv.Itoa(plan.TaskFit)),
		Meaning: func(text string) (clean.Text, bool) {
			n, err := strconv.Atoi(strings.TrimSpace(text))
			if err == nil {
				_, err = s.draft.Book().EditPlanDelivery(n, plan.TaskQualified)
			}
			if err != nil {
				return "a fit score is 0 to 100", false
			}
			return "and an automatic message below", true
		},
		OnEnter: func(text string) tea.Cmd {
			n, err := strconv.Atoi(strings.TrimSpace(text))
			if err != nil {
				return nil
			}
			return s.draft.EditBook(s.draft.Book().EditPlanDelivery(n, plan.TaskQualified))
		},
	})
	return nil
}

// reset has the selected message say what it says at first, to everybody, by fit.
func (s *Screen) reset() tea.Cmd {
	p, ok := s.selectedRef()
	if !ok {
		return nil
	}
	return s.draft.EditBook(s.draft.Book().EditMessage(p.kind, p.signal, rulebook.Message{}))
}

func (s *Screen) toggleQualified() tea.Cmd {
	plan := s.draft.Book().Plan
	return s.draft.EditBook(s.draft.Book().EditPlanDelivery(plan.TaskFit, !plan.TaskQualified))
}
