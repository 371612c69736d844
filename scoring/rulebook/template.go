package rulebook

import (
	"fmt"
	"slices"
	"strings"

	"trialist/scoring/condition"
	"trialist/scoring/value"
)

// Template is a common signal to start from. The name of its event or attribute is
// still to be picked from the data.
type Template struct {
	Title  string // shown in the list of templates
	Side   Side
	Phase  Phase
	Weight int
	When   condition.Condition // its only rule has no name yet

	handRaiser   bool
	disqualifier bool
	name         string   // of the signal, with %s for the picked name
	nameHints    []string // parts of names that suggest themselves, the best first
}

// Templates lists the templates in the order that the form offers them.
func Templates() []Template { return append(adoptionTemplates(), fitTemplates()...) }

func adoptionTemplates() []Template {
	event := func(op condition.Operator, times float64, w condition.Window) condition.Condition {
		return condition.Condition{Rules: []condition.Rule{{Subject: condition.EventSubject, Operator: op, Number: times, Window: w}}}
	}
	levels := func(c condition.Condition, numbers []float64, counts []int) condition.Condition {
		c.Rules[0].Numbers, c.Rules[0].Counts = numbers, counts
		return c
	}
	return []Template{
		{
			Title: "Feature used", name: "%s", Side: Adoption, Phase: Setup, Weight: 5,
			When: event(condition.MoreThan, 0, condition.Window{}),
		},
		{
			Title: "Used N times", name: "%s, 5 times", Side: Adoption, Phase: Activation, Weight: 5,
			When: event(condition.AtLeast, 5, condition.Window{}),
		},
		{
			Title: "Used in the last week", name: "%s, last week", Side: Adoption, Phase: Activation, Weight: 5,
			When: event(condition.MoreThan, 0, condition.Window{Span: condition.Last, Count: 7}),
		},
		{
			Title: "Used more and more", name: "%s, how often", Side: Adoption, Phase: Activation, Weight: 5,
			When: levels(event(condition.AtLeast, 1, condition.Window{}), []float64{1, 5, 20}, nil),
		},
		{
			Title: "Used lately", name: "%s, how lately", Side: Adoption, Phase: Activation, Weight: 5,
			When: levels(event(condition.MoreThan, 0, condition.Window{Span: condition.Last, Count: 30}), nil, []int{30, 14, 7, 3}),
		},
		{
			Title: "Invited a teammate", name: "Invited a teammate", Side: Adoption, Phase: Discovery, Weight: 5,
			When: event(condition.MoreThan, 0, condition.Window{}), nameHints: []string{"invite", "invit", "teammate", "member", "user added"},
		},
		{
			Title: "Asked for a demo", name: "Asked for a demo", Side: Adoption, Phase: Discovery, Weight: 5, handRaiser: true,
			When: event(condition.MoreThan, 0, condition.Window{}), nameHints: []string{"demo", "contact sales", "talk to", "sales", "pricing"},
		},
	}
}

func fitTemplates() []Template {
	attribute := func(r condition.Rule) condition.Condition {
		r.Subject = condition.AttributeSubject
		return condition.Condition{Rules: []condition.Rule{r}}
	}
	return []Template{
		{
			Title: "Corporate e-mail", name: "Corporate e-mail", Side: Fit, Weight: 5,
			When:      attribute(condition.Rule{Operator: condition.DoesNotContain, Texts: freeMailDomains()}),
			nameHints: []string{"email", "e-mail", "mail"},
		},
		{
			Title: "Company size", name: "Company size", Side: Fit, Weight: 5,
			When:      attribute(condition.Rule{Operator: condition.MoreThan, Number: 50}),
			nameHints: []string{"employees", "company_size", "size", "headcount", "seats", "staff"},
		},
		{
			Title: "Country", name: "Country", Side: Fit, Weight: 5,
			When:      attribute(condition.Rule{Operator: condition.Is, Texts: []string{"US", "UK", "Canada"}}),
			nameHints: []string{"country", "nation", "region"},
		},
		{
			Title: "Phone given", name: "Phone given", Side: Fit, Weight: 5,
			When:      attribute(condition.Rule{Operator: condition.IsSet}),
			nameHints: []string{"phone", "mobile", "tel"},
		},
		{
			Title: "Competitor", name: "Competitor", Side: Fit, disqualifier: true,
			When:      attribute(condition.Rule{Operator: condition.Contains, Texts: []string{"rival.example"}}),
			nameHints: []string{"domain", "website", "email", "company"},
		},
	}
}

// freeMailDomains is what the addresses of large free mail services contain.
func freeMailDomains() []string {
	return []string{
		"@gmail.", "@googlemail.", "@outlook.", "@hotmail.", "@live.", "@yahoo.", "@icloud.", "@aol.", "@gmx.",
		"@proton.me", "@protonmail.",
	}
}

// Suggest is the name in the data that the template most likely asks about, ""
// when no name fits. Of several that fit equally well it is the first, so the most
// frequent names should come first.
func (t Template) Suggest(names value.Names) string {
	known := names.Attributes
	if t.nameSubject() == condition.EventSubject {
		known = names.Events
	}
	for _, hint := range t.nameHints {
		at := slices.IndexFunc(known, func(name string) bool { return strings.Contains(value.Fold(name), hint) })
		if at >= 0 {
			return known[at]
		}
	}
	return ""
}

// nameSubject is whether the name to pick is that of an event or of an attribute.
func (t Template) nameSubject() condition.Subject { return t.When.Rules[0].Subject }

// Signal is the template's signal about the event or attribute of that name,
// switched on and without an id.
func (t Template) Signal(picked string) Signal {
	when := cloneCondition(t.When)
	when.Rules[0].Name = picked
	name := t.name
	if strings.Contains(name, "%s") {
		name = fmt.Sprintf(name, picked)
	}
	return Signal{Name: name, Side: t.Side, Phase: t.Phase, Weight: t.Weight, Enabled: true, HandRaiser: t.handRaiser, Disqualifier: t.disqualifier, When: when}
}

// Disqualifies reports whether the template is one of a disqualifier.
func (t Template) Disqualifies() bool { return t.disqualifier }
