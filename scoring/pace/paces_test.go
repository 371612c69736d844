package pace_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"trialist/scoring/account"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/factstest"
	"trialist/scoring/pace"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

const (
	asOf      = value.Instant(1_790_000_000_000)
	trialDays = 14
)

// book is a rulebook with the signals of adoption that the sentences say.
func book(t testing.TB, sentences ...string) rulebook.Rulebook {
	t.Helper()
	b := rulebook.Default()
	b.Card.Adoption, b.Card.Fit = nil, nil
	for i, when := range sentences {
		parsed, err := condition.ParseSignal(when)
		if err != nil {
			t.Fatal(err)
		}
		s := rulebook.Signal{Side: rulebook.Adoption, Name: when, Weight: 1 + i, Enabled: true, When: parsed}
		if b.Card, err = b.Card.Add(s); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

func paces(t *testing.T, accounts []account.Account, b rulebook.Rulebook) (*pace.Paces, *rank.Population) {
	t.Helper()
	facts, m := factstest.NewFacts(accounts), condition.Moment{AsOf: asOf, TrialDays: trialDays}
	p, err := rank.NewPopulation(t.Context(), facts, make([]uint32, len(accounts)), m, b)
	if err != nil {
		t.Fatal(err)
	}
	got, err := pace.New(t.Context(), facts, m, p, b.Card)
	if err != nil {
		t.Fatal(err)
	}
	return got, p
}

// randomAccounts have trials that began in the last 50 days, some of them converted or
// churned, with events at any time and an attribute.
func randomAccounts(r factstest.Random, n int) []account.Account {
	accounts := make([]account.Account, n)
	for i := range accounts {
		start := asOf - value.Instant(r.Int64N(int64(50*value.Day)))
		if r.IntN(4) == 0 {
			start = asOf + 1 - value.Instant(r.IntN(20))*value.Day // to the millisecond at the end of a day
		}
		a := account.Account{Known: true}
		date := func(name string, at value.Instant) {
			a.Attributes = append(a.Attributes, value.Attribute{Name: name, Value: value.DateValue(at)})
		}
		date(value.TrialStartedAt, start)
		a.Attributes = append(a.Attributes, value.Attribute{Name: "seats", Value: value.NumberValue(float64(r.IntN(6)))})
		switch r.IntN(5) {
		case 0:
			date(value.ConvertedAt, start+value.Instant(r.Int64N(int64(30*value.Day))))
		case 1:
			date(value.ChurnedAt, start+value.Instant(r.Int64N(int64(20*value.Day))))
		case 2:
			date(value.TrialEndsAt, start+value.Instant(r.IntN(20))*value.Day-value.Instant(r.IntN(2)))
		}
		for range r.IntN(8) {
			a.Events = append(a.Events, account.Event{Name: factstest.OneOf(r, "import", "login"), At: start + value.Instant(r.Int64N(int64(20*value.Day))) - value.Day})
		}
		slices.SortStableFunc(a.Events, func(a, b account.Event) int { return cmp.Compare(a.At, b.At) })
		accounts[i] = a
	}
	return accounts
}

// reference is the pace of an account as the documentation says it, one account at a
// time.
type reference struct {
	accounts []account.Account
	people   *rank.Population
	card     rulebook.Scorecard
	scores   map[[2]int]rulebook.Score // by slot and day
}

func (r reference) dateOf(slot int, name string) (value.Instant, bool) {
	for _, a := range r.accounts[slot].Attributes {
		if a.Name == name && a.Value.Date <= asOf && a.Value.Date >= r.people.Start[slot] {
			return a.Value.Date, true
		}
	}
	return 0, false
}

// score is the score as of the last millisecond of a day of the trial.
func (r reference) score(slot, day int) rulebook.Score {
	if s, ok := r.scores[[2]int{slot, day}]; ok {
		return s
	}
	var mask uint64
	then := condition.Moment{AsOf: r.people.Start[slot] + value.Instant(day)*value.Day - 1, TrialDays: trialDays}
	for i, when := range r.card.Layout(rulebook.Adoption).Conditions() {
		if eval.Holds(when, &r.accounts[slot], then) {
			mask |= 1 << i
		}
	}
	s := r.card.Score(rulebook.Adoption, mask)
	r.scores[[2]int{slot, day}] = s
	return s
}

// undecided reports whether a trial that has ended was undecided at the end of the day.
func (r reference) undecided(slot, day int) bool {
	if s := r.people.Status[slot]; s == rulebook.Trial || s == rulebook.NoStatus {
		return false
	}
	end := r.people.Start[slot] + value.Instant(day)*value.Day - 1
	for _, name := range []string{value.ConvertedAt, value.ChurnedAt} {
		if at, ok := r.dateOf(slot, name); ok && at < end {
			return false
		}
	}
	return r.people.End[slot] >= end
}

func (r reference) share(slot, day int) (twice, of int) {
	mine := r.score(slot, day)
	for other := range r.accounts {
		if !r.undecided(other, day) {
			continue
		}
		of++
		switch c := mine.Compare(r.score(other, day)); {
		case c > 0:
			twice += 2
		case c == 0:
			twice++
		}
	}
	return twice, of
}

// TestPacesAgainstReference has signals with levels and on attributes, and then one that
// has no history, so that each day is replayed by itself.
func TestPacesAgainstReference(t *testing.T) {
	t.Parallel()
	usual := []string{
		`event "import" happened at least 1|2|4 times ever`, `active days is at least 2 in the last 7 days`,
		`event "login" happened at least 2 times in the first 3 days of the trial`, `attribute seats is more than 3 or last seen is less than 2 days ago`,
		`attribute trial_started_at is more than 5 days ago`,
	}
	t.Run("with history", func(t *testing.T) { t.Parallel(); compareWithReference(t, 5, usual) })
	t.Run("without", func(t *testing.T) {
		t.Parallel()
		compareWithReference(t, 6, append(usual, `attribute "churned_at in force" is set`))
	})
}

func compareWithReference(t *testing.T, seed uint64, sentences []string) {
	t.Helper()
	b := book(t, sentences...)
	accounts := randomAccounts(factstest.NewRandom(seed), 400)
	got, people := paces(t, accounts, b)
	ref := reference{accounts, people, b.Card, make(map[[2]int]rulebook.Score)}
	with, without, before := 0, 0, 0
	for slot, status := range people.Status {
		p, ok := got.Of(slot)
		day := int((asOf + 1 - people.Start[slot]) / value.Day)
		if status != rulebook.Trial || day < 1 {
			if ok {
				t.Errorf("account %d, %s on day %d, has the pace %+v", slot, status, day, p)
			}
			continue
		}
		twice, of := ref.share(slot, day)
		if of < pace.MinTrials {
			without++
			if ok || got.WhyNone(slot) == "" {
				t.Errorf("account %d has a pace among %d trials, or no reason: %q", slot, of, got.WhyNone(slot))
			}
			continue
		}
		with++
		if !ok || p.Day != day || p.Percentile != (pace.Percentile{Halves: uint32(twice), Of: uint32(of)}) {
			t.Errorf("account %d on day %d: %+v, want %d of twice %d", slot, day, p, twice, of)
		}
		if day < 2 {
			continue
		}
		earlier := max(day-2, 1)
		if twice, of := ref.share(slot, earlier); of >= pace.MinTrials {
			before++
			if p.EarlierDay != earlier || p.Earlier != (pace.Percentile{Halves: uint32(twice), Of: uint32(of)}) {
				t.Errorf("account %d on day %d: %+v before, want %d of twice %d", slot, earlier, p, twice, of)
			}
		}
	}
	if with < 20 || without < 2 || before < 20 {
		t.Errorf("%d with a pace, %d without, %d with one before: the test shows little", with, without, before)
	}
}

// TestWhatComesLaterChangesNothing adds events after the end of the day to every account.
func TestWhatComesLaterChangesNothing(t *testing.T) {
	t.Parallel()
	b := book(t, `event "import" happened more than 0 times ever`, `active days is at least 2 in the last 7 days`)
	accounts := randomAccounts(factstest.NewRandom(8), 300)
	before, people := paces(t, accounts, b)
	late := slices.Clone(accounts)
	for slot := range late {
		if people.Status[slot] != rulebook.Trial {
			continue
		}
		start := people.Start[slot]
		at := start + (asOf+1-start)/value.Day*value.Day // the first millisecond of the day that is not over
		late[slot].Events = append(slices.Clone(late[slot].Events), account.Event{Name: "import", At: max(at, 0)}, account.Event{Name: "login", At: at})
		slices.SortStableFunc(late[slot].Events, func(a, b account.Event) int { return cmp.Compare(a.At, b.At) })
	}
	after, _ := paces(t, late, b)
	some := 0
	for slot := range accounts {
		a, okA := before.Of(slot)
		c, okC := after.Of(slot)
		if a != c || okA != okC {
			t.Errorf("account %d: %+v, then %+v", slot, a, c)
		}
		if okA {
			some++
		}
	}
	if some < 20 {
		t.Errorf("only %d have a pace", some)
	}
}

func TestWhyNone(t *testing.T) {
	t.Parallel()
	accounts := []account.Account{
		{Known: true, Attributes: []value.Attribute{{Name: value.TrialStartedAt, Value: value.DateValue(asOf - value.Hour)}}},
		{Known: true, Attributes: []value.Attribute{{Name: value.TrialStartedAt, Value: value.DateValue(asOf - 3*value.Day)}}},
	}
	got, _ := paces(t, accounts, book(t, `event "import" happened more than 0 times ever`))
	for slot, want := range []string{"the first day of the trial is not over", "fewer than 20 of the trials that have ended"} {
		if why := got.WhyNone(slot); !strings.HasPrefix(why, want) {
			t.Errorf("account %d: %q", slot, why)
		}
	}
	if got, _ := paces(t, accounts, book(t)); got.WhyNone(1) != "no signal of adoption is enabled" {
		t.Errorf("without signals: %q", got.WhyNone(1))
	}
	if _, ok := got.Of(99); ok || got.Percentile(99).Known() {
		t.Error("an account that came later has a pace")
	}
}

func TestShare(t *testing.T) {
	t.Parallel()
	third := pace.Percentile{Halves: 2, Of: 3}
	if third.Rounded() != 33 || third.Tenths() != 333 || (pace.Percentile{Halves: 1, Of: 1}).Rounded() != 50 || (pace.Percentile{Halves: 25, Of: 100}).Rounded() != 13 {
		t.Errorf("shares are rounded to %d %%, %d tenths", third.Rounded(), third.Tenths())
	}
	for _, test := range []struct {
		percent float64
		want    int
	}{{33.3, 1}, {33.333334, -1}, {0, 1}, {100, -1}, {1e9, -1}, {-1e9, 1}} {
		if got := third.CompareNumber(test.percent); got != test.want {
			t.Errorf("one third against %v: %d", test.percent, got)
		}
	}
	if (pace.Percentile{Halves: 1, Of: 1}).CompareNumber(50) != 0 || (pace.Percentile{Halves: 1, Of: 2}).Compare(pace.Percentile{Halves: 5_000_000, Of: 10_000_000}) != 0 {
		t.Error("equal shares are not equal")
	}
	if (pace.Percentile{}).Compare(pace.Percentile{Halves: 0, Of: 3}) >= 0 || third.Compare(pace.Percentile{}) <= 0 || third.Compare(pace.Percentile{Halves: 3, Of: 3}) >= 0 {
		t.Error("shares are out of order")
	}
}
