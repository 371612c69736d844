package form

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/condition"
	"trialist/scoring/rulebook"
	"trialist/ui/clean"
)

// options are the values that a choice field can have. The zero options are those
// of a field that is typed.
type options struct {
	words   []clean.Text
	current int // index of the current value, -1 for none
	set     func(int)
}

// newOptions makes options of values. word names each, set chooses one.
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

// options are the options of a field; none where it is typed.
func (f *Form) options(ref FieldRef) options {
	switch ref.Kind {
	case SideField:
		return newOptions(signalKinds, kindOf(f.signal), func(k signalKind) clean.Text { return k.name },
			func(k signalKind) { f.signal.Side, f.signal.Disqualifier = k.side, k.disqualifier })
	case phaseField:
		return newOptions(rulebook.Phases(), f.signal.Phase, func(p rulebook.Phase) clean.Text { return clean.Of(p.String()) },
			func(p rulebook.Phase) { f.signal.Phase = p })
	case handRaiserField:
		return newOptions([]bool{false, true}, f.signal.HandRaiser, handRaiserName, func(on bool) { f.signal.HandRaiser = on })
	case JoinField:
		return newOptions([]bool{false, true}, f.matchAny, joinName, func(any bool) { f.matchAny = any })
	case SubjectField, OperatorField, ValueField, spanField, unitField:
		return f.ruleOptions(&f.rules[ref.Rule], ref.Kind)
	case NameField, WeightField, RuleNameField, CountField, SentenceField:
	}
	return options{}
}

func handRaiserName(on bool) clean.Text {
	if on {
		return "hand-raiser"
	}
	return "no"
}

// signalKind is on which side a signal counts, or that it disqualifies.
type signalKind struct {
	name         clean.Text
	side         rulebook.Side
	disqualifier bool
}

var signalKinds = []signalKind{{"adoption", rulebook.Adoption, false}, {"fit", rulebook.Fit, false}, {"disqualifier", rulebook.Fit, true}}

func kindOf(s rulebook.Signal) signalKind {
	switch {
	case s.Disqualifier:
		return signalKinds[2]
	case s.Side == rulebook.Fit:
		return signalKinds[1]
	}
	return signalKinds[0]
}

func joinName(any bool) clean.Text {
	if any {
		return "any"
	}
	return "all"
}

func (f *Form) ruleOptions(r *ruleInput, kind FieldKind) options {
	switch {
	case kind == SubjectField:
		return newOptions(subjects, r.subject, func(s condition.Subject) clean.Text { return clean.Of(s.String()) },
			func(s condition.Subject) { r.setSubject(s); f.updateKinds(r, true) })
	case kind == OperatorField:
		return newOptions(r.operators(), r.operator, func(o condition.Operator) clean.Text { return operatorLabel(r.subject, o) },
			func(o condition.Operator) { r.operator = o })
	case kind == spanField:
		return newOptions(spans, r.span, spanName, func(s condition.Span) { r.span = s })
	case kind == unitField:
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

// cycleOption chooses the option by places further on, around the end. On the
// weight it adds by instead.
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

// setOption chooses an option of a field.
func (f *Form) setOption(ref FieldRef, option int) tea.Cmd {
	o := f.options(ref)
	if option < 0 || option >= len(o.words) || option == o.current {
		return nil
	}
	o.set(option)
	return f.afterEdit(ref)
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

// setWeight changes the weight. A weight out of range is rejected, with the error
// of the domain beside the field.
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

// weightOfKey is the weight that a digit key stands for; 0 stands for 10.
func weightOfKey(key string) (int, bool) {
	if len(key) != 1 || key[0] < '0' || key[0] > '9' {
		return 0, false
	}
	if key == "0" {
		return rulebook.MaxWeight, true
	}
	return int(key[0] - '0'), true
}
