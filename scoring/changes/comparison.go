package changes

import (
	"cmp"
	"slices"

	"trialist/scoring/bitset"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
)

// State is all accounts at an instant under a rulebook.
type State struct {
	Population *rank.Population // only its statuses, matches and, of the later one, who is left out count
	Book       rulebook.Rulebook
}

// Entry is a change in the list.
type Entry struct {
	Slot uint32
	Kind Kind
	Side rulebook.Side // of a band
}

// Comparison is what changed from one state to another. It is immutable, and safe for
// concurrent use.
type Comparison struct {
	Before, After State
	Entries       []Entry               // by kind; see Compare
	Counts        [numKinds]int         // entries by kind
	Repeats       [numKinds]int         // of them, those of trials with an entry before them
	Trials        int                   // with an entry; it is at most the number of entries
	Edits         []rulebook.Change     // of the rulebook in between, as far as they affect scores or statuses
	scores        [2]*rank.Scores       // before and after
	signals       [2][]signalTransition // of the signals of both rulebooks, by side
	disqualifiers []disqualifierTransition
}

// The two states of a comparison.
const (
	before = iota
	after
)

// Compare lists what changed. A slot must be the same account in both states; the later one
// may have more slots. Entries are ordered by kind. Within a kind, trials that run now are
// in the order of the ranking, which must be of the later state. Trials that ended are
// ordered by outcome: paying, not converted, churned, then those without a status; then by
// their scores before, the highest first, then by slot. An account that is left out of the
// later state is in no entry: its trial has not ended.
func Compare(from, to State, ranking *rank.Ranking) *Comparison {
	c := &Comparison{Before: from, After: to, Edits: editsBetween(from.Book, to.Book)}
	c.scores = [2]*rank.Scores{rank.NewScores(from.Population, from.Book.Card), &ranking.Scores}
	for _, side := range rulebook.Sides() {
		c.signals[side] = transitionsOf(side, from.Book.Card, to.Book.Card)
	}
	c.disqualifiers = disqualifiersOf(from.Book.Card, to.Book.Card)
	var bands [2][2][]rulebook.Band
	for state, scores := range c.scores {
		for _, side := range rulebook.Sides() {
			bands[state][side] = scores.Bands(side)
		}
	}
	var byKind [numKinds][]Entry
	add := func(e Entry) { byKind[e.Kind] = append(byKind[e.Kind], e) }
	for _, slot := range ranking.Slots {
		if c.status(before, int(slot)) != rulebook.Trial {
			add(Entry{Slot: slot, Kind: New})
			continue
		}
		c.compareBands(slot, &bands, add)
	}
	leftOut := to.Population.LeftOut
	for slot, status := range from.Population.Status {
		if status == rulebook.Trial && c.status(after, slot) != rulebook.Trial && !leftOut.Has(slot) {
			add(Entry{Slot: uint32(slot), Kind: Ended})
		}
	}
	slices.SortStableFunc(byKind[Ended], c.compareEnded)
	for kind, entries := range byKind {
		c.Counts[kind] = len(entries)
		c.Entries = append(c.Entries, entries...)
	}
	c.countTrials(max(len(from.Population.Status), len(to.Population.Status)))
	return c
}

// countTrials sets how many trials have an entry, and how many entries are not the first
// of theirs.
func (c *Comparison) countTrials(slots int) {
	listed := bitset.New(slots)
	for _, e := range c.Entries {
		if listed.Has(int(e.Slot)) {
			c.Repeats[e.Kind]++
		} else {
			listed.Set(int(e.Slot))
			c.Trials++
		}
	}
}

// editsBetween lists the edits that can affect scores or statuses.
func editsBetween(from, to rulebook.Rulebook) []rulebook.Change {
	only := func(b rulebook.Rulebook) rulebook.Rulebook {
		return rulebook.Rulebook{Card: b.Card, Lifecycle: b.Lifecycle, TimeZone: b.TimeZone}
	}
	return rulebook.Diff(only(from), only(to))
}

// status is the status of a slot in one of the states; NoStatus for a slot that it does not
// have yet.
func (c *Comparison) status(state, slot int) rulebook.Status {
	statuses := c.Before.Population.Status
	if state == after {
		statuses = c.After.Population.Status
	}
	if slot >= len(statuses) {
		return rulebook.NoStatus
	}
	return statuses[slot]
}

// compareEnded orders what ended.
func (c *Comparison) compareEnded(a, b Entry) int {
	place := func(e Entry) int { // NoStatus last
		return (int(c.status(after, int(e.Slot))) + int(rulebook.Churned)) % (int(rulebook.Churned) + 1)
	}
	if d := cmp.Compare(place(a), place(b)); d != 0 {
		return d
	}
	for _, side := range rulebook.Sides() {
		if d := c.scores[before].Score(side, int(b.Slot)).Compare(c.scores[before].Score(side, int(a.Slot))); d != 0 {
			return d
		}
	}
	return 0
}

// compareBands adds the changes of band of a slot that is on trial in both states, given
// the bands of all slots by state and side. A side without a score in one of the states
// went neither up nor down.
func (c *Comparison) compareBands(slot uint32, all *[2][2][]rulebook.Band, add func(Entry)) {
	var bands [2][2]rulebook.Band
	for state := range all {
		for side := range all[state] {
			bands[state][side] = all[state][side][slot]
		}
	}
	qualified := func(state int, card rulebook.Scorecard) bool {
		return card.Qualified.Qualified(bands[state][rulebook.Fit], bands[state][rulebook.Adoption]) && !c.scores[state].Disqualified(int(slot))
	}
	was, is := qualified(before, c.Before.Book.Card), qualified(after, c.After.Book.Card)
	switch {
	case is && !was:
		add(Entry{Slot: slot, Kind: Qualified})
	case was && !is:
		add(Entry{Slot: slot, Kind: Unqualified})
	}
	for _, side := range rulebook.Sides() {
		switch old, now := bands[before][side], bands[after][side]; {
		case old == now || old == rulebook.NoBand || now == rulebook.NoBand:
		case now > old:
			add(Entry{Slot: slot, Kind: BandUp, Side: side})
		default:
			add(Entry{Slot: slot, Kind: BandDown, Side: side})
		}
	}
}
