package explain

import (
	"trialist/scoring/account"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// Assessment is everything that a rulebook says of one account at a moment,
// with the reasons: what a drill-down shows. It is worked out in the slow and
// obvious way, from the account alone, and agrees with the ranking.
type Assessment struct {
	Moment       condition.Moment
	Status       rulebook.Status // NoStatus when the account does not exist at as-of; LeftOut when it counts nowhere
	Start, End   value.Instant   // of the trial; Never when not known
	LastSeen     value.Instant   // Never without an event
	Scores       [2]rulebook.Score
	Bands        [2]rulebook.Band
	Masks        [2]uint64 // signal masks, in the layout of the card
	Qualified    bool
	Disqualified []Disqualification // the disqualifiers that hold; none where the account may be qualified
	Signals      [2][]SignalResult  // the enabled ones of each side, in order
	Gains        []Gain             // what would raise the scores, as [Gains] lists it
	LeftOutBy    []condition.Rule   // the rules that leave the account out
}

// SignalResult is one signal, what it adds and why.
type SignalResult struct {
	Contribution
	Evidence []Evidence // of each rule of the condition
	Outlook  string     // of a signal with levels, as [OutlookText] says
}

// Disqualification is a disqualifier that holds, and why.
type Disqualification struct {
	Signal   rulebook.Signal
	Evidence []Evidence // of each rule of the condition
}

// Assess asks the rulebook about the account. The trial length of the moment is
// that of the rulebook, whatever it is given as.
func Assess(book rulebook.Rulebook, a *account.Account, m condition.Moment) Assessment {
	m.TrialDays = book.Lifecycle.TrialDays
	s := Assessment{Moment: m, Status: statusOf(book.Lifecycle, a, m), LastSeen: a.LastSeen(m.AsOf)}
	if s.Status == rulebook.LeftOut {
		s.LeftOutBy = HoldingRules(book.Lifecycle.LeftOut, a, m)
	}
	s.Start, s.End = a.Trial(m)
	for _, side := range rulebook.Sides() {
		s.assessSide(book.Card, side, a)
	}
	for _, d := range book.Card.DisqualifiedBy(s.Masks[rulebook.Adoption], s.Masks[rulebook.Fit]) {
		s.Disqualified = append(s.Disqualified, Disqualification{d, EvidenceOf(d.When, a, m)})
	}
	s.Qualified = len(s.Disqualified) == 0 && book.Card.Qualifies(s.Scores[rulebook.Adoption], s.Scores[rulebook.Fit])
	s.Gains = Gains(book.Card, s.Masks[rulebook.Adoption], s.Masks[rulebook.Fit])
	return s
}

// HoldingRules lists the rules of a condition that hold for the account.
func HoldingRules(c condition.Condition, a *account.Account, m condition.Moment) []condition.Rule {
	var rules []condition.Rule
	for _, r := range c.Rules {
		if eval.HoldsRule(r, a, m) {
			rules = append(rules, r)
		}
	}
	return rules
}

// assessSide fills in one side.
func (s *Assessment) assessSide(card rulebook.Scorecard, side rulebook.Side, a *account.Account) {
	s.Masks[side] = MaskOf(card, side, a, s.Moment)
	s.Scores[side] = card.Score(side, s.Masks[side])
	s.Bands[side] = card.Band(side, s.Scores[side])
	for _, c := range Contributions(card, side, s.Masks[side]) {
		s.Signals[side] = append(s.Signals[side], SignalResult{
			c, EvidenceOf(c.Signal.When, a, s.Moment), OutlookText(card, c, a, s.Moment),
		})
	}
}

// MaskOf is the signal mask of one account on a side, at a moment.
func MaskOf(card rulebook.Scorecard, side rulebook.Side, a *account.Account, m condition.Moment) uint64 {
	var mask uint64
	for bit, c := range card.Layout(side).Conditions() {
		if eval.Holds(c, a, m) {
			mask |= 1 << bit
		}
	}
	return mask
}

// TrialDay is which day of its trial the account is in at as-of, from 1, and how many days
// the trial has; false where the trial is not known or has not begun. Its days begin at the
// time of day at which it began, on the clocks of the zone: a trial of 14 dates has 14 days,
// also where one of them has 25 hours.
func (s *Assessment) TrialDay() (day, of int, ok bool) {
	if !s.Start.Known() || !s.End.Known() || s.Moment.AsOf < s.Start || s.End <= s.Start {
		return 0, 0, false
	}
	return dayOfTrial(s.Start, s.Moment.AsOf, s.Moment.Zone), dayOfTrial(s.Start, s.End-1, s.Moment.Zone), true
}

// dayOfTrial is the day of a trial that an instant is on, from 1.
func dayOfTrial(start, at value.Instant, zone *value.Zone) int {
	return int((zone.Local(at)-zone.Local(start))/value.Day) + 1
}

// statusOf is the status of one account.
func statusOf(l rulebook.Lifecycle, a *account.Account, m condition.Moment) rulebook.Status {
	if start, _ := a.Trial(m); !a.Known || start > m.AsOf {
		return rulebook.NoStatus
	}
	if l.LeavesOut() && eval.Holds(l.LeftOut, a, m) {
		return rulebook.LeftOut
	}
	for _, part := range l.StatusConditions() {
		if eval.Holds(part.When, a, m) {
			return part.Status
		}
	}
	return l.Default
}
