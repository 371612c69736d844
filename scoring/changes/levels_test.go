package changes

import (
	"slices"
	"testing"

	"trialist/scoring/account"
	"trialist/scoring/condition"
	"trialist/scoring/factstest"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// state is what a book says of the accounts at an instant.
func stateAt(t *testing.T, book rulebook.Rulebook, accounts []account.Account, at value.Instant) (State, *rank.Ranking) {
	t.Helper()
	byID := make([]uint32, len(accounts))
	for slot := range byID {
		byID[slot] = uint32(slot)
	}
	p, err := rank.NewPopulation(t.Context(), factstest.NewFacts(accounts), byID, condition.Moment{AsOf: at}, book)
	if err != nil {
		t.Fatal(err)
	}
	return State{p, book}, rank.Rank(p, book.Card, rank.ByAdoption)
}

// TestLevelsRiseAndFall follows one trial whose recency falls by levels, and rises when it
// comes back; a disqualifier then takes it out.
func TestLevelsRiseAndFall(t *testing.T) {
	t.Parallel()
	book := rulebook.Default()
	add := func(s rulebook.Signal, when string) {
		t.Helper()
		var err error
		if s.When, err = condition.ParseSignal(when); err != nil {
			t.Fatal(err)
		}
		s.Enabled = true
		if book.Card, err = book.Card.Add(s); err != nil {
			t.Fatal(err)
		}
	}
	add(rulebook.Signal{Name: "Lately", Weight: 5}, `event e happened more than 0 times in the last 14|7|3|1 days`)
	add(rulebook.Signal{Name: "Known", Side: rulebook.Fit, Weight: 5}, `attribute country is set`)
	add(rulebook.Signal{Name: "Exporter", Disqualifier: true}, `event export happened more than 0 times ever`)
	start := factstest.Noon
	date := func(name string, at value.Instant) value.Attribute {
		return value.Attribute{Name: name, Value: value.DateValue(at)}
	}
	accounts := []account.Account{{
		ID: "a", Known: true,
		Attributes: []value.Attribute{
			date(value.TrialStartedAt, start), date(value.TrialEndsAt, start+30*value.Day), {Name: "country", Value: value.TextValue("US")},
		},
		Events: []account.Event{
			{Name: "e", At: start + value.Hour}, {Name: "e", At: start + 10*value.Day}, {Name: "export", At: start + 10*value.Day + 2*value.Hour},
		},
	}}
	at := func(d value.Instant) value.Instant { return start + d }
	type want struct {
		kind         Kind
		gained, lost string
		disqualified string
	}
	for _, tt := range []struct {
		from, to value.Instant
		want     []want
	}{
		{2 * value.Hour, 2*value.Day + 2*value.Hour, nil},                                                                                   // 4 to 3 levels, still very high
		{2*value.Day + 2*value.Hour, 4 * value.Day, []want{{BandDown, "", "Lately (level 3 to 2)", ""}}},                                    // 75 to 50
		{4 * value.Day, 8 * value.Day, []want{{Unqualified, "", "Lately (level 2 to 1)", ""}, {BandDown, "", "Lately (level 2 to 1)", ""}}}, // 25
		{8 * value.Day, 10*value.Day + value.Hour, []want{{Qualified, "Lately (level 1 to 4)", "", ""}, {BandUp, "Lately (level 1 to 4)", "", ""}}},
		{10*value.Day + value.Hour, 10*value.Day + 3*value.Hour, []want{{Unqualified, "", "", "Exporter"}}},
	} {
		from, _ := stateAt(t, book, accounts, at(tt.from))
		to, ranking := stateAt(t, book, accounts, at(tt.to))
		c := Compare(from, to, ranking)
		var got []want
		for _, e := range c.Entries {
			change := c.Change(e)
			got = append(got, want{e.Kind, texts(change.Gained), texts(change.Lost), texts(change.Disqualified)})
			if change.Cause != ByAccount {
				t.Errorf("the cause is %s", change.Cause)
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("after %d ms to %d ms: %+v, want %+v", tt.from, tt.to, got, tt.want)
		}
	}
	// Adding the disqualifier is an edit that alone does it.
	before := book
	before.Card = book.Card.Clone()
	before.Card.Disqualifiers = nil
	from, _ := stateAt(t, before, accounts, at(11*value.Day))
	to, ranking := stateAt(t, book, accounts, at(11*value.Day))
	c := Compare(from, to, ranking)
	if len(c.Entries) != 1 || c.Entries[0].Kind != Unqualified {
		t.Fatalf("changes are %+v", c.Entries)
	}
	if change := c.Change(c.Entries[0]); change.Cause != ByEdit || !slices.Equal(change.Edits, []Edit{`disqualifier "Exporter"`}) {
		t.Errorf("done by %s, %q", change.Cause, change.Edits)
	}
}

func texts(signals []SignalChange) string {
	all := ""
	for _, s := range signals {
		all += s.String()
	}
	return all
}
