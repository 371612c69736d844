package rulebook

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

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

// WordCount is a word of an attribute such as status that says nothing about where
// an account stands, and how many rows or accounts have it.
type WordCount struct {
	Attribute, Word string
	Count           int
}

// WithWord is the lifecycle in which an account has the status also when the attribute
// of w says its word. The word joins those that the condition asks for already, else
// it becomes a rule of its own. That is refused where the condition joins its rules by
// "and": a further word would narrow it.
func (l Lifecycle) WithWord(status Status, w WordCount) (Lifecycle, error) {
	for _, part := range l.parts() {
		if part.Status != status {
			continue
		}
		c := cloneCondition(part.When)
		at := slices.IndexFunc(c.Rules, func(r condition.Rule) bool {
			return r.Subject == condition.AttributeSubject && r.Operator == condition.Is && value.Fold(r.Name) == value.Fold(w.Attribute)
		})
		switch {
		case !c.Any && len(c.Rules) > 1:
			return l, fmt.Errorf("the condition of %s joins its rules by and", status)
		case at >= 0:
			c.Rules[at].Texts = append(slices.Clone(c.Rules[at].Texts), w.Word)
		default:
			c.Rules = append(c.Rules, condition.Rule{Subject: condition.AttributeSubject, Name: w.Attribute, Operator: condition.Is, Texts: []string{w.Word}})
			c.Any = len(c.Rules) > 1
		}
		*l.ConditionOf(status) = c
	}
	return l, nil
}

// ConditionOf points to the condition of a status, and to that of trial for NoStatus.
func (l *Lifecycle) ConditionOf(status Status) *condition.Condition {
	switch status {
	case LeftOut:
		return &l.LeftOut
	case Churned:
		return &l.Churned
	case Paying:
		return &l.Paying
	case NotConverted:
		return &l.NotConverted
	case Trial, NoStatus:
	}
	return &l.Trial
}

// SortWords puts the commonest words first.
func SortWords(list []WordCount) {
	slices.SortFunc(list, func(a, b WordCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Attribute, b.Attribute), strings.Compare(a.Word, b.Word))
	})
}

// WordsText is a sentence about words, and how many rows or accounts have them.
type WordsText struct {
	Text  string
	Count int
}

// WordsNotUnderstood says, for each attribute, which of its words are not
// understood: `status not understood: "Dormant" (3), "Tier 2" (1); a condition in
// Settings, under Statuses, can say what it means`.
func WordsNotUnderstood(list []WordCount) []WordsText {
	const few = 5
	var texts []WordsText
	for _, name := range []string{value.StatusAttribute, value.Converted} {
		var words []string
		count := 0
		for _, w := range list {
			if value.Fold(w.Attribute) == name {
				count += w.Count
				words = append(words, fmt.Sprintf("%q (%s)", value.Truncate(w.Word), value.FormatCount(w.Count)))
			}
		}
		if len(words) == 0 {
			continue
		}
		if more := len(words) - few; more > 0 {
			words = append(words[:few], value.FormatCount(more)+" others")
		}
		texts = append(texts, WordsText{
			name + " not understood: " + strings.Join(words, ", ") + "; a condition in Settings, under Statuses, can say what it means", count,
		})
	}
	return texts
}
