package scoring

// Evidence is why one rule holds for an account or does not.
type Evidence struct {
	Rule  Rule
	Holds bool
	Words string // what the data says and what the rule needs, such as "once, on day 4; needs more than 1 time"
}

// Explain gives the evidence of every rule of the condition, in order. The
// words hold names and values as the data has them, cut to a sensible length;
// whoever shows them makes them safe.
func Explain(c Condition, a *Account, m Moment) []Evidence {
	evidence := make([]Evidence, len(c.Rules))
	for i, r := range c.Rules {
		evidence[i] = Evidence{
			Rule:  r,
			Holds: holdsRule(r, a, m),
			Words: found(r, a, m) + "; needs " + needs(r),
		}
	}
	return evidence
}
