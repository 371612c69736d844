package scoring

import (
	"fmt"
	"slices"
	"strings"
)

// Template is a common signal to start from. One name, that of an event or an
// attribute, is left to be picked from the data.
type Template struct {
	Title  string // what it is called among the templates
	Side   Side
	Phase  Phase
	Weight int
	When   Condition // its only rule has no name yet

	name  string   // of the signal, with %s where the picked name goes
	usual []string // what names that fit may hold, the best first
}

// Templates lists the templates in the order that the form offers them.
func Templates() []Template {
	event := func(op Operator, times float64, w Window) Condition {
		return Condition{Rules: []Rule{{Subject: EventSubject, Operator: op, Number: times, Window: w}}}
	}
	attribute := func(r Rule) Condition {
		r.Subject = AttributeSubject
		return Condition{Rules: []Rule{r}}
	}
	return []Template{
		{
			Title: "Feature used", name: "%s", Side: Adoption, Phase: Setup, Weight: 5,
			When: event(MoreThan, 0, Window{}),
		},
		{
			Title: "Used N times", name: "%s, 5 times", Side: Adoption, Phase: Activation, Weight: 5,
			When: event(AtLeast, 5, Window{}),
		},
		{
			Title: "Used in the last week", name: "%s, last week", Side: Adoption, Phase: Activation, Weight: 5,
			When: event(MoreThan, 0, Window{Span: Last, Count: 7}),
		},
		{
			Title: "Invited a teammate", name: "Invited a teammate", Side: Adoption, Phase: Discovery, Weight: 5,
			When: event(MoreThan, 0, Window{}), usual: []string{"invite", "invit", "teammate", "member", "user added"},
		},
		{
			Title: "Corporate e-mail", name: "Corporate e-mail", Side: Fit, Weight: 5,
			When:  attribute(Rule{Operator: DoesNotContain, Texts: freeMail()}),
			usual: []string{"email", "e-mail", "mail"},
		},
		{
			Title: "Company size", name: "Company size", Side: Fit, Weight: 5,
			When:  attribute(Rule{Operator: MoreThan, Number: 50}),
			usual: []string{"employees", "company_size", "size", "headcount", "seats", "staff"},
		},
		{
			Title: "Country", name: "Country", Side: Fit, Weight: 5,
			When:  attribute(Rule{Operator: Is, Texts: []string{"US", "UK", "Canada"}}),
			usual: []string{"country", "nation", "region"},
		},
		{
			Title: "Phone given", name: "Phone given", Side: Fit, Weight: 5,
			When:  attribute(Rule{Operator: IsSet}),
			usual: []string{"phone", "mobile", "tel"},
		},
	}
}

// freeMail is how the addresses of large free mail services are told.
func freeMail() []string {
	return []string{
		"@gmail.", "@googlemail.", "@outlook.", "@hotmail.", "@live.", "@yahoo.", "@icloud.", "@aol.", "@gmx.",
		"@proton.me", "@protonmail.",
	}
}

// Suggest is the name in the data that the template most likely asks about, ""
// when none offers itself. Of several that fit equally well it is the first, so
// the names should come with the most frequent first.
func (t Template) Suggest(names Names) string {
	known := names.Attributes
	if t.Picks() == EventSubject {
		known = names.Events
	}
	for _, usual := range t.usual {
		at := slices.IndexFunc(known, func(name string) bool { return strings.Contains(Fold(name), usual) })
		if at >= 0 {
			return known[at]
		}
	}
	return ""
}

// Picks is whether the name to be picked is that of an event or of an attribute.
func (t Template) Picks() Subject { return t.When.Rules[0].Subject }

// Signal is the template's signal about the event or attribute of that name,
// switched on and without an id.
func (t Template) Signal(picked string) Signal {
	when := cloneCondition(t.When)
	when.Rules[0].Name = picked
	name := t.name
	if strings.Contains(name, "%s") {
		name = fmt.Sprintf(name, picked)
	}
	return Signal{Name: name, Side: t.Side, Phase: t.Phase, Weight: t.Weight, Enabled: true, When: when}
}
