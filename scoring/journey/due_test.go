package journey_test

import (
	"testing"

	"trialist/scoring/account"
	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/factstest"
	"trialist/scoring/journey"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// steps is a rulebook with a milestone for each event, in that order, and one on an
// attribute where the word is "size", or on the clock where it is "silent".
func steps(t *testing.T, events ...string) rulebook.Rulebook {
	t.Helper()
	book := rulebook.Default()
	for _, event := range events {
		when := `event "` + event + `" happened more than 0 times ever`
		switch event {
		case "size":
			when = `attribute size is more than 10`
		case "silent":
			when = `last seen is more than 2 days ago`
		}
		var err error
		if book.Card, err = book.Card.Add(rulebook.Signal{Name: event, Weight: 5, Enabled: true, When: factstest.Parsed(t, when)}); err != nil {
			t.Fatal(err)
		}
	}
	return book
}

// dueAt is what the accounts are to be told on a day, by slot; one that is told nothing
// has no entry.
func dueAt(t *testing.T, book rulebook.Rulebook, asOf float64, told map[int][]journey.PastMessage, lookers bitset.Bits, accounts ...account.Account) map[int]journey.Due {
	t.Helper()
	facts := factstest.NewFacts(accounts)
	m := condition.Moment{AsOf: day(asOf), TrialDays: 14}
	p, err := rank.NewPopulation(t.Context(), facts, make([]uint32, len(accounts)), m, book)
	if err != nil {
		t.Fatal(err)
	}
	all, err := journey.NewPlanner(book).AllDue(t.Context(), journey.Input{
		Facts: facts, Moment: m, Population: p, Lookers: lookers, History: func(slot int) []journey.PastMessage { return told[slot] },
	})
	if err != nil {
		t.Fatal(err)
	}
	due := make(map[int]journey.Due)
	for _, d := range all {
		if _, twice := due[d.Slot]; twice {
			t.Fatalf("slot %d is to be told two things", d.Slot)
		}
		due[d.Slot] = d
	}
	return due
}

// tell notes that all that is due was told.
func tell(book rulebook.Rulebook, told map[int][]journey.PastMessage, due map[int]journey.Due) {
	s := journey.NewPlanner(book)
	for slot, d := range due {
		told[slot] = append(told[slot], s.PastMessage(d))
	}
}

func TestSameMessageOnDay1AndDay5(t *testing.T) {
	t.Parallel()
	book := steps(t, "import", "send", "report")
	accounts := []account.Account{trial(0, "import", 1.0), trial(0, "import", 5.0)}
	accounts[0].ID, accounts[1].ID = "early", "late"
	reachedOn := []int{1, 5}
	told := make(map[int][]journey.PastMessage)
	for on := range 13 {
		due := dueAt(t, book, float64(on)+0.25, told, nil, accounts...)
		for slot := range accounts {
			d, ok := due[slot]
			switch on {
			case 0:
				if !ok || d.Kind != rulebook.WelcomeMessage || d.Next != 1 || d.Milestone != 1 {
					t.Errorf("%s on day %d: %+v, %t", accounts[slot].ID, on, d, ok)
				}
			case reachedOn[slot]:
				if !ok || d.Kind != rulebook.RewardMessage || d.Milestone != 1 || d.Next != 2 {
					t.Errorf("%s on day %d: %+v, %t", accounts[slot].ID, on, d, ok)
				}
			default:
				if ok {
					t.Errorf("%s is told %+v because of day %d", accounts[slot].ID, d, on)
				}
			}
		}
		tell(book, told, due)
	}
}

func TestWhatIsDue(t *testing.T) {
	t.Parallel()
	told := func(kind rulebook.MessageKind, milestone, next int64, seen float64, reached ...int64) journey.PastMessage {
		return journey.PastMessage{Kind: kind, Milestone: milestone, Next: next, Seen: day(seen), AsOf: day(seen), Reached: reached}
	}
	lately := func(daysAgo float64) []journey.PastMessage {
		return []journey.PastMessage{{Kind: rulebook.WelcomeMessage, Next: 1, Seen: value.Never, AsOf: day(7 - daysAgo)}}
	}
	large := trial(0)
	large.Attributes = append(large.Attributes, value.Attribute{Name: "size", Value: value.NumberValue(50)})
	for _, test := range []struct {
		name     string
		account  account.Account
		steps    []string
		told     []journey.PastMessage
		looker   bool
		want     rulebook.MessageKind
		about    int64
		next     int64
		nothing  bool
		disabled int64
	}{
		{name: "raced through three", account: trial(0, "b", 1.0, "a", 1.01, "c", 1.02), steps: []string{"a", "b", "c", "d"}, want: rulebook.RewardMessage, about: 3, next: 4},
		{name: "all reached", account: trial(0, "a", 1.0), steps: []string{"a"}, want: rulebook.RewardMessage, about: 1},
		{name: "two at one instant", account: trial(0, "b", 1.0, "a", 1.0), steps: []string{"a", "b", "c"}, want: rulebook.RewardMessage, about: 2, next: 3},
		{name: "an attribute is not newly reached", account: large, steps: []string{"size", "a"}, want: rulebook.WelcomeMessage, about: 2, next: 2},
		{name: "no step", account: trial(0, "a", 1.0), nothing: true},
		{
			name: "passed over is not rewarded later", account: trial(0, "a", 1.0, "b", 1.5), steps: []string{"a", "b", "c"},
			told: []journey.PastMessage{told(rulebook.RewardMessage, 2, 3, 1.5, 1, 2)}, nothing: true,
		},
		{
			name: "imported late", account: trial(0, "a", 1.0), steps: []string{"a", "b"},
			told: []journey.PastMessage{{Kind: rulebook.WelcomeMessage, Next: 1, Seen: value.Never}}, want: rulebook.RewardMessage, about: 1, next: 2,
		},
		{
			name: "a step that is new in the plan and was done before", account: trial(0, "a", 1.0, "b", 2.0), steps: []string{"a", "b", "c"},
			told: []journey.PastMessage{told(rulebook.RewardMessage, 2, 3, 2, 2)}, nothing: true,
		},
		{
			name: "a step that was put in", account: trial(0, "b", 1.0), steps: []string{"a", "b"},
			told: []journey.PastMessage{told(rulebook.RewardMessage, 2, 0, 1, 2)}, want: rulebook.DriveMessage, about: 1, next: 1,
		},
		{
			name: "a looker is not driven", account: trial(0), steps: []string{"a"}, looker: true,
			told: []journey.PastMessage{told(rulebook.WelcomeMessage, 0, 1, 0)}, want: rulebook.LookerMessage, about: 1, next: 1,
		},
		{name: "a looker who was told something the day before", account: trial(0), steps: []string{"a"}, looker: true, told: lately(1.99), nothing: true},
		{name: "a looker after two days", account: trial(0), steps: []string{"a"}, looker: true, told: lately(2), want: rulebook.LookerMessage, about: 1, next: 1},
		{
			name: "a looker who was told something lately is not driven", account: trial(0), steps: []string{"b", "a"}, looker: true,
			told: []journey.PastMessage{{Kind: rulebook.WelcomeMessage, Next: 2, Seen: value.Never, AsOf: day(6)}}, nothing: true,
		},
		{
			name: "a looker once", account: trial(0), steps: []string{"a"}, looker: true,
			told: []journey.PastMessage{told(rulebook.WelcomeMessage, 0, 1, 0), told(rulebook.LookerMessage, 0, 1, 0)}, nothing: true,
		},
		{
			name: "a looker who does something", account: trial(0, "a", 3.0), steps: []string{"a", "b"}, looker: true,
			told: []journey.PastMessage{told(rulebook.WelcomeMessage, 0, 1, 0)}, want: rulebook.RewardMessage, about: 1, next: 2,
		},
		{
			name: "reached by the clock alone, once", account: trial(0, "a", 1.0), steps: []string{"silent", "b"},
			told: []journey.PastMessage{told(rulebook.RewardMessage, 1, 2, 1, 1)}, nothing: true,
		},
		{name: "switched off", account: trial(0, "a", 1.0), steps: []string{"a", "b"}, disabled: 1, want: rulebook.WelcomeMessage, about: 2, next: 2},
		{name: "over", account: trial(6, "a", 1.0), steps: []string{"a"}, nothing: true},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			book := steps(t, test.steps...)
			if test.disabled != 0 {
				book.Card, _ = book.Card.SetEnabled(test.disabled, false)
			}
			var lookers bitset.Bits
			if test.looker {
				lookers = bitset.New(1)
				lookers.Set(0)
			}
			test.account.ID = "one"
			due, ok := dueAt(t, book, 7, map[int][]journey.PastMessage{0: test.told}, lookers, test.account)[0]
			if ok == test.nothing || ok && (due.Kind != test.want || due.Milestone != test.about || due.Next != test.next) {
				t.Errorf("got %+v, %t", due, ok)
			}
		})
	}
}
