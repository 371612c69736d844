package scoring

// Assessment is everything that a rulebook says of one account at a moment,
// with the reasons: what a drill-down shows. It is worked out the slow, obvious
// way from the account alone and agrees with what the fast path says of it
// among all others.
type Assessment struct {
	Moment     Moment
	Status     Status  // NoStatus when the account does not exist at as-of
	Start, End Instant // of the trial; Never when not known
	LastSeen   Instant // Never without an event
	Scores     [2]Score
	Bands      [2]Band
	Masks      [2]uint64 // bit i is whether the i-th enabled signal of the side is matched
	Qualified  bool
	Signals    [2][]Assessed // the enabled ones of each side, in order
	Raise      []Step        // what would raise the scores, as [Raise] lists it
}

// Assessed is one signal, what it adds and why.
type Assessed struct {
	Point
	Evidence []Evidence // of each rule of the condition
}

// Assess asks the rulebook about the account. The trial length of the moment is
// that of the rulebook, whatever it is given as.
func Assess(book Rulebook, a *Account, m Moment) Assessment {
	m.TrialDays = book.Life.TrialDays
	s := Assessment{Moment: m, Status: statusOf(book.Life, a, m), LastSeen: a.LastSeen(m.AsOf)}
	s.Start, s.End = a.Trial(m)
	for _, side := range Sides() {
		s.assess(book.Card, side, a)
	}
	s.Qualified = book.Card.Qualifies(s.Scores[Adoption], s.Scores[Fit])
	s.Raise = Raise(book.Card, s.Masks[Adoption], s.Masks[Fit])
	return s
}

// assess fills in one side.
func (s *Assessment) assess(card Scorecard, side Side, a *Account) {
	for i, signal := range card.Enabled(side) {
		if Holds(signal.When, a, s.Moment) {
			s.Masks[side] |= 1 << i
		}
	}
	s.Scores[side] = card.Score(side, s.Masks[side])
	s.Bands[side] = card.Band(side, s.Scores[side])
	for _, point := range Points(card, side, s.Masks[side]) {
		s.Signals[side] = append(s.Signals[side], Assessed{point, Explain(point.Signal.When, a, s.Moment)})
	}
}

// TrialDay is which day of its trial the account is in at as-of, 1 for the first
// 24 hours, and how many days the trial has; false where the trial is not known
// or has not begun.
func (s *Assessment) TrialDay() (day, of int, ok bool) {
	if !s.Start.Known() || !s.End.Known() || s.Moment.AsOf < s.Start || s.End <= s.Start {
		return 0, 0, false
	}
	return int((s.Moment.AsOf-s.Start)/Day) + 1, int((s.End - s.Start + Day - 1) / Day), true
}

// statusOf is the status of one account.
func statusOf(l Lifecycle, a *Account, m Moment) Status {
	if start, _ := a.Trial(m); !a.Known || start > m.AsOf {
		return NoStatus
	}
	for _, part := range l.parts() {
		if Holds(part.when, a, m) {
			return part.status
		}
	}
	return l.Default
}
