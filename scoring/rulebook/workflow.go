package rulebook

import (
	"fmt"
	"slices"
	"strings"

	"trialist/scoring/condition"
	"trialist/scoring/value"
)

// Workflow is what is done when something happens to an account.
type Workflow struct {
	ID      int64 // stable across renames; unique among the workflows, given by AddWorkflow
	Name    string
	Trigger Trigger
	If      condition.Condition // that must hold besides when it fires; no rules for none
	Once    bool                // for each account, not every time
	Actions []Action
	Enabled bool
}

// Workflows is the workflows of a rulebook in their order. It is a value: edits return
// a new one.
type Workflows struct {
	List   []Workflow // for reading only
	LastID int64      // the highest ever given to one of them; it never goes down
}

// How many workflows a rulebook may have, and how many actions one of them.
const (
	maxWorkflows = 100
	maxActions   = 10
)

// Clone is workflows that share no memory with these.
func (w Workflows) Clone() Workflows {
	w.List = slices.Clone(w.List)
	for i := range w.List {
		w.List[i] = w.List[i].clone()
	}
	return w
}

func (w Workflow) clone() Workflow {
	w.If, w.Actions = cloneCondition(w.If), slices.Clone(w.Actions)
	return w
}

// ByName is the workflow with the name, ignoring case.
func (w Workflows) ByName(name string) (Workflow, bool) {
	name = strings.TrimSpace(name)
	return w.find(func(o Workflow) bool { return strings.EqualFold(o.Name, name) })
}

// Workflow is the workflow with the id.
func (w Workflows) Workflow(id int64) (Workflow, bool) {
	return w.find(func(o Workflow) bool { return o.ID == id })
}

func (w Workflows) find(wanted func(Workflow) bool) (Workflow, bool) {
	at := slices.IndexFunc(w.List, wanted)
	if at < 0 {
		return Workflow{}, false
	}
	return w.List[at], true
}

// Enabled lists the workflows that are enabled.
func (w Workflows) Enabled() []Workflow {
	var enabled []Workflow
	for _, o := range w.List {
		if o.Enabled {
			enabled = append(enabled, o)
		}
	}
	return enabled
}

// NextID is the id that a new workflow gets.
func (w Workflows) NextID() int64 {
	last := w.LastID
	for _, o := range w.List {
		last = max(last, o.ID)
	}
	return last + 1
}

// Equal reports whether the workflows are the same in every respect.
func (w Workflow) Equal(other Workflow) bool {
	return w.ID == other.ID && w.Enabled == other.Enabled && w.sameContent(other)
}

// sameContent reports whether the workflows do the same, enabled or not.
func (w Workflow) sameContent(other Workflow) bool {
	return w.Name == other.Name && w.Trigger == other.Trigger && w.If.Equal(other.If) && w.Once == other.Once &&
		slices.Equal(w.Actions, other.Actions)
}

// Repeats is "once" or "every time".
func (w Workflow) Repeats() string {
	if w.Once {
		return "once"
	}
	return "every time"
}

// ActionSentences are the sentences of the actions.
func (w Workflow) ActionSentences() []string {
	sentences := []string{}
	for _, a := range w.Actions {
		sentences = append(sentences, a.String())
	}
	return sentences
}

// Watched names what the trigger looks at, whatever it is called: a workflow that
// looks at something else from now on starts from what that is now.
func (b Rulebook) Watched(t Trigger) string {
	switch t.Kind {
	case EntersSegment, LeavesSegment:
		s, _ := b.Segments.ByName(t.Name)
		return fmt.Sprintf("segment %d", s.ID)
	case ReachesMilestone:
		s, _ := b.Card.ByName(t.Name)
		// Not "signal", which older versions kept with states of who matched it at the time.
		return fmt.Sprintf("milestone %d", s.ID)
	case BecomesQualified, StopsQualified:
		return "qualified"
	case ChangesStatus:
		return "status"
	case EntersBand, DoesEvent, afterTriggers:
	}
	return t.String()
}

// AddWorkflow is the book with the workflow as its last, under a new id and disabled,
// as nothing is sent before somebody has enabled it. The error is a
// [value.FieldError], whose field is "name", "trigger", "if" or "actions".
func (b Rulebook) AddWorkflow(w Workflow) (Rulebook, error) {
	edited := b
	edited.Workflows = b.Workflows.Clone()
	w.ID, w.Enabled = b.Workflows.NextID(), false
	w = b.canonicalWorkflow(w)
	edited.Workflows.LastID = w.ID
	edited.Workflows.List = append(edited.Workflows.List, w)
	return b.validatedWorkflow(edited, w)
}

// ReplaceWorkflow is the book with the workflow in place of the one with the same id.
// The error is as that of AddWorkflow.
func (b Rulebook) ReplaceWorkflow(w Workflow) (Rulebook, error) {
	at := slices.IndexFunc(b.Workflows.List, func(o Workflow) bool { return o.ID == w.ID })
	if at < 0 {
		return b, goneWorkflow(w.ID)
	}
	edited := b
	edited.Workflows = b.Workflows.Clone()
	w = b.canonicalWorkflow(w)
	edited.Workflows.List[at] = w
	return b.validatedWorkflow(edited, w)
}

// RemoveWorkflow is the book without the workflow.
func (b Rulebook) RemoveWorkflow(id int64) (Rulebook, error) {
	edited := b
	edited.Workflows = b.Workflows.Clone()
	edited.Workflows.List = slices.DeleteFunc(edited.Workflows.List, func(o Workflow) bool { return o.ID == id })
	if len(edited.Workflows.List) == len(b.Workflows.List) {
		return b, goneWorkflow(id)
	}
	return edited, nil
}

func goneWorkflow(id int64) error {
	return &value.FieldError{Field: "id", Message: fmt.Sprintf("there is no workflow with the id %d any more", id)}
}

// canonicalWorkflow names segments and signals as they are named.
func (b Rulebook) canonicalWorkflow(w Workflow) Workflow {
	w = w.clone()
	w.Name = strings.TrimSpace(w.Name)
	switch w.Trigger.Kind {
	case EntersSegment, LeavesSegment:
		if s, ok := b.Segments.ByName(w.Trigger.Name); ok {
			w.Trigger.Name = s.Name
		}
	case ReachesMilestone:
		if s, ok := b.Card.ByName(w.Trigger.Name); ok {
			w.Trigger.Name = s.Name
		}
	case BecomesQualified, StopsQualified, ChangesStatus, EntersBand, DoesEvent, afterTriggers:
	}
	return w
}

func (b Rulebook) validatedWorkflow(edited Rulebook, w Workflow) (Rulebook, error) {
	if err := edited.validateWorkflow(w); err != nil {
		return b, err
	}
	if len(edited.Workflows.List) > maxWorkflows {
		return b, tooManyWorkflows()
	}
	return edited, nil
}

func tooManyWorkflows() error {
	return &value.FieldError{Field: "name", Message: fmt.Sprintf("there can be at most %d workflows; remove one first", maxWorkflows)}
}

// validateWorkflows checks all workflows of the book.
func (b Rulebook) validateWorkflows() error {
	ids := make(map[int64]bool)
	for i, w := range b.Workflows.List {
		path := fmt.Sprintf("workflows[%d]", i)
		if w.ID < 1 || ids[w.ID] {
			return &value.FieldError{Field: path + ".id", Message: fmt.Sprintf("workflow %q needs an id of its own, from 1; %d is not", w.Name, w.ID)}
		}
		ids[w.ID] = true
		if err := b.validateWorkflow(w); err != nil {
			return value.PrefixField(path, err)
		}
	}
	if len(b.Workflows.List) > maxWorkflows {
		return tooManyWorkflows()
	}
	return nil
}

// validateWorkflow checks one workflow of the book.
func (b Rulebook) validateWorkflow(w Workflow) error {
	if err := validateName("workflow", w.Name); err != nil {
		return err
	}
	other, taken := b.Workflows.find(func(o Workflow) bool { return o.ID != w.ID && strings.EqualFold(o.Name, w.Name) })
	if taken {
		return &value.FieldError{Field: "name", Message: fmt.Sprintf("there is already a workflow named %q", other.Name)}
	}
	if err := w.Trigger.validate(b); err != nil {
		return err
	}
	if len(w.If.Rules) > 0 {
		if err := b.validateWhen("workflow", w.Name, w.If); err != nil {
			return value.PrefixField("if", err)
		}
	}
	switch {
	case len(w.Actions) == 0:
		return &value.FieldError{Field: "actions", Message: "a workflow needs something to do"}
	case len(w.Actions) > maxActions:
		return &value.FieldError{Field: "actions", Message: fmt.Sprintf("a workflow can do at most %d things", maxActions)}
	}
	for i, a := range w.Actions {
		if err := a.Validate(); err != nil {
			return err
		}
		if slices.Contains(w.Actions[:i], a) {
			return &value.FieldError{Field: "actions", Message: fmt.Sprintf("%s is there twice", value.Truncate(a.String()))}
		}
	}
	return nil
}
