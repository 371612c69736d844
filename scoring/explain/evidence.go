package explain

import (
	"trialist/scoring/account"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
)

// Evidence is why one rule holds for an account or does not.
type Evidence struct {
	Holds bool
	Text  string // what the data says and what the rule needs, such as "once, on day 4; needs more than 1 time"
}

// EvidenceOf is the evidence for every rule of the condition, in order. A rule with
// levels holds from its first level on; what the data says is told for the level that is
// reached, as the window is another for each. Its texts
// hold names and values as the data has them, cut to a sensible length. Whoever
// shows them must make them safe for the terminal.
func EvidenceOf(c condition.Condition, a *account.Account, m condition.Moment) []Evidence {
	evidence := make([]Evidence, len(c.Rules))
	for i, asked := range c.Rules {
		r := asked.Level(max(levelReached(condition.Condition{Rules: []condition.Rule{asked}}, a, m), 1))
		evidence[i] = Evidence{
			Holds: eval.HoldsRule(r, a, m),
			Text:  evidenceText(r, a, m) + otherDateText(r, a, m) + "; needs " + requirementText(asked),
		}
	}
	return evidence
}
