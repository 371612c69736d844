package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/condition"
	"trialist/scoring/rulebook"
	"trialist/ui/clean"
)

// formOptions is what a field that is chosen can be.
type formOptions struct {
	words []clean.Text
	at    int // the one in force
	set   func(int)
}

// optionsOf offers values, each by its word.
func optionsOf[T comparable](values []T, now T, word func(T) clean.Text, set func(T)) formOptions {
	o := formOptions{at: slices.Index(values, now), set: func(i int) { set(values[i]) }}
	for _, v := range values {
		o.words = append(o.words, word(v))
	}
	return o
}

var (
	formSubjects = []condition.Subject{
		condition.EventSubject, condition.AttributeSubject, condition.ContactSubject, condition.ActiveDaysSubject, condition.LastSeenSubject,
	}
	formSpans = []condition.Span{condition.Ever, condition.Last, condition.FirstOfTrial, condition.DuringTrial}
	formUnits = []condition.Unit{condition.Hours, condition.Days, condition.Weeks, condition.Months}
)

// options are those of the field at a spot; none where it is typed.
func (f *form) options(spot formSpot) formOptions {
	switch spot.part {
	case sidePart:
		return optionsOf(rulebook.Sides(), f.signal.Side, func(s rulebook.Side) clean.Text { return clean.Of(s.String()) },
			func(s rulebook.Side) { f.signal.Side = s })
	case phasePart:
		return optionsOf(rulebook.Phases(), f.signal.Phase, func(p rulebook.Phase) clean.Text { return clean.Of(p.String()) },
			func(p rulebook.Phase) { f.signal.Phase = p })
	case joinPart:
		return optionsOf([]bool{false, true}, f.any, joinWord, func(any bool) { f.any = any })
	case subjectPart, operatorPart, valuePart, spanPart, unitPart:
		return f.ruleOptions(&f.rules[spot.rule], spot.part)
	case namePart, weightPart, aboutPart, countPart, sentencePart:
	}
	return formOptions{}
}

func joinWord(any bool) clean.Text {
	if any {
		return "any"
	}
	return "all"
}

func (f *form) ruleOptions(r *formRule, part formPart) formOptions {
	switch {
	case part == subjectPart:
		return optionsOf(formSubjects, r.subject, func(s condition.Subject) clean.Text { return clean.Of(s.String()) },
			func(s condition.Subject) { r.ask(s); f.learn(r, true) })
	case part == operatorPart:
		return optionsOf(r.operators(), r.operator, func(o condition.Operator) clean.Text { return operatorChoice(r.subject, o) },
			func(o condition.Operator) { r.operator = o })
	case part == valuePart && r.yesOrNo():
		return optionsOf([]string{"yes", "no"}, r.texts.Value(), clean.Of, func(s string) { r.texts = textsEntry([]string{s}) })
	case part == spanPart:
		return optionsOf(formSpans, r.span, spanWord, func(s condition.Span) { r.span = s })
	case part == unitPart:
		return optionsOf(formUnits, r.unit, unitWord, func(u condition.Unit) { r.unit = u })
	}
	return formOptions{}
}

func spanWord(s condition.Span) clean.Text {
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

func unitWord(u condition.Unit) clean.Text {
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

// turn chooses the option so many places on.
func (f *form) turn(by int) tea.Cmd {
	if f.at.part == weightPart {
		return f.weigh(f.signal.Weight + by)
	}
	o := f.options(f.at)
	if len(o.words) == 0 {
		return nil
	}
	return f.choose(f.at, (o.at+by+len(o.words))%len(o.words))
}

// choose takes an option of the field at a spot.
func (f *form) choose(spot formSpot, option int) tea.Cmd {
	o := f.options(spot)
	if option < 0 || option >= len(o.words) || option == o.at {
		return nil
	}
	o.set(option)
	return f.changed(spot)
}

// letter chooses the next option that starts with a letter.
func (f *form) letter(letter string) tea.Cmd {
	o := f.options(f.at)
	for i := 1; i < len(o.words); i++ {
		next := (o.at + i) % len(o.words)
		if strings.HasPrefix(string(o.words[next]), strings.ToLower(letter)) {
			return f.choose(f.at, next)
		}
	}
	return nil
}

// weigh changes the weight, and says why not where it cannot be.
func (f *form) weigh(weight int) tea.Cmd {
	tried := f.signal
	tried.Name, tried.Weight, tried.When = "-", weight, condition.Condition{Rules: []condition.Rule{{Subject: condition.LastSeenSubject}}}
	if _, err := rulebook.NewScorecard().Add(tried); err != nil {
		f.refused = clean.Of(err.Error())
		return nil
	}
	if weight == f.signal.Weight {
		return nil
	}
	f.signal.Weight = weight
	return f.changed(f.at)
}

// weightKey is the weight that a digit stands for, 0 for ten.
func weightKey(key string) (int, bool) {
	if len(key) != 1 || key[0] < '0' || key[0] > '9' {
		return 0, false
	}
	if key == "0" {
		return rulebook.MaxWeight, true
	}
	return int(key[0] - '0'), true
}
