package rulebook

import (
	"trialist/scoring/condition"
	"trialist/scoring/value"
)

// HasStatusWords reports whether the attribute of that name says in words where an
// account stands, if the lifecycle asks about it at all.
func HasStatusWords(name string) bool {
	switch value.Fold(name) {
	case value.StatusAttribute, value.Converted:
		return true
	}
	return false
}

// Understands reports whether the value of an attribute with words says something
// to the conditions of the statuses, see [HasStatusWords]. What nobody asks about
// is not misunderstood.
func (l Lifecycle) Understands(name string, v value.Value) bool {
	if v.Kind == value.Absent || !HasStatusWords(name) {
		return true
	}
	name, asked := value.Fold(name), false
	holds := func(r condition.Rule, v value.Value) bool {
		test := condition.CompilePredicate(r, condition.Moment{})
		return test.Matches(v)
	}
	if _, answer := v.YesNo(); answer && name == value.Converted {
		return true
	}
	word := v
	if v.Kind == value.Text {
		word = value.TextValue(value.StatusWord(v.Text))
	}
	for _, part := range l.parts() {
		for _, r := range part.When.Rules {
			if r.Subject != condition.AttributeSubject || value.Fold(r.Name) != name {
				continue
			}
			asked = true
			inForce := ruleInForce(r)
			said := v
			if inForce.Name == value.StatusInForce {
				said = word
			}
			if !asksForTexts(r.Operator) || holds(inForce, said) {
				return true
			}
		}
	}
	return !asked
}

// asksForTexts reports whether the operator wants certain texts, and so says
// nothing about others. All other operators have an answer to any value.
func asksForTexts(o condition.Operator) bool {
	return o == condition.IsYes || o == condition.IsNo || o.ComparesText() && o != condition.IsNot && o != condition.DoesNotContain
}
