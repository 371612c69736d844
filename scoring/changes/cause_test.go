package changes

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/rulebooktest"
)

// one is a state of a single trial that matches the signals of the names.
func one(book rulebook.Rulebook, matched ...string) State {
	p := &rank.Population{Status: []rulebook.Status{rulebook.Trial}, TieBreak: []uint32{0}}
	for _, side := range rulebook.Sides() {
		masks := rank.Masks{Words: []uint64{0}}
		for i, s := range book.Card.Signals(side) {
			masks.Keys = append(masks.Keys, s.When.String())
			for _, name := range matched {
				if s.Name == name {
					masks.Words[0] |= 1 << i
				}
			}
		}
		if side == rulebook.Adoption {
			p.Matches.Adoption = masks
		} else {
			p.Matches.Fit = masks
		}
	}
	return State{p, book}
}

// TestCause has a trial of two adoption signals, a and b of equal weight, and one fit
// signal, in several histories.
func TestCause(t *testing.T) {
	t.Parallel()
	book := rulebook.Default()
	add := func(card rulebook.Scorecard, side rulebook.Side, name string, weight int) rulebook.Scorecard {
		t.Helper()
		card, err := card.Add(rulebook.Signal{Name: name, Side: side, Weight: weight, Enabled: true, When: rulebooktest.EventCondition(name)})
		if err != nil {
			t.Fatal(err)
		}
		return card
	}
	for _, name := range []string{"a", "b"} {
		book.Card = add(book.Card, rulebook.Adoption, name, 5)
	}
	book.Card = add(book.Card, rulebook.Fit, "f", 5)
	withSignal := func(name string, edit func(s *rulebook.Signal)) rulebook.Rulebook {
		s, _ := book.Card.ByName(name)
		edit(&s)
		edited := book
		var err error
		if edited.Card, err = book.Card.Replace(s); err != nil {
			t.Fatal(err)
		}
		return edited
	}
	heavier := withSignal("a", func(s *rulebook.Signal) { s.Weight = 10 })
	redefined := withSignal("a", func(s *rulebook.Signal) { s.When = rulebooktest.EventCondition("another") })
	renamed := withSignal("a", func(s *rulebook.Signal) { s.Name = "A" })
	cuts, matrix, zone, longer := book, book, book, book
	cuts.Card.AdoptionCuts = rulebook.Cuts{25, 60, 75}
	matrix.Card.Qualified[3][2] = false
	zone.TimeZone = "Europe/Paris"
	longer.Lifecycle.TrialDays++
	third := book
	third.Card = add(book.Card, rulebook.Adoption, "c", 10)

	for name, test := range map[string]struct {
		from, to State
		want     []string
	}{
		"the account": {one(book, "f"), one(book, "f", "a"), []string{
			"qualified by account: not qualified to qualified, adoption +a", "band_up by account: Low to High, adoption +a",
		}},
		"the other side": {one(book, "a"), one(book, "f", "a"), []string{
			"qualified by account: not qualified to qualified, fit +f", "band_up by account: No match to Perfect match, fit +f",
		}},
		"both sides": {one(book), one(book, "f", "a"), []string{
			"qualified by account: not qualified to qualified, adoption fit +a +f",
			"band_up by account: Low to High, adoption +a", "band_up by account: No match to Perfect match, fit +f",
		}},
		"a fall":   {one(book, "f", "a", "b"), one(book, "f", "b"), []string{"band_down by account: Very high to High, adoption -a"}},
		"a weight": {one(book, "f", "a"), one(heavier, "f", "a"), []string{"band_up by edit: High to Very high, adoption [weights]"}},
		"a weight, and the account gained what would have done": {one(book, "f", "a"), one(heavier, "f", "a", "b"), []string{
			"band_up by edit: High to Very high, adoption +b [weights]",
		}},
		"a definition": {one(book, "f", "a"), one(redefined, "f"), []string{
			`unqualified by edit: qualified to not qualified, adoption -a(edited) [signal "a"]`, `band_down by edit: High to Low, adoption -a(edited) [signal "a"]`,
		}},
		"a definition that changed nothing": {one(book, "f"), one(redefined, "f", "b"), []string{
			"qualified by account: not qualified to qualified, adoption +b", "band_up by account: Low to High, adoption +b",
		}},
		"a definition and the account": {one(book, "f"), one(redefined, "f", "a", "b"), []string{
			`qualified by edit: not qualified to qualified, adoption +a(edited) +b [signal "a"]`,
			`band_up by both: Low to Very high, adoption +a(edited) +b [signal "a"]`,
		}},
		"another signal": {one(book, "f", "a", "b"), one(third, "f", "a", "b"), []string{
			`unqualified by edit: qualified to not qualified, adoption [signal "c"]`, `band_down by edit: Very high to Average, adoption [signal "c"]`,
		}},
		"a name": {one(book, "f"), one(renamed, "f", "A"), []string{
			"qualified by account: not qualified to qualified, adoption +A", "band_up by account: Low to High, adoption +A",
		}},
		"the bands": {one(book, "f", "a"), one(cuts, "f", "a"), []string{
			"unqualified by edit: qualified to not qualified, adoption [bands]", "band_down by edit: High to Average, adoption [bands]",
		}},
		"the matrix":  {one(book, "f", "a"), one(matrix, "f", "a"), []string{"unqualified by edit: qualified to not qualified, [qualified cells]"}},
		"a time zone": {one(book, "f", "a"), one(zone, "f", "a", "b"), []string{"band_up by unknown: High to Very high, adoption +b [time zone]"}},
		"a status": {
			State{&rank.Population{Status: []rulebook.Status{rulebook.Paying}}, book},
			one(longer),
			[]string{"new by unknown: paying to trial, [statuses]"},
		},
		"a new trial": {State{&rank.Population{}, book}, one(heavier), []string{"new by account: none to trial,"}},
		"nothing":     {one(book, "a"), one(renamed, "A"), nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := Compare(test.from, test.to, rank.Rank(test.to.Population, test.to.Book.Card, rank.ByAdoption))
			var got []string
			for _, e := range c.Entries {
				got = append(got, describe(c.Change(e)))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// describe is a change in a line.
func describe(c Change) string {
	from, to := c.Text()
	text := fmt.Sprintf("%v by %v: %s to %s,", c.Kind, c.Cause, from, to)
	for _, side := range c.Sides {
		text += " " + side.String()
	}
	for i, list := range [][]SignalChange{c.Gained, c.Lost} {
		for _, s := range list {
			text += " " + "+-"[i:i+1] + s.Name
			if s.Edited {
				text += "(edited)"
			}
		}
	}
	if len(c.Edits) > 0 {
		text += fmt.Sprintf(" %v", c.Edits)
	}
	return text
}

// TestCompareEnded checks in which order trials are listed that ended.
func TestCompareEnded(t *testing.T) {
	t.Parallel()
	const trials = 6
	book := rulebook.Default()
	var err error
	book.Card, err = book.Card.Add(rulebook.Signal{Name: "a", Weight: 5, Enabled: true, When: rulebooktest.EventCondition("a")})
	if err != nil {
		t.Fatal(err)
	}
	from := State{&rank.Population{Status: make([]rulebook.Status, trials)}, book}
	from.Population.Matches.Adoption = rank.Masks{Words: []uint64{0, 0, 1, 0, 1, 0}, Keys: []string{book.Card.Adoption[0].When.String()}}
	for slot := range trials {
		from.Population.Status[slot] = rulebook.Trial
	}
	to := State{&rank.Population{
		Status: []rulebook.Status{rulebook.NoStatus, rulebook.Churned, rulebook.NotConverted, rulebook.NotConverted, rulebook.Paying, rulebook.Paying},
	}, book}
	to.Population.TieBreak = make([]uint32, trials)
	c := Compare(from, to, rank.Rank(to.Population, book.Card, rank.ByAdoption))
	var slots []uint32
	for _, e := range c.Entries {
		slots = append(slots, e.Slot)
	}
	if diff := cmp.Diff([]uint32{4, 5, 2, 3, 1, 0}, slots); diff != "" || c.Counts[Ended] != trials {
		t.Errorf("%d ended:\n%s", c.Counts[Ended], diff)
	}
}
