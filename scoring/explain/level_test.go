package explain

import (
	"slices"
	"strings"
	"testing"

	"trialist/scoring/account"
	"trialist/scoring/condition"
	"trialist/scoring/factstest"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// levelled is a book with one adoption signal of the sentence, beside one of equal weight,
// so that the signal is worth 50 points.
func levelled(t *testing.T, sentence string) rulebook.Rulebook {
	t.Helper()
	book := rulebook.Default()
	for _, when := range []string{sentence, `event other happened more than 0 times ever`} {
		c, err := condition.ParseSignal(when)
		if err != nil {
			t.Fatal(err)
		}
		if book.Card, err = book.Card.Add(rulebook.Signal{Name: when, Weight: 5, Enabled: true, When: c}); err != nil {
			t.Fatal(err)
		}
	}
	return book
}

func TestOutlookOfLevels(t *testing.T) {
	t.Parallel()
	noon, day := factstest.Noon, value.Day
	tests := []struct {
		name, sentence string
		account        *account.Account
		level          int
		outlook        string
		evidence       string
	}{
		{
			"recent", `event e happened more than 0 times in the last 30|14|7|3 days`, factstest.AccountWithEvent("e", noon-4*day), 3,
			"worth 37.5 of 50: in the last 7 days; 50 when they come back within 3 days; 25 from " + weekday(noon+3*day) + " if they don't",
			"once, on day 2; needs more than 0 in the last 30, 14, 7 or 3 days",
		},
		{
			"today", `event e happened more than 0 times in the last 30|14|7|3 days`, factstest.AccountWithEvent("e", noon-value.Hour), 4,
			"worth 50 of 50: in the last 3 days; 37.5 from " + weekday(noon+3*day) + " if they don't come back", "",
		},
		{
			"never", `event e happened more than 0 times in the last 30|14 days`, factstest.AccountWithEvent("x", noon), 0,
			"worth 0 of 50; 25 when they come back within 30 days", "",
		},
		{
			"count", `event e happened at least 1|5|20 times ever`, factstest.AccountWithEvent("e", noon-4*day, noon-3*day), 1,
			"worth 16.7 of 50: at least 1 time; 33.3 for at least 5 times", "twice, first on day 2, last on day 3; needs at least 1, 5 or 20 times",
		},
		{
			"count in a window", `event e happened at least 1|2|7 times in the last 7 days`, factstest.AccountWithEvent("e", noon-7*day+1, noon-3*day), 2,
			"worth 33.3 of 50: at least 2 times in the last 7 days; 50 for at least 7 times in the last 7 days; 16.7 from today if nothing happens",
			"needs at least 1, 2 or 7 times in the last 7 days",
		},
		{
			"last seen", `last seen is less than 14|3 days ago`, factstest.AccountWithEvent("e", noon-5*day), 1,
			"worth 25 of 50: less than 14 days ago; 50 when they come back within 3 days; 0 from 2026-11-24 if they don't",
			"last seen 5 days ago; needs less than 14 or 3 days ago",
		},
		{
			"attribute", `attribute seats is more than 10|50|250`, factstest.AccountWithAttribute("seats", value.NumberValue(60)), 2,
			"worth 33.3 of 50: more than 50; 50 for more than 250", "seats is 60; needs more than 10, 50 or 250",
		},
		{"plain", `event e happened more than 0 times ever`, factstest.AccountWithEvent("e", noon), 1, "", "once, today; needs more than 0"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			tt.account.Known = true
			s := Assess(levelled(t, tt.sentence), tt.account, condition.Moment{AsOf: noon})
			got := s.Signals[rulebook.Adoption][0]
			if got.Level != tt.level || got.Outlook != tt.outlook {
				t.Errorf("level %d, %s\nwant %d, %s", got.Level, got.Outlook, tt.level, tt.outlook)
			}
			if !strings.Contains(got.Evidence[0].Text, tt.evidence) {
				t.Errorf("the evidence is %s\nwant %s", got.Evidence[0].Text, tt.evidence)
			}
			if got.Evidence[0].Holds != (tt.level > 0) {
				t.Errorf("the rule holds: %v", got.Evidence[0].Holds)
			}
		})
	}
}

func weekday(at value.Instant) string { return at.Time().Weekday().String() }

// TestRecencyFallsByQuarters replays a signal day by day, to the millisecond.
func TestRecencyFallsByQuarters(t *testing.T) {
	t.Parallel()
	book := levelled(t, `event e happened more than 0 times in the last 30|14|7|3 days`)
	signal := book.Card.Adoption[0]
	at, day := factstest.Noon, value.Day
	a := factstest.AccountWithEvent("e", at)
	tests := []struct {
		after value.Instant
		level int
		score string
	}{
		{-1, 0, "0"},
		{0, 4, "50"},
		{3*day - 1, 4, "50"},
		{3 * day, 3, "37.5"},
		{7*day - 1, 3, "37.5"},
		{7 * day, 2, "25"},
		{14*day - 1, 2, "25"},
		{14 * day, 1, "12.5"},
		{30*day - 1, 1, "12.5"},
		{30 * day, 0, "0"},
	}
	for i, tt := range tests {
		m := condition.Moment{AsOf: at + tt.after}
		mask := MaskOf(book.Card, rulebook.Adoption, a, m)
		if got := book.Card.Score(rulebook.Adoption, mask); levelReached(signal.When, a, m) != tt.level || got.String() != tt.score {
			t.Errorf("after %d ms: level %d, score %s; want %d, %s", tt.after, levelReached(signal.When, a, m), got, tt.level, tt.score)
		}
		if tt.level == 0 {
			continue
		}
		fall := fallOf(signal.When, a, m)
		next := tests[i+1]
		if next.level == tt.level {
			next = tests[i+2]
		}
		if fall.At != at+next.after || fall.Level != next.level {
			t.Errorf("after %d ms it falls to %d in %d ms; want to %d in %d ms", tt.after, fall.Level, fall.At-m.AsOf, next.level, at+next.after-m.AsOf)
		}
	}
}

// TestFallsAreTheFirst compares with asking again and again.
func TestFallsAreTheFirst(t *testing.T) {
	t.Parallel()
	found := 0
	for seed := range uint64(40) {
		r := factstest.NewRandom(seed)
		a, m := r.Account(1), r.Moment()
		for range 40 {
			c := r.LevelledCondition()
			fall := fallOf(c, &a, m)
			if fall.At == value.Never {
				continue
			}
			found++
			known, then := a, m
			known.Events = slices.DeleteFunc(slices.Clone(a.Events), func(e account.Event) bool { return e.At > m.AsOf })
			then.AsOf = fall.At
			if got := levelReached(c, &known, then); got != fall.Level || got >= levelReached(c, &a, m) {
				t.Fatalf("seed %d: %s falls to %d, not %d", seed, c, got, fall.Level)
			}
			then.AsOf--
			if levelReached(c, &known, then) < levelReached(c, &a, m) {
				t.Fatalf("seed %d: %s has fallen a millisecond earlier", seed, c)
			}
		}
	}
	if found < 20 {
		t.Errorf("only %d conditions fall", found)
	}
}

func TestContributionsOfLevels(t *testing.T) {
	t.Parallel()
	book := levelled(t, `event e happened at least 1|2|3 times ever`)
	for mask, want := range map[uint64][2]int{0b0000: {0, 500}, 0b0001: {167, 500}, 0b0011: {333, 500}, 0b0111: {500, 500}} {
		got := Contributions(book.Card, rulebook.Adoption, mask)
		if got[0].Earned != want[0] || got[0].Possible != want[1] || got[0].Levels != 3 {
			t.Errorf("%04b: %+v", mask, got[0])
		}
	}
	gains := Gains(book.Card, 0b0001, 0)
	if len(gains) != 2 || gains[0].Points != 500 || gains[1].Level != 2 || gains[1].Levels != 3 || gains[1].Points != 166 {
		t.Errorf("what would raise it: %+v", gains)
	}
}

func TestDisqualifiedAssessment(t *testing.T) {
	t.Parallel()
	book := levelled(t, `event e happened more than 0 times ever`)
	c, err := condition.Parse(`attribute domain contains rival`)
	if err != nil {
		t.Fatal(err)
	}
	for fit := range book.Card.Qualified {
		for adoption := range book.Card.Qualified[fit] {
			book.Card.Qualified[fit][adoption] = true
		}
	}
	if book.Card, err = book.Card.Add(rulebook.Signal{Name: "Fit", Side: rulebook.Fit, Weight: 1, Enabled: true, When: c}); err != nil {
		t.Fatal(err)
	}
	a := factstest.AccountWithAttribute("domain", value.TextValue("www.rival.example"))
	a.Known = true
	m := condition.Moment{AsOf: factstest.Noon}
	if s := Assess(book, a, m); !s.Qualified || len(s.Disqualified) != 0 {
		t.Errorf("without a disqualifier: qualified %v, %v", s.Qualified, s.Disqualified)
	}
	if book.Card, err = book.Card.Add(rulebook.Signal{Name: "Competitor", Enabled: true, Disqualifier: true, When: c}); err != nil {
		t.Fatal(err)
	}
	s := Assess(book, a, m)
	if s.Qualified || len(s.Disqualified) != 1 || s.Disqualified[0].Signal.Name != "Competitor" ||
		s.Disqualified[0].Evidence[0].Text != "domain is www.rival.example; needs rival in it" {
		t.Errorf("qualified %v, disqualified by %+v", s.Qualified, s.Disqualified)
	}
	for _, gain := range s.Gains {
		if gain.Qualifies {
			t.Errorf("%s would qualify what is disqualified", gain.Signal.Name)
		}
	}
}

// TestOutlookDoesNotKnowWhatIsToCome has the same outlook with events after as-of as
// without them.
func TestOutlookDoesNotKnowWhatIsToCome(t *testing.T) {
	t.Parallel()
	noon, day := factstest.Noon, value.Day
	for _, sentence := range []string{
		`event e happened more than 0 times in the last 30|14|7|3 days`,
		`event e happened at most 1 times in the last 14|7 days`,
		`active days is more than 0 in the last 7|3 days`,
	} {
		book := levelled(t, sentence)
		outlook := func(a *account.Account) string {
			return Assess(book, a, condition.Moment{AsOf: noon}).Signals[rulebook.Adoption][0].Outlook
		}
		want := outlook(factstest.AccountWithEvent("e", noon-4*day))
		if got := outlook(factstest.AccountWithEvent("e", noon-4*day, noon+1, noon+day, noon+2*day)); got != want {
			t.Errorf("%s: %q with later events, %q without", sentence, got, want)
		}
	}
}
