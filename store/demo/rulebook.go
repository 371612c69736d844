package demo

import (
	"fmt"

	"trialist/scoring"
)

// signals are those of the made-up product's team, milestones in journey order.
var signals = []struct {
	name   string
	side   scoring.Side
	phase  scoring.Phase
	weight int
	when   string
}{
	{"Created a project", scoring.Adoption, scoring.Setup, 2, `event "Created a project" happened more than 0 times ever`},
	{"Imported contacts", scoring.Adoption, scoring.Setup, 5, `event "Imported contacts" happened more than 0 times ever`},
	{"Invited teammates", scoring.Adoption, scoring.Discovery, 4, `event "Invited teammates" happened more than 0 times ever`},
	{"Created first campaign", scoring.Adoption, scoring.Discovery, 3, `event "Created campaign" happened more than 0 times ever`},
	{"Sent first campaign", scoring.Adoption, scoring.Activation, 6, `event "Sent campaign" happened more than 0 times ever`},
	{"Company size", scoring.Fit, scoring.Setup, 6, `attribute employees is more than 50`},
	{"Category", scoring.Fit, scoring.Setup, 4, `attribute industry is Retail|E-commerce|Media`},
	{"Marketing department", scoring.Fit, scoring.Setup, 5, `contact attribute department is Marketing`},
	{"Country", scoring.Fit, scoring.Setup, 3, `attribute country is US|UK|CA|DE`},
	{"Corporate e-mail", scoring.Fit, scoring.Setup, 4, `attribute email does not contain gmail|hotmail|outlook`},
}

// Rulebook is what the made-up product's team decided: five adoption signals,
// five fit signals, and the usual statuses. An error means that a signal of
// the demo is wrong, which no option can bring about.
func (w *Workspace) Rulebook() (scoring.Rulebook, error) {
	book := scoring.DefaultRulebook()
	for _, s := range signals {
		when, err := scoring.ParseCondition(s.when)
		if err != nil {
			return scoring.Rulebook{}, fmt.Errorf("demo signal %s: %w", s.name, err)
		}
		book.Card, err = book.Card.Add(scoring.Signal{
			Name: s.name, Side: s.side, Phase: s.phase, Weight: s.weight, Enabled: true, When: when,
		})
		if err != nil {
			return scoring.Rulebook{}, fmt.Errorf("demo signal %s: %w", s.name, err)
		}
	}
	if w.options.Bulk() {
		book.Life.TrialDays = w.options.Days
	}
	return book, nil
}
