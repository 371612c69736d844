package listing

import (
	"context"
	"math"
	"strings"

	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/segments"
	"trialist/cmd/trialist/session"
	"trialist/scoring/account"
	"trialist/scoring/bitset"
	"trialist/scoring/class"
	"trialist/scoring/condition"
	"trialist/scoring/explain"
	"trialist/scoring/pace"
	"trialist/scoring/possible"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store/accounts"
)

// detail is one account in the JSON contract.
type detail struct {
	Version   int                `json:"version"`
	AsOf      output.Instant     `json:"as_of"`
	Weighting rulebook.Weighting `json:"weighting"`
	trial
	*paceJSON
	TrialStart      output.Instant `json:"trial_started_at"`
	TrialEnd        output.Instant `json:"trial_ends_at"`
	Signals         []string       `json:"signals"` // matched, on the adoption side
	Segments        []string       `json:"segments"`
	LeftOutBy       []string       `json:"left_out_by"`   // the rules that leave the account out
	Disqualifiers   []disqualifier `json:"disqualifiers"` // those that hold, in their order
	AdoptionSignals []signalDetail `json:"adoption_signals"`
	FitSignals      []signalDetail `json:"fit_signals"`
	Raise           []raise        `json:"raise"`
	Missing         []missing      `json:"missing"` // attributes that could raise a score, by side the most valuable first
	Attributes      map[string]any `json:"attributes"`
	Contacts        []contact      `json:"contacts"`
	Touches         []touch        `json:"touches"`

	account account.Account
	paces   *pace.Paces // nil where nobody asked
	slot    int
	zone    *value.Zone
}

// signalDetail is an enabled signal and what it earns one account.
type signalDetail struct {
	Name     string        `json:"name"`
	Weight   int           `json:"weight"`
	Matched  bool          `json:"matched"`
	Points   output.Tenths `json:"points"`
	Possible output.Tenths `json:"possible"`
	Evidence string        `json:"evidence"`
	Level    int           `json:"level"`   // how many levels hold
	Levels   int           `json:"levels"`  // 1 of a signal without levels
	Outlook  *string       `json:"outlook"` // of a signal with levels: what it earns, and when more and less
}

// raise is what one more matched signal would change.
type raise struct {
	Signal    string        `json:"signal"`
	Side      rulebook.Side `json:"side"`
	Points    output.Tenths `json:"points"`
	Score     output.Tenths `json:"score"`
	Band      string        `json:"band"`
	Qualifies bool          `json:"qualifies"`
	Level     int           `json:"level"` // that it would reach
	Levels    int           `json:"levels"`
}

// missing is an attribute that is not known and that could raise a score.
type missing struct {
	Attribute string        `json:"attribute"`
	Contact   bool          `json:"contact"` // of the contacts
	Side      rulebook.Side `json:"side"`
	Points    output.Tenths `json:"points"` // if it alone were known and held
}

// contact is a person of an account.
type contact struct {
	ID         string         `json:"id"`
	Attributes map[string]any `json:"attributes"`
}

// findDetail looks up an account as Find does.
func findDetail(ctx context.Context, s *session.Session, idOrName string, withPace bool) (*detail, error) {
	account, err := Find(ctx, s, idOrName)
	if err != nil {
		return nil, err
	}
	slot, err := accounts.SlotOf(ctx, s.Store, account.ID)
	if err != nil {
		return nil, err
	}
	touches, err := accounts.Touches(ctx, s.Store, account.ID, s.TouchesAt())
	if err != nil {
		return nil, err
	}
	v, err := s.RankTrials(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := accounts.Rows(ctx, s.Store, []uint32{slot}, s.TouchesAt())
	if err != nil {
		return nil, err
	}
	found, err := segments.Evaluate(ctx, v, v.Book.Segments.List)
	if err != nil {
		return nil, err
	}
	shown := bitset.New(len(v.Population.Status))
	shown.Set(int(slot))
	classes, err := class.FindAmong(ctx, v.FilterSource(), v.Population, v.Book.Card, shown)
	if err != nil {
		return nil, err
	}
	d := newDetail(v, newTrial(v, rows[0], beside{classes: classes}), int(slot), account, touches)
	d.Segments = segments.NamesOf(v, int(slot), found)
	if withPace {
		waiting, done := v.WithProgress(ctx)
		defer done()
		if d.paces, err = v.FilterSource().Paces(waiting, v.Population, v.Book.Card); err != nil {
			return nil, err
		}
		d.paceJSON = newPaceJSON(d.paces.Of(d.slot))
	}
	return d, nil
}

func newDetail(v *session.RankedWorkspace, listed trial, slot int, account account.Account, touches []accounts.Touch) *detail {
	d := &detail{
		Version:         output.JSONVersion,
		AsOf:            output.Instant(v.AsOf),
		Weighting:       v.Book.Card.Weighting,
		trial:           listed,
		TrialStart:      output.Instant(v.Population.Start[slot]),
		TrialEnd:        output.Instant(v.Population.End[slot]),
		Signals:         matchedNames(v, rulebook.Adoption, slot),
		AdoptionSignals: signalDetails(v, rulebook.Adoption, slot, &account),
		FitSignals:      signalDetails(v, rulebook.Fit, slot, &account),
		Raise:           []raise{},
		Missing:         []missing{},
		LeftOutBy:       []string{},
		Disqualifiers:   disqualifiers(v, slot, &account),
		Attributes:      attributesJSON(account.Attributes),
		Contacts:        []contact{},
		Touches:         []touch{},
		account:         account,
		slot:            slot,
		zone:            v.Population.Zone,
	}
	if d.Status == rulebook.LeftOut {
		for _, r := range explain.HoldingRules(v.Book.Lifecycle.LeftOut, &account, v.Moment()) {
			d.LeftOutBy = append(d.LeftOutBy, condition.Condition{Rules: []condition.Rule{r}}.String())
		}
	}
	for _, step := range explain.Gains(v.Book.Card, v.Ranking.SignalMask(rulebook.Adoption, slot), v.Ranking.SignalMask(rulebook.Fit, slot)) {
		d.Raise = append(d.Raise, raise{
			Signal: step.Signal.Name, Side: step.Signal.Side, Points: output.Tenths(step.Points),
			Score: output.Tenths(step.Score.Tenths()), Band: step.Band.Name(step.Signal.Side), Qualifies: step.Qualifies,
			Level: step.Level, Levels: step.Levels,
		})
	}
	d.findMissing(v, &account)
	for _, c := range account.Contacts {
		d.Contacts = append(d.Contacts, contact{c.ID, attributesJSON(c.Attributes)})
	}
	for _, t := range touches {
		d.Touches = append(d.Touches, touchOf(t, v.Population.Zone))
	}
	return d
}

// findMissing says what is not known of the account, and the scores that it would reach.
func (d *detail) findMissing(v *session.RankedWorkspace, account *account.Account) {
	for _, side := range rulebook.Sides() {
		found := possible.Assess(v.Book.Card, side, account, v.Moment())
		score := output.ScoreOrNull(found.Score)
		if side == rulebook.Fit {
			d.FitPossible = score
		} else {
			d.AdoptionPossible = score
		}
		for _, m := range found.Missing {
			d.Missing = append(d.Missing, missing{m.Name, m.Contact, side, output.Tenths(m.Points)})
		}
	}
}

// signalDetails lists the enabled signals of a side with the points that each earns and
// the evidence for it.
func signalDetails(v *session.RankedWorkspace, side rulebook.Side, slot int, account *account.Account) []signalDetail {
	list := []signalDetail{}
	for _, p := range explain.Contributions(v.Book.Card, side, v.Ranking.SignalMask(side, slot)) {
		list = append(list, signalDetail{
			Name: p.Signal.Name, Weight: p.Signal.Weight, Matched: p.Matched,
			Points: output.Tenths(p.Earned), Possible: output.Tenths(p.Possible),
			Evidence: evidence(p.Signal.When, account, v.Moment()),
			Level:    p.Level, Levels: p.Levels,
			Outlook: output.TextOrNull(explain.OutlookText(v.Book.Card, p, account, v.Moment())),
		})
	}
	return list
}

// evidence says why a condition holds or not: the evidence of its rules in their
// order.
func evidence(when condition.Condition, account *account.Account, m condition.Moment) string {
	var words []string
	for _, e := range explain.EvidenceOf(when, account, m) {
		words = append(words, e.Text)
	}
	separator := " · "
	if when.Any {
		separator = " · or "
	}
	return strings.Join(words, separator)
}

// attributesJSON is attributes with times and plain numbers as JSON has them. What
// was written otherwise is a text, as it was written.
func attributesJSON(attributes []value.Attribute) map[string]any {
	values := make(map[string]any, len(attributes))
	for _, a := range attributes {
		switch v := a.Value; v.Kind {
		case value.Absent, value.YesNo:
			values[a.Name] = nil
		case value.Number:
			if values[a.Name] = v.Number; v.Text != "" || math.IsInf(v.Number, 0) || math.IsNaN(v.Number) {
				values[a.Name] = v.String() // JSON has no such numbers
			}
		case value.Date:
			values[a.Name] = output.Instant(v.Date)
		case value.Text:
			values[a.Name] = v.Text
		}
	}
	return values
}
