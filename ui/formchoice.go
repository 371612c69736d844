package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring"
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
	formSubjects = []scoring.Subject{
		scoring.EventSubject, scoring.AttributeSubject, scoring.ContactSubject, scoring.ActiveDaysSubject, scoring.LastSeenSubject,
	}
	formSpans = []scoring.Span{scoring.Ever, scoring.Last, scoring.FirstOfTrial, scoring.DuringTrial}
	formUnits = []scoring.Unit{scoring.Hours, scoring.Days, scoring.Weeks, scoring.Months}
)

// options are those of the field at a spot; none where it is typed.
func (f *form) options(spot formSpot) formOptions {
	switch spot.part {
	case sidePart:
		return optionsOf(scoring.Sides(), f.signal.Side, func(s scoring.Side) clean.Text { return clean.Of(s.String()) },
			func(s scoring.Side) { f.signal.Side = s })
	case phasePart:
		return optionsOf(scoring.Phases(), f.signal.Phase, func(p scoring.Phase) clean.Text { return clean.Of(p.String()) },
			func(p scoring.Phase) { f.signal.Phase = p })
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
		return optionsOf(formSubjects, r.subject, func(s scoring.Subject) clean.Text { return clean.Of(s.String()) },
			func(s scoring.Subject) { r.ask(s); f.learn(r, true) })
	case part == operatorPart:
		return optionsOf(r.operators(), r.operator, func(o scoring.Operator) clean.Text { return operatorChoice(r.subject, o) },
			func(o scoring.Operator) { r.operator = o })
	case part == valuePart && r.yesOrNo():
		return optionsOf([]string{"yes", "no"}, r.texts.Value(), clean.Of, func(s string) { r.texts = textsEntry([]string{s}) })
	case part == spanPart:
		return optionsOf(formSpans, r.span, spanWord, func(s scoring.Span) { r.span = s })
	case part == unitPart:
		return optionsOf(formUnits, r.unit, unitWord, func(u scoring.Unit) { r.unit = u })
	}
	return formOptions{}
}

func spanWord(s scoring.Span) clean.Text {
	switch s {
	case scoring.Ever:
		return "ever"
	case scoring.Last:
		return "in the last"
	case scoring.FirstOfTrial:
		return "in the first"
	case scoring.DuringTrial:
		return "during the trial"
	}
	return ""
}

func unitWord(u scoring.Unit) clean.Text {
	switch u {
	case scoring.Hours:
		return "hours"
	case scoring.Days:
		return "days"
	case scoring.Weeks:
		return "weeks"
	case scoring.Months:
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
	tried.Name, tried.Weight, tried.When = "-", weight, scoring.Condition{Rules: []scoring.Rule{{Subject: scoring.LastSeenSubject}}}
	if _, err := scoring.NewScorecard().Add(tried); err != nil {
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
		return scoring.MaxWeight, true
	}
	return int(key[0] - '0'), true
}
