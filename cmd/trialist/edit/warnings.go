package edit

import (
	"context"
	"fmt"
	"slices"

	"trialist/cmd/trialist/session"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store/tables"
)

// dataNames are the names that occur in the data, with the kinds of values that
// attributes have.
type dataNames struct {
	names value.Names
	kinds [2]map[string]condition.KindCounts // by scope and name
}

func readDataNames(ctx context.Context, s *session.Session) (*dataNames, error) {
	d := &dataNames{}
	events, err := tables.EventNames(ctx, s.Store)
	if err != nil {
		return nil, err
	}
	for _, event := range events {
		d.names.Events = append(d.names.Events, event.Name)
	}
	for scope, names := range map[eval.Scope]*[]string{
		eval.AccountScope: &d.names.Attributes, eval.ContactScope: &d.names.ContactAttributes,
	} {
		attributes, err := tables.AttributeNames(ctx, s.Store, scope)
		if err != nil {
			return nil, err
		}
		d.kinds[scope] = make(map[string]condition.KindCounts, len(attributes))
		for _, attribute := range attributes {
			*names = append(*names, attribute.Name)
			d.kinds[scope][attribute.Name] = attribute.Kinds
		}
	}
	return d, nil
}

// empty reports whether nothing was imported yet.
func (d *dataNames) empty() bool {
	return len(d.names.Events)+len(d.names.Attributes)+len(d.names.ContactAttributes) == 0
}

// kindsOf returns the kinds of the values of an attribute, zero where there is none.
func (d *dataNames) kindsOf(s condition.Subject, name string) condition.KindCounts {
	scope, known := eval.AccountScope, d.names.Attributes
	if s == condition.ContactSubject {
		scope, known = eval.ContactScope, d.names.ContactAttributes
	}
	spelled, _ := value.ResolveName(name, known)
	return d.kinds[scope][spelled]
}

// doubts says what of a condition does not fit the data.
func (d *dataNames) doubts(c condition.Condition) []string {
	var doubts []string
	switch level, why := condition.UnreachableLevel(c); {
	case level == 1:
		doubts = append(doubts, "it can never match: "+why)
	case level > 1:
		doubts = append(doubts, fmt.Sprintf("level %d can never be reached: %s", level, why))
	}
	if d.empty() {
		return doubts
	}
	return append(append(doubts, condition.UnknownNames(c, d.names)...), condition.UnsuitedValues(c, d.kindsOf)...)
}

// noData is the warning about conditions that nothing could be compared with.
const noData = "nothing is imported yet to check the names against"

// named is a condition, with what the warnings about it begin with.
type named struct {
	name string
	when condition.Condition
}

// Warnings says which conditions and triggers that a command put in force do not fit the
// data. They are in force all the same: the data may come with the next import.
func Warnings(ctx context.Context, s *session.Session, e Edit) ([]string, error) {
	fresh := e.freshConditions()
	triggers := e.freshEventTriggers()
	if len(fresh)+len(triggers) == 0 {
		return []string{}, nil
	}
	data, err := readDataNames(ctx, s)
	if err != nil {
		return nil, err
	}
	warnings := []string{}
	for _, f := range fresh {
		for _, doubt := range data.doubts(f.when) {
			warnings = append(warnings, f.name+": "+doubt)
		}
	}
	for _, w := range triggers {
		if doubt := condition.UnknownEvent(w.Trigger.Name, data.names); doubt != "" && !data.empty() {
			warnings = append(warnings, w.Name+": "+doubt)
		}
	}
	if data.empty() {
		warnings = append(warnings, noData)
	}
	return warnings, nil
}

// freshConditions lists the conditions that the command wrote or changed.
func (e Edit) freshConditions() []named {
	var fresh []named
	for _, signal := range e.Now.Card.All() {
		if was, ok := e.Was.Card.Signal(signal.ID); !ok || !was.When.Equal(signal.When) {
			fresh = append(fresh, named{signal.Name, signal.When})
		}
	}
	was := e.Was.Lifecycle.WrittenConditions()
	for i, status := range e.Now.Lifecycle.WrittenConditions() {
		if !status.When.Equal(was[i].When) {
			fresh = append(fresh, named{status.Status.String(), withoutStatusNames(status.When)})
		}
	}
	if out := e.Now.Lifecycle.LeftOut; e.Now.Lifecycle.LeavesOut() && !out.Equal(e.Was.Lifecycle.LeftOut) {
		fresh = append(fresh, named{rulebook.LeftOut.String(), out})
	}
	for _, segment := range e.Now.Segments.List {
		if was, ok := e.Was.Segments.Segment(segment.ID); !ok || !was.When.Equal(segment.When) {
			fresh = append(fresh, named{segment.Name, segment.When})
		}
	}
	for _, w := range e.Now.Workflows.List {
		if was, ok := e.Was.Workflows.Workflow(w.ID); len(w.If.Rules) > 0 && (!ok || !was.If.Equal(w.If)) {
			fresh = append(fresh, named{w.Name, w.If})
		}
	}
	return fresh
}

// freshEventTriggers lists the workflows that the command had watch an event.
func (e Edit) freshEventTriggers() []rulebook.Workflow {
	var fresh []rulebook.Workflow
	for _, w := range e.Now.Workflows.List {
		was, ok := e.Was.Workflows.Workflow(w.ID)
		if w.Trigger.Kind == rulebook.DoesEvent && (!ok || was.Trigger != w.Trigger) {
			fresh = append(fresh, w)
		}
	}
	return fresh
}

// withoutStatusNames returns the condition of a status without the rules about what
// an import may bring about a status: it asks for all of that, so that of those names
// none is missed.
func withoutStatusNames(c condition.Condition) condition.Condition {
	c.Rules = slices.DeleteFunc(slices.Clone(c.Rules), func(r condition.Rule) bool {
		return r.Subject == condition.AttributeSubject && value.IsStatusAttribute(r.Name)
	})
	return c
}
