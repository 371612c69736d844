package form

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/condition"
	"trialist/scoring/rulebook"
	"trialist/ui/clean"
)

// options is what a field that is chosen can be.
type options struct {
	words   []clean.Text
	current int // the one in force
	set     func(int)
}

// newOptions offers values, each by its word.
func newOptions[T comparable](values []T, now T, word func(T) clean.Text, set func(T)) options {
	o := options{current: slices.Index(values, now), set: func(i int) { set(values[i]) }}
	for _, v := range values {
		o.words = append(o.words, word(v))
	}
	return o
}

var (
	subjects = []condition.Subject{
		condition.EventSubject, condition.AttributeSubject, condition.ContactSubject, condition.ActiveDaysSubject, condition.LastSeenSubject,
	}
	spans = []condition.Span{condition.Ever, condition.Last, condition.FirstOfTrial, condition.DuringTrial}
	units = []condition.Unit{condition.Hours, condition.Days, condition.Weeks, condition.Months}
)

// options are those of the field at a spot; none where it is typed.
func (f *Form) options(spot FieldRef) options {
	switch spot.Kind {
	case SideField:
		return newOptions(rulebook.Sides(), f.signal.Side, func(s rulebook.Side) clean.Text { return clean.Of(s.String()) },
			func(s rulebook.Side) { f.signal.Side = s })
	case phaseField:
		return newOptions(rulebook.Phases(), f.signal.Phase, func(p rulebook.Phase) clean.Text { return clean.Of(p.String()) },
			func(p rulebook.Phase) { f.signal.Phase = p })
	case JoinField:
		return newOptions([]bool{false, true}, f.matchAny, joinName, func(any bool) { f.matchAny = any })
	case SubjectField, OperatorField, ValueField, spanField, unitField:
		return f.ruleOptions(&f.rules[spot.Rule], spot.Kind)
	case NameField, WeightField, RuleNameField, CountField, SentenceField:
	}
	return options{}
}

func joinName(any bool) clean.Text {
	if any {
		return "any"
	}
	return "all"
}

func (f *Form) ruleOptions(r *ruleInput, part FieldKind) options {
	switch {
	case part == SubjectField:
		return newOptions(subjects, r.subject, func(s condition.Subject) clean.Text { return clean.Of(s.String()) },
			func(s condition.Subject) { r.setSubject(s); f.updateKinds(r, true) })
	case part == OperatorField:
		return newOptions(r.operators(), r.operator, func(o condition.Operator) clean.Text { return operatorLabel(r.subject, o) },
			func(o condition.Operator) { r.operator = o })
	case part == spanField:
		return newOptions(spans, r.span, spanName, func(s condition.Span) { r.span = s })
	case part == unitField:
		return newOptions(units, r.unit, unitName, func(u condition.Unit) { r.unit = u })
	}
	return options{}
}

func spanName(s condition.Span) clean.Text {
	switch s {
	case condition.Ever:
		return "ever"
	case condition.Last:
		return "in the last"
	case condition.FirstOfTrial:
		return "in the first"
	case condition.DuringTrial:
		return "during the trial"
	}
	return ""
}

func unitName(u condition.Unit) clean.Text {
	switch u {
	case condition.Hours:
		return "hours"
	case condition.Days:
		return "days"
	case condition.Weeks:
		return "weeks"
	case condition.Months:
		return "months"
	}
	return ""
}

// cycleOption chooses the option so many places on.
func (f *Form) cycleOption(by int) tea.Cmd {
	if f.current.Kind == WeightField {
		return f.setWeight(f.signal.Weight + by)
	}
	o := f.options(f.current)
	if len(o.words) == 0 {
		return nil
	}
	return f.setOption(f.current, (o.current+by+len(o.words))%len(o.words))
}

// setOption takes an option of the field at a spot.
func (f *Form) setOption(spot FieldRef, option int) tea.Cmd {
	o := f.options(spot)
	if option < 0 || option >= len(o.words) || option == o.current {
		return nil
	}
	o.set(option)
	return f.afterEdit(spot)
}

// chooseByLetter chooses the next option that starts with a letter.
func (f *Form) chooseByLetter(letter string) tea.Cmd {
	o := f.options(f.current)
	for i := 1; i < len(o.words); i++ {
		next := (o.current + i) % len(o.words)
		if strings.HasPrefix(string(o.words[next]), strings.ToLower(letter)) {
			return f.setOption(f.current, next)
		}
	}
	return nil
}

// setWeight changes the weight, and says why not where it cannot be.
func (f *Form) setWeight(weight int) tea.Cmd {
	tried := f.signal
	tried.Name, tried.Weight, tried.When = "-", weight, condition.Condition{Rules: []condition.Rule{{Subject: condition.LastSeenSubject}}}
	if _, err := rulebook.NewScorecard().Add(tried); err != nil {
		f.rejection = clean.Of(err.Error())
		return nil
	}
	if weight == f.signal.Weight {
		return nil
	}
	f.signal.Weight = weight
	return f.afterEdit(f.current)
}

// weightOfKey is the weight that a digit stands for, 0 for ten.
func weightOfKey(key string) (int, bool) {
	if len(key) != 1 || key[0] < '0' || key[0] > '9' {
		return 0, false
	}
	if key == "0" {
		return rulebook.MaxWeight, true
	}
	return int(key[0] - '0'), true
}
