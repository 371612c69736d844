package demo

import (
	"fmt"

	"trialist/scoring/condition"
	"trialist/scoring/rulebook"
)

// askedForDemoSignal is the name of the hand-raiser.
const askedForDemoSignal = "Asked for a demo"

// signals are the signals of the made-up product.
var signals = []struct {
	name   string
	side   rulebook.Side
	phase  rulebook.Phase
	weight int
	when   string
}{
	{"Created a project", rulebook.Adoption, rulebook.Setup, 2, `event "Created a project" happened more than 0 times ever`},
	{"Imported contacts", rulebook.Adoption, rulebook.Setup, 5, `event "Imported contacts" happened more than 0 times ever`},
	{"Invited teammates", rulebook.Adoption, rulebook.Discovery, 4, `event "Invited teammates" happened more than 0 times ever`},
	{"Created first campaign", rulebook.Adoption, rulebook.Discovery, 3, `event "Created campaign" happened more than 0 times ever`},
	{"Sent first campaign", rulebook.Adoption, rulebook.Activation, 6, `event "Sent campaign" happened more than 0 times ever`},
	{askedForDemoSignal, rulebook.Adoption, rulebook.Activation, 1, `event "Asked for a demo" happened more than 0 times in the last 5 days`},
	{"Company size", rulebook.Fit, rulebook.Setup, 6, `attribute employees is more than 50|100|250`},
	{"Category", rulebook.Fit, rulebook.Setup, 4, `attribute industry is Retail|E-commerce|Media`},
	{"Marketing department", rulebook.Fit, rulebook.Setup, 5, `contact attribute department is Marketing`},
	{"Country", rulebook.Fit, rulebook.Setup, 3, `attribute country is US|UK|CA|DE`},
	{"Corporate e-mail", rulebook.Fit, rulebook.Setup, 4, `attribute email does not contain gmail|hotmail|outlook`},
}

// competitor disqualifies those who would only look at how the product is made.
const competitor = `attribute industry is Agency and attribute employees is more than 100`

// Rulebook is the rulebook of the made-up product: six adoption signals, one of which is a
// hand-raiser, five fit signals, one of them with levels, a disqualifier, and the default statuses. An error
// means that a signal above is not valid, whatever the options are.
func (w *Workspace) Rulebook() (rulebook.Rulebook, error) {
	book := rulebook.Default()
	for _, s := range signals {
		when, err := condition.ParseSignal(s.when)
		if err != nil {
			return rulebook.Rulebook{}, fmt.Errorf("demo signal %s: %w", s.name, err)
		}
		book.Card, err = book.Card.Add(rulebook.Signal{
			Name: s.name, Side: s.side, Phase: s.phase, Weight: s.weight, Enabled: true, When: when, HandRaiser: s.name == askedForDemoSignal,
		})
		if err != nil {
			return rulebook.Rulebook{}, fmt.Errorf("demo signal %s: %w", s.name, err)
		}
	}
	when, err := condition.Parse(competitor)
	if err != nil {
		return rulebook.Rulebook{}, fmt.Errorf("demo disqualifier: %w", err)
	}
	book.Card, err = book.Card.Add(rulebook.Signal{Name: "Competitor", Disqualifier: true, Enabled: true, When: when})
	if err != nil {
		return rulebook.Rulebook{}, fmt.Errorf("demo disqualifier: %w", err)
	}
	if w.options.bulk() {
		book.Lifecycle.TrialDays = w.options.Days
	}
	return book, nil
}
