package class_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"

	"trialist/scoring/account"
	"trialist/scoring/bitset"
	"trialist/scoring/class"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/factstest"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/timeline"
	"trialist/scoring/value"
)

// replaying is a [class.Source] over facts. It counts how often it is asked.
type replaying struct {
	facts  eval.Facts
	moment condition.Moment
	asked  int
}

func (r *replaying) EverHeld(ctx context.Context, among bitset.Bits, conditions []condition.Condition) (bitset.Bits, error) {
	r.asked++
	held, err := class.EverHeld(ctx, r.facts, r.moment, conditions)
	if err == nil {
		held.IntersectWith(among)
	}
	return held, err
}

// find classes accounts.
func find(t *testing.T, accounts []account.Account, book rulebook.Rulebook, m condition.Moment) (class.Classes, *replaying) {
	t.Helper()
	facts := factstest.NewFacts(accounts)
	p, err := rank.NewPopulation(t.Context(), facts, make([]uint32, len(accounts)), m, book)
	if err != nil {
		t.Fatal(err)
	}
	m.TrialDays = book.Lifecycle.TrialDays
	src := &replaying{facts: facts, moment: m}
	classes, err := class.Find(t.Context(), src, p, book.Card)
	if err != nil {
		t.Fatal(err)
	}
	return classes, src
}

// bookWith is a rulebook with an adoption signal in each phase, that are about the
// sentences.
func bookWith(t *testing.T, setup, discovery, activation string) rulebook.Rulebook {
	t.Helper()
	book := rulebook.Default()
	for phase, sentence := range []string{setup, discovery, activation} {
		if sentence == "" {
			continue
		}
		card, err := book.Card.Add(rulebook.Signal{
			Name: sentence, Phase: rulebook.Phase(phase), Weight: 5, Enabled: true, When: factstest.Parsed(t, sentence),
		})
		if err != nil {
			t.Fatal(err)
		}
		book.Card = card
	}
	return book
}

var start = factstest.TrialStart

// trialWith is an account whose trial begins at start and lasts ten days, with events that
// many hours after its start.
func trialWith(event string, hours ...value.Instant) account.Account {
	at := make([]value.Instant, len(hours))
	for i, h := range hours {
		at[i] = start + h*value.Hour
	}
	return *factstest.AccountWithEvent(event, at...)
}

func TestClasses(t *testing.T) {
	t.Parallel()
	book := bookWith(t, "event setup happened more than 0 times ever", "event share happened more than 1 time ever",
		"event login happened more than 0 times in the last 1 days")
	for _, test := range []struct {
		name    string
		account account.Account
		asOf    value.Instant
		want    rulebook.Class
	}{
		{"nothing yet, a millisecond before two days", trialWith("setup"), start + 2*value.Day - 1, rulebook.Builder},
		{"nothing after two days", trialWith("setup"), start + 2*value.Day, rulebook.Looker},
		{"setup alone", trialWith("setup", 1, 2, 3), start + 3*value.Day, rulebook.Looker},
		{"shared too few times", trialWith("share", 1), start + 3*value.Day, rulebook.Looker},
		{"shared", trialWith("share", 1, 2), start + 3*value.Day, rulebook.Builder},
		{"shared late", trialWith("share", 70, 71), start + 3*value.Day, rulebook.Builder},
		{"was there in the last day", trialWith("login", 60), start + 3*value.Day, rulebook.Builder},
		{"was there once", trialWith("login", 1), start + 9*value.Day, rulebook.Builder},
		{"was there before the trial alone", trialWith("login", -30), start + 9*value.Day, rulebook.Looker},
		{"was there less than a day before the trial", trialWith("login", -20), start + 9*value.Day, rulebook.Builder},
		{"not on trial any more", trialWith("setup"), start + 15*value.Day, rulebook.NoClass},
		{"paid", paid(trialWith("login", 1)), start + 9*value.Day, rulebook.NoClass},
		{"no start, nothing", withoutStart(trialWith("setup", 1)), start + 9*value.Day, rulebook.NoClass},
		{"no start, was there once", withoutStart(trialWith("login", 1)), start + 9*value.Day, rulebook.Builder},
	} {
		classes, _ := find(t, []account.Account{test.account}, book, condition.Moment{AsOf: test.asOf})
		if got := classes.Of(0); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func paid(a account.Account) account.Account {
	a.Attributes = append(a.Attributes, value.Attribute{Name: value.ConvertedAt, Value: value.DateValue(start + value.Day)})
	return a
}

func withoutStart(a account.Account) account.Account {
	a.Attributes = []value.Attribute{{Name: value.StatusAttribute, Value: value.TextValue("trialing")}}
	return a
}

func TestNobodyHasAClassWithoutSignals(t *testing.T) {
	t.Parallel()
	classes, _ := find(t, []account.Account{trialWith("setup", 1)}, bookWith(t, "event setup happened more than 0 times ever", "", ""),
		condition.Moment{AsOf: start + 5*value.Day})
	if got := classes.Of(0); got != rulebook.NoClass {
		t.Errorf("%q without a signal beyond setup", got)
	}
	book := bookWith(t, "", "event share happened more than 0 times ever", "")
	book.Lifecycle.LookerDays = 6
	for asOf, want := range map[value.Instant]rulebook.Class{start + 6*value.Day - 1: rulebook.Builder, start + 6*value.Day: rulebook.Looker} {
		classes, src := find(t, []account.Account{trialWith("setup", 1)}, book, condition.Moment{AsOf: asOf})
		if got := classes.Of(0); got != want {
			t.Errorf("after 6 days: %q, want %q", got, want)
		}
		if src.asked > 0 {
			t.Error("events are replayed for a signal that does not cease to match")
		}
	}
}

// TestClassesEqualReference asks the reference evaluator at each instant at which the
// answer changes, and at others.
func TestClassesEqualReference(t *testing.T) {
	t.Parallel()
	count := make(map[rulebook.Class]int)
	onceOnly := 0 // builders that match nothing beyond setup now
	for seed := range uint64(60) {
		r := factstest.NewRandom(900 + seed)
		accounts, facts := r.Accounts(80)
		book, moment := rulebook.Default(), r.Moment()
		book.Lifecycle.LookerDays = 1 + r.IntN(4)
		for i := range 6 {
			book.Card.Adoption = append(book.Card.Adoption, rulebook.Signal{
				ID: int64(i + 1), Phase: rulebook.Phase(i % 3), Enabled: i != 1, Weight: 1, When: r.Condition(),
			})
		}
		moment.TrialDays = book.Lifecycle.TrialDays
		classes, _ := find(t, accounts, book, moment)
		p, err := rank.NewPopulation(t.Context(), facts, make([]uint32, len(accounts)), moment, book)
		if err != nil {
			t.Fatal(err)
		}
		beyond := book.Card.BuilderConditions()
		instants := changesOf(t, facts, moment, beyond)
		for slot := range accounts {
			a := &accounts[slot]
			want := slowClass(a, book, moment, p.Status[slot], beyond, instants[slot])
			if got := classes.Of(slot); got != want {
				t.Fatalf("seed %d, slot %d: %q, want %q of %v", seed, slot, got, want, beyond)
			}
			count[want]++
			if want == rulebook.Builder && !holdsAny(beyond, a, moment) {
				onceOnly++
			}
		}
	}
	if count[rulebook.Looker] < 100 || count[rulebook.Builder] < 100 || onceOnly < 20 {
		t.Errorf("%v with %d that matched once only, so the test shows little", count, onceOnly)
	}
}

// changesOf is the instants at which a condition begins to hold, of each slot.
func changesOf(t *testing.T, facts eval.Facts, m condition.Moment, conditions []condition.Condition) [][]value.Instant {
	t.Helper()
	found := make([][]value.Instant, facts.Accounts())
	var lock sync.Mutex
	err := timeline.Replay(t.Context(), facts, m, conditions, func(slot int, when []timeline.Timeline) error {
		lock.Lock()
		defer lock.Unlock()
		for _, w := range when {
			found[slot] = append(found[slot], w...)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func holdsAny(conditions []condition.Condition, a *account.Account, m condition.Moment) bool {
	return slices.ContainsFunc(conditions, func(c condition.Condition) bool { return eval.Holds(c, a, m) })
}

// slowClass is the class of an account, asked at the given instants of its trial, at its
// start and end, and each third of a day.
func slowClass(
	a *account.Account, book rulebook.Rulebook, m condition.Moment, status rulebook.Status, beyond []condition.Condition, instants []value.Instant,
) rulebook.Class {
	if status != rulebook.Trial {
		return rulebook.NoClass
	}
	begin, _ := a.Trial(m)
	if begin != value.Never && m.AsOf-begin < value.Instant(book.Lifecycle.LookerDays)*value.Day {
		return rulebook.Builder
	}
	instants = append(slices.Clone(instants), begin, m.AsOf)
	if begin != value.Never {
		for at := begin; at < m.AsOf; at += 8 * value.Hour {
			instants = append(instants, at)
		}
	}
	for _, at := range instants {
		then := m
		then.AsOf = at
		if at > value.Never && at >= begin && at <= m.AsOf && holdsAny(beyond, a, then) {
			return rulebook.Builder
		}
	}
	if begin == value.Never {
		return rulebook.NoClass
	}
	return rulebook.Looker
}

func TestPersistentConditions(t *testing.T) {
	t.Parallel()
	for sentence, want := range map[string]bool{
		"event a happened more than 2 times ever":                                                                  true,
		"event a happened at least 2 times in the first 3 days of the trial":                                       true,
		"event a happened at least 2 times during the trial and attribute b is set":                                true,
		"event a happened less than 2 times ever":                                                                  false,
		"event a happened exactly 2 times ever":                                                                    false,
		"event a happened more than 0 times in the last 7 days":                                                    false,
		"event a happened more than 0 times in the last 7 days or event b happened more than 0 times ever":         false,
		"attribute signed_up is more than 3 days ago":                                                              true,
		"attribute renews_at is in the next 3 days":                                                                false,
		"active days is more than 3 during the trial":                                                              true,
		"last seen is less than 3 days ago":                                                                        false,
		strings.Join([]string{"attribute country is US|UK", "contact attribute department is Marketing"}, " and "): true,
	} {
		if got := factstest.Parsed(t, sentence).IsPersistent(); got != want {
			t.Errorf("%s: %t, want %t", sentence, got, want)
		}
	}
}
