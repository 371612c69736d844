package changes

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trialist/scoring/rank"
	"trialist/scoring/ranktest"
	"trialist/scoring/rulebook"
	"trialist/scoring/rulebooktest"
)

// stateOf is a state of a random population.
func stateOf(p *rank.Population, card rulebook.Scorecard) State {
	book := rulebook.Default()
	book.Card = card
	return State{p, book}
}

// matches is what an account matches by name, read off the masks in the plainest way.
func matches(p *rank.Population, card rulebook.Scorecard, side rulebook.Side, slot int) map[string]bool {
	m := p.Matches.Side(side)
	found := make(map[string]bool)
	for _, s := range card.Signals(side) {
		if at := slices.Index(m.Keys, s.When.String()); s.Enabled && at >= 0 && m.Words[slot]>>at&1 == 1 {
			found[s.Name] = true
		}
	}
	return found
}

// bandOf is the band of a side, 0 to 3, by the definition of the score; -1 for none.
func bandOf(card rulebook.Scorecard, side rulebook.Side, matched map[string]bool) int {
	sum, total := 0, 0
	for _, s := range card.Signals(side) {
		if s.Enabled {
			total += int(card.Weighting.EffectiveWeight(s.Weight))
			if matched[s.Name] {
				sum += int(card.Weighting.EffectiveWeight(s.Weight))
			}
		}
	}
	if total == 0 {
		return -1
	}
	band := 0
	for _, cut := range card.Cuts(side) {
		if 100*sum >= cut*total {
			band++
		}
	}
	return band
}

// expected are the changes of one slot, in words, by the definitions.
func expected(from, to State, slot int) (want []string) {
	was, is := rulebook.NoStatus, to.Population.Status[slot]
	if slot < len(from.Population.Status) {
		was = from.Population.Status[slot]
	}
	switch {
	case was != rulebook.Trial && is == rulebook.Trial:
		return []string{fmt.Sprint("new ", was, " ", is)}
	case was == rulebook.Trial && is != rulebook.Trial:
		return []string{fmt.Sprint("ended ", was, " ", is)}
	case is != rulebook.Trial:
		return nil
	}
	var bands [2][2]int
	for _, side := range rulebook.Sides() {
		for state, one := range []State{from, to} {
			bands[state][side] = bandOf(one.Book.Card, side, matches(one.Population, one.Book.Card, side, slot))
		}
		switch old, now := bands[0][side], bands[1][side]; {
		case old < 0 || now < 0:
		case now > old:
			want = append(want, fmt.Sprintf("band_up %v %s %s", side, rulebook.Band(old).Name(side), rulebook.Band(now).Name(side)))
		case now < old:
			want = append(want, fmt.Sprintf("band_down %v %s %s", side, rulebook.Band(old).Name(side), rulebook.Band(now).Name(side)))
		}
	}
	var qualified [2]bool
	for state, one := range []State{from, to} {
		fit, adoption := bands[state][rulebook.Fit], bands[state][rulebook.Adoption]
		qualified[state] = fit >= 0 && adoption >= 0 && one.Book.Card.Qualified[fit][adoption]
	}
	switch {
	case qualified[1] && !qualified[0]:
		want = append(want, "qualified not qualified qualified")
	case qualified[0] && !qualified[1]:
		want = append(want, "unqualified qualified not qualified")
	}
	return want
}

// checkSignals checks that exactly the signals that changed are named.
func checkSignals(t *testing.T, c Change, from, to State) {
	t.Helper()
	var gained, lost []string
	for _, side := range c.Sides {
		was := matches(from.Population, from.Book.Card, side, int(c.Slot))
		is := matches(to.Population, to.Book.Card, side, int(c.Slot))
		for _, s := range to.Book.Card.Signals(side) {
			if is[s.Name] && !was[s.Name] {
				gained = append(gained, s.Name)
			}
		}
		for name := range was {
			if !is[name] {
				lost = append(lost, name)
			}
		}
	}
	names := func(list []SignalChange) (all []string) {
		for _, s := range list {
			all = append(all, s.Name)
		}
		return all
	}
	slices.Sort(lost)
	if diff := cmp.Diff(gained, names(c.Gained)); diff != "" {
		t.Errorf("slot %d gained:\n%s", c.Slot, diff)
	}
	if diff := cmp.Diff(lost, slices.Sorted(slices.Values(names(c.Lost)))); diff != "" {
		t.Errorf("slot %d lost:\n%s", c.Slot, diff)
	}
}

// moveAbout is a later population: some accounts match something else, some have
// another status, and a few came.
func moveAbout(rng *rand.Rand, card rulebook.Scorecard, p *rank.Population) *rank.Population {
	later := ranktest.RandomPopulation(rng, card, len(p.Status)+20, 100)
	for slot := range p.Status {
		if rng.IntN(4) > 0 {
			later.Status[slot] = p.Status[slot]
		}
	}
	return later
}

// TestCompareAgreesWithTheDefinitions compares random populations, with and without an
// edit in between.
func TestCompareAgreesWithTheDefinitions(t *testing.T) {
	t.Parallel()
	kinds := make(map[Kind]int)
	for seed := range uint64(60) {
		rng := rand.New(rand.NewPCG(seed, 3))
		shape := rulebooktest.CardShape{Adoption: rng.IntN(7), Fit: rng.IntN(5)}
		card := rulebooktest.RandomCard(rng, shape)
		p := ranktest.RandomPopulation(rng, card, 200, 100)
		edited := card
		if seed%2 == 1 {
			edited = editedCard(rng, card)
		}
		from, to := stateOf(p, card), stateOf(moveAbout(rng, edited, p), edited)
		ranking := rank.Rank(to.Population, edited, rank.ByAdoption)
		c := Compare(from, to, ranking)
		got := make([][]string, len(to.Population.Status))
		for _, e := range c.Entries {
			change := c.Change(e)
			text := e.Kind.String()
			if e.Kind == BandUp || e.Kind == BandDown {
				text += " " + e.Side.String()
			}
			was, is := change.Text()
			got[e.Slot] = append(got[e.Slot], text+" "+was+" "+is)
			kinds[e.Kind]++
			checkSignals(t, change, from, to)
			if change.Cause != ByAccount && card.Equal(edited) {
				t.Errorf("seed %d: nothing was edited, and %v did it", seed, change.Cause)
			}
		}
		for slot := range got {
			want := expected(from, to, slot)
			slices.Sort(want)
			slices.Sort(got[slot])
			if diff := cmp.Diff(want, got[slot]); diff != "" {
				t.Fatalf("seed %d, slot %d:\n%s", seed, slot, diff)
			}
		}
		checkOrder(t, c, ranking)
	}
	for _, k := range Kinds() {
		if kinds[k] < 20 {
			t.Errorf("only %d of %v", kinds[k], k)
		}
	}
}

// editedCard removes a signal, edits one and changes the weight of another.
func editedCard(rng *rand.Rand, card rulebook.Scorecard) rulebook.Scorecard {
	edit := func(side rulebook.Side, change func(s *rulebook.Signal)) {
		if signals := card.Signals(side); len(signals) > 0 {
			s := signals[rng.IntN(len(signals))]
			change(&s)
			if edited, err := card.Replace(s); err == nil {
				card = edited
			}
		}
	}
	for _, side := range rulebook.Sides() {
		edit(side, func(s *rulebook.Signal) { s.When = rulebooktest.EventCondition("another") })
		edit(side, func(s *rulebook.Signal) { s.Weight = 1 + rng.IntN(10) })
		edit(side, func(s *rulebook.Signal) { s.Enabled = !s.Enabled })
	}
	card.Qualified[rng.IntN(4)][rng.IntN(4)] = rng.IntN(2) == 0
	return card
}

// checkOrder checks the documented order.
func checkOrder(t *testing.T, c *Comparison, ranking *rank.Ranking) {
	t.Helper()
	counts, repeats, trials := [numKinds]int{}, [numKinds]int{}, map[uint32]bool{}
	for i, e := range c.Entries {
		counts[e.Kind]++
		if trials[e.Slot] {
			repeats[e.Kind]++
		}
		trials[e.Slot] = true
		if i == 0 {
			continue
		}
		last := c.Entries[i-1]
		if last.Kind > e.Kind {
			t.Errorf("%v stands behind %v", e.Kind, last.Kind)
		}
		if last.Kind == e.Kind && e.Kind != Ended && ranking.Position(int(last.Slot)) > ranking.Position(int(e.Slot)) {
			t.Errorf("slot %d stands behind %d, which ranks below it", e.Slot, last.Slot)
		}
	}
	if counts != c.Counts || repeats != c.Repeats || len(trials) != c.Trials {
		t.Errorf("counted %v, %v again, of %d, found %v, %v again, of %d", c.Counts, c.Repeats, c.Trials, counts, repeats, len(trials))
	}
}
