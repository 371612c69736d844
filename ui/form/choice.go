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
	Words   []clean.Text
	Current int // the one in force
	set     func(int)
}

// newOptions offers values, each by its word.
func newOptions[T comparable](values []T, now T, word func(T) clean.Text, set func(T)) options {
	o := options{Current: slices.Index(values, now), set: func(i int) { set(values[i]) }}
	for _, v := range values {
		o.Words = append(o.Words, word(v))
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

// Options are those of the field at a spot; none where it is typed.
func (f *Form) Options(spot FieldRef) options {
	switch spot.Kind {
	case SideField:
		return newOptions(rulebook.Sides(), f.Signal.Side, func(s rulebook.Side) clean.Text { return clean.Of(s.String()) },
			func(s rulebook.Side) { f.Signal.Side = s })
	case phaseField:
		return newOptions(rulebook.Phases(), f.Signal.Phase, func(p rulebook.Phase) clean.Text { return clean.Of(p.String()) },
			func(p rulebook.Phase) { f.Signal.Phase = p })
	case JoinField:
		return newOptions([]bool{false, true}, f.matchAny, joinName, func(any bool) { f.matchAny = any })
	case SubjectField, OperatorField, ValueField, spanField, unitField:
		return f.ruleOptions(&f.Rules[spot.Rule], spot.Kind)
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
		return newOptions(r.Operators(), r.Operator, func(o condition.Operator) clean.Text { return operatorLabel(r.subject, o) },
			func(o condition.Operator) { r.Operator = o })
	case part == ValueField && r.isYesNo():
		return newOptions([]string{"yes", "no"}, r.Texts.Value(), clean.Of, func(s string) { r.Texts = textsEntry([]string{s}) })
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
	if f.Current.Kind == WeightField {
		return f.setWeight(f.Signal.Weight + by)
	}
	o := f.Options(f.Current)
	if len(o.Words) == 0 {
		return nil
	}
	return f.setOption(f.Current, (o.Current+by+len(o.Words))%len(o.Words))
}

// setOption takes an option of the field at a spot.
func (f *Form) setOption(spot FieldRef, option int) tea.Cmd {
	o := f.Options(spot)
	if option < 0 || option >= len(o.Words) || option == o.Current {
		return nil
	}
	o.set(option)
	return f.afterEdit(spot)
}

// chooseByLetter chooses the next option that starts with a letter.
func (f *Form) chooseByLetter(letter string) tea.Cmd {
	o := f.Options(f.Current)
	for i := 1; i < len(o.Words); i++ {
		next := (o.Current + i) % len(o.Words)
		if strings.HasPrefix(string(o.Words[next]), strings.ToLower(letter)) {
			return f.setOption(f.Current, next)
		}
	}
	return nil
}

// setWeight changes the weight, and says why not where it cannot be.
func (f *Form) setWeight(weight int) tea.Cmd {
	tried := f.Signal
	tried.Name, tried.Weight, tried.When = "-", weight, condition.Condition{Rules: []condition.Rule{{Subject: condition.LastSeenSubject}}}
	if _, err := rulebook.NewScorecard().Add(tried); err != nil {
		f.rejection = clean.Of(err.Error())
		return nil
	}
	if weight == f.Signal.Weight {
		return nil
	}
	f.Signal.Weight = weight
	return f.afterEdit(f.Current)
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
