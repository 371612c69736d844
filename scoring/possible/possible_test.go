package possible_test

import (
	"context"
	"testing"

	"trialist/scoring/account"
	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/factstest"
	"trialist/scoring/possible"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// evaluating is a [possible.Source] over facts.
type evaluating struct {
	facts  eval.Facts
	moment condition.Moment
}

func (e evaluating) Conditions(ctx context.Context, conditions []condition.Condition) ([]bitset.Bits, error) {
	return eval.Match(ctx, e.facts, e.moment, conditions)
}

// missing reports whether an account, or all its contacts, lack an attribute.
func missing(r condition.Rule, a *account.Account, m condition.Moment) bool {
	if r.Subject == condition.ContactSubject {
		name := a.ResolveContactAttribute(r.Name)
		for _, c := range a.Contacts {
			if account.ValueOf(c.Attributes, name).Kind != value.Absent {
				return false
			}
		}
		return true
	}
	return a.Effective(r.Name, m).Kind == value.Absent
}

// slowPossible is whether a condition possibly holds, rule by rule.
func slowPossible(c condition.Condition, a *account.Account, m condition.Moment) bool {
	holding := 0
	for _, r := range c.Rules {
		switch {
		case eval.HoldsRule(r, a, m):
			holding++
		case r.Subject != condition.AttributeSubject && r.Subject != condition.ContactSubject, r.Operator == condition.IsNotSet:
		case r.ComparesAttributes():
			other := condition.Rule{Subject: condition.AttributeSubject, Name: r.Other}
			if missing(r, a, m) || missing(other, a, m) {
				holding++
			}
		case missing(r, a, m):
			holding++
		}
	}
	return c.Any && holding > 0 || !c.Any && holding == len(c.Rules)
}

// levelled are conditions with levels, over names that random accounts have.
var levelled = []string{
	"attribute Size is more than 1|5|50", "attribute size is at least 2|20 and attribute country is set",
	"contact attribute size is more than 1|100", "event login happened at least 1|2|5 times ever",
}

func TestPossibleEqualsReference(t *testing.T) {
	t.Parallel()
	higher, same := 0, 0
	for seed := range uint64(40) {
		r := factstest.NewRandom(1300 + seed)
		accounts, facts := r.Accounts(120)
		book, moment := rulebook.Default(), r.Moment()
		moment.TrialDays = book.Lifecycle.TrialDays
		for i := range 12 {
			s := rulebook.Signal{ID: int64(i + 1), Side: rulebook.Side(i % 2), Weight: 1 + r.IntN(10), Enabled: r.IntN(5) > 0, When: r.Condition()}
			if s.Side == rulebook.Fit {
				book.Card.Fit = append(book.Card.Fit, s)
			} else {
				book.Card.Adoption = append(book.Card.Adoption, s)
			}
		}
		if seed%2 == 0 {
			var err error
			if book.Card.Fit[0].When, err = condition.ParseSignal(levelled[seed/2%uint64(len(levelled))]); err != nil {
				t.Fatal(err)
			}
			book.Card.Fit[0].Enabled = true
			book.Card.Disqualifiers = append(book.Card.Disqualifiers, rulebook.Signal{ID: 99, Side: rulebook.Fit, Enabled: true, Disqualifier: true, When: r.Condition()})
		}
		p, err := rank.NewPopulation(t.Context(), facts, make([]uint32, len(accounts)), moment, book)
		if err != nil {
			t.Fatal(err)
		}
		scores := rank.NewScores(p, book.Card)
		found, err := possible.Find(t.Context(), evaluating{facts, moment}, p, book.Card)
		if err != nil {
			t.Fatal(err)
		}
		for slot := range accounts {
			a := &accounts[slot]
			for _, side := range rulebook.Sides() {
				var mask uint64
				for _, s := range book.Card.Layout(side).Signals {
					for level, c := range s.When.EachLevel() {
						if slowPossible(c, a, moment) {
							mask |= 1 << (s.FirstBit + level)
						}
					}
				}
				want, got, score := book.Card.Score(side, mask), found.Score(side, slot), scores.Score(side, slot)
				if got != want {
					t.Fatalf("seed %d, slot %d: possible %s score %v, want %v", seed, slot, side, got, want)
				}
				if got.Sum < score.Sum {
					t.Fatalf("seed %d, slot %d: possible %v is below %v", seed, slot, got, score)
				}
				one := possible.Assess(book.Card, side, a, moment)
				checkAssessment(t, one, got, score)
				if got.Sum > score.Sum {
					higher++
				} else {
					same++
				}
			}
		}
	}
	if higher < 500 || same < 500 {
		t.Errorf("%d are higher and %d are not, so the test shows little", higher, same)
	}
}

// checkAssessment compares what is found of one account with what is found of all.
func checkAssessment(t *testing.T, one possible.Side, all, score rulebook.Score) {
	t.Helper()
	if one.Score != all {
		t.Fatalf("alone %v, among all %v", one.Score, all)
	}
	if (len(one.Missing) > 0) != (all.Sum > score.Sum) {
		t.Fatalf("%d attributes are missing from %v to %v", len(one.Missing), score, all)
	}
	for i, m := range one.Missing {
		if m.Points < 0 || m.Points > all.Tenths()-score.Tenths() || i > 0 && one.Missing[i-1].Points < m.Points {
			t.Fatalf("points of %+v between %v and %v", one.Missing, score, all)
		}
	}
}

func TestPossibleByHand(t *testing.T) {
	t.Parallel()
	card := rulebook.NewScorecard()
	for _, s := range []struct {
		name, when string
		weight     int
	}{
		{"Size", "attribute employees is more than 50", 5},
		{"Country", "attribute country is not US", 5},
		{"Phone", "contact attribute phone is set", 5},
		{"Both", "attribute employees is less than 5000 and attribute revenue is more than 10", 5},
		{"Unset", "attribute competitor is not set", 5},
	} {
		var err error
		card, err = card.Add(rulebook.Signal{Name: s.name, Side: rulebook.Fit, Weight: s.weight, Enabled: true, When: factstest.Parsed(t, s.when)})
		if err != nil {
			t.Fatal(err)
		}
	}
	m := condition.Moment{AsOf: factstest.Noon}
	nothing := account.Account{ID: "a", Known: true}
	got := possible.Assess(card, rulebook.Fit, &nothing, m)
	if got.Score.Tenths() != 1000 || len(got.Missing) != 4 {
		t.Fatalf("of nothing: %+v", got)
	}
	for i, want := range []possible.Missing{{"employees", false, 200}, {"country", false, 200}, {"phone", true, 200}, {"revenue", false, 0}} {
		if got.Missing[i] != want {
			t.Errorf("missing %d is %+v, want %+v", i, got.Missing[i], want)
		}
	}
	known := account.Account{ID: "b", Known: true, Attributes: []value.Attribute{
		{Name: "employees", Value: value.NumberValue(20)}, {Name: "country", Value: value.TextValue("US")},
	}, Contacts: []account.Contact{{ID: "p"}}}
	got = possible.Assess(card, rulebook.Fit, &known, m)
	if got.Score.Tenths() != 600 || len(got.Missing) != 2 || got.Missing[0].Name != "phone" && got.Missing[0].Name != "revenue" {
		t.Errorf("of one that is too small: %+v", got)
	}
	known.Attributes = append(known.Attributes, value.Attribute{Name: "revenue", Value: value.TextValue("a lot")}, value.Attribute{Name: "competitor", Value: value.TextValue("yes")})
	known.Contacts[0].Attributes = []value.Attribute{{Name: "phone", Value: value.TextValue("1")}}
	got = possible.Assess(card, rulebook.Fit, &known, m)
	if got.Score.Tenths() != 200 || len(got.Missing) != 0 {
		t.Errorf("of one of whom all is known: %+v", got)
	}
}
