package rulebook

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"trialist/scoring/condition"
	"trialist/scoring/value"
)

// UsingSegment lists the workflows whose trigger is the segment of that name.
func (w Workflows) UsingSegment(name string) []Workflow {
	return w.using(func(o Workflow) bool {
		onSegment := o.Trigger.Kind == EntersSegment || o.Trigger.Kind == LeavesSegment
		return onSegment && strings.EqualFold(o.Trigger.Name, name)
	})
}

// usingSignal lists the workflows that ask about the signal of that name.
func (w Workflows) usingSignal(name string) []Workflow {
	return w.using(func(o Workflow) bool {
		return o.Trigger.Kind == ReachesMilestone && strings.EqualFold(o.Trigger.Name, name) || asksAbout(o.If, name)
	})
}

func (w Workflows) using(uses func(Workflow) bool) []Workflow {
	var users []Workflow
	for _, o := range w.List {
		if uses(o) {
			users = append(users, o)
		}
	}
	return users
}

// asksAbout reports whether a condition asks about the signal of that name.
func asksAbout(c condition.Condition, signal string) bool {
	return slices.ContainsFunc(c.Rules, func(r condition.Rule) bool {
		return r.Subject.NamesSignal() && strings.EqualFold(strings.TrimSpace(r.Name), signal)
	})
}

// checkSegmentUnused is an error that names the workflows that use a segment.
func (b Rulebook) checkSegmentUnused(name string) error {
	users := b.Workflows.UsingSegment(name)
	if len(users) == 0 {
		return nil
	}
	return &value.FieldError{Field: "name", Message: fmt.Sprintf(
		"segment %q is in use: %s; change or remove that first", name, namedUsers("workflow", "starts with it", "start with it", workflowNames(users)))}
}

func workflowNames(workflows []Workflow) []string {
	names := make([]string, len(workflows))
	for i, w := range workflows {
		names[i] = w.Name
	}
	return names
}

// namedUsers is `workflow "A" starts with it` or `workflows "A" and "B" start with it`.
func namedUsers(noun, verb, verbs string, names []string) string {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = strconv.Quote(name)
	}
	if len(names) > 1 {
		noun, verb = noun+"s", verbs
	}
	return noun + " " + value.JoinList(quoted, "and") + " " + verb
}

// signalsRenamed is the workflows with signals under their new names.
func (w Workflows) signalsRenamed(names map[string]string) Workflows {
	if len(names) == 0 {
		return w
	}
	w = w.Clone()
	for i := range w.List {
		renameSignals(w.List[i].If, names)
		t := &w.List[i].Trigger
		if name, ok := names[value.Fold(strings.TrimSpace(t.Name))]; ok && t.Kind == ReachesMilestone {
			t.Name = name
		}
	}
	return w
}

// segmentsRenamed is the workflows with segments under their new names, which are by
// the folded old ones.
func (w Workflows) segmentsRenamed(names map[string]string) Workflows {
	if len(names) == 0 {
		return w
	}
	w = w.Clone()
	for i := range w.List {
		t := &w.List[i].Trigger
		if name, ok := names[value.Fold(strings.TrimSpace(t.Name))]; ok && (t.Kind == EntersSegment || t.Kind == LeavesSegment) {
			t.Name = name
		}
	}
	return w
}

// newSegmentNames maps the folded names of segments to those that they have in another
// list, by their ids. Moved maps ids of the one to those of the other; nil is for lists
// whose ids mean the same segments.
func newSegmentNames(from, to Segments, moved map[int64]int64) map[string]string {
	names := make(map[string]string)
	for _, was := range from.List {
		id, ok := moved[was.ID]
		if moved == nil {
			id, ok = was.ID, true
		}
		if now, found := to.Segment(id); ok && found && now.Name != was.Name {
			names[value.Fold(was.Name)] = now.Name
		}
	}
	return names
}

// EnabledAsIn is the workflows of which only those are enabled that are enabled in the
// other list and do the same there: what comes from a file or from an earlier version
// has not been enabled by anybody. It also names those that are not.
func (w Workflows) EnabledAsIn(now Workflows) (_ Workflows, disabled []string) {
	w = w.Clone()
	for i := range w.List {
		o := &w.List[i]
		here, ok := now.Workflow(o.ID)
		if o.Enabled && !(ok && here.Enabled && o.sameContent(here)) {
			o.Enabled = false
			disabled = append(disabled, o.Name)
		}
	}
	return w, disabled
}
