package journey_test

import (
	"fmt"
	"math"
	"reflect"
	"testing"

	"trialist/scoring/account"
	"trialist/scoring/condition"
	"trialist/scoring/eventlog"
	"trialist/scoring/factstest"
	"trialist/scoring/journey"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/stats"
)

// newBlockers finds the blockers of the accounts at a day, over the milestones import
// (setup), invite (setup) and send (activation).
func newBlockers(t *testing.T, asOf float64, accounts ...account.Account) journey.Blockers {
	t.Helper()
	for i := range accounts {
		accounts[i].ID = fmt.Sprint("account ", i)
	}
	book := rulebook.Default()
	book.Card.Adoption, book.Card.Fit = nil, nil
	for _, m := range []struct {
		event string
		phase rulebook.Phase
	}{{"import", rulebook.Setup}, {"invite", rulebook.Setup}, {"send", rulebook.Activation}} {
		when := factstest.Parsed(t, `event "`+m.event+`" happened more than 0 times ever`)
		var err error
		if book.Card, err = book.Card.Add(rulebook.Signal{Name: m.event, Phase: m.phase, Weight: 5, Enabled: true, When: when}); err != nil {
			t.Fatal(err)
		}
	}
	facts := factstest.NewFacts(accounts)
	m := condition.Moment{AsOf: day(asOf), TrialDays: 14}
	p, err := rank.NewPopulation(t.Context(), facts, make([]uint32, len(accounts)), m, book)
	if err != nil {
		t.Fatal(err)
	}
	f, err := journey.NewFunnel(t.Context(), facts, m, p, book.Card)
	if err != nil {
		t.Fatal(err)
	}
	b, err := journey.NewBlockers(t.Context(), facts, p, f, journey.GoneDays(14), func(id eventlog.EventID) string { return facts.Names().Events[id] })
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestBlockersOfAMilestone has two that passed invite, after 1 and 3 days, and three that
// are stuck before it since 2, 8 and 9 days.
func TestBlockersOfAMilestone(t *testing.T) {
	t.Parallel()
	b := newBlockers(t, 10,
		trial(0, "import", 1.0, "help", 1.5, "invite", 2.0, "fail", 2.5, "send", 9.0), // failed after it had passed
		trial(0, "import", 2.0, "help", 4.0, "invite", 5.0),
		trial(0, "import", 1.0, "fail", 1.5, "login", 9.5),
		trial(0, "import", 2.0, "fail", 9.0), // failed later than those that passed took
		trial(0, "import", 8.0),
		trial(0, "login", 1.0, "fail", 1.0), // has not reached import
		trial(0),
	)
	got := b.Milestones[1]
	if got.Signal.Name != "invite" || got.Stuck != 3 || got.Compared != 3 || got.Passed != 2 || got.Silent != 0 {
		t.Fatalf("%d stuck before %s, %d compared with %d, %d silent", got.Stuck, got.Signal.Name, got.Compared, got.Passed, got.Silent)
	}
	if math.Abs(got.MedianDays-8) > 1e-9 || math.Abs(got.P90Days-8.8) > 1e-9 { // of 2, 8 and 9
		t.Errorf("stuck for %v days, and %v", got.MedianDays, got.P90Days)
	}
	wantLast := []journey.LastEvent{{Event: "fail", Trials: 1}, {Event: "import", Trials: 1}, {Event: "login", Trials: 1}}
	if !reflect.DeepEqual(got.Last, wantLast) {
		t.Errorf("did last %v, want %v", got.Last, wantLast)
	}
	// Of 1 and 3 days, the stuck are looked at for 1, 3 and 3. Import itself is what they
	// all begin with.
	did := make(map[string]journey.Association)
	for _, a := range got.Events {
		did[a.Event] = a
	}
	if len(did) != 2 {
		t.Fatalf("%d events are compared: %v", len(did), did)
	}
	fail := did["fail"]
	if fail.Stuck != (stats.Outcome{Finished: 3, Converted: 1}) || fail.Passed != (stats.Outcome{Finished: 2}) {
		t.Errorf("failed: %v of the stuck, %v of those that passed", fail.Stuck, fail.Passed)
	}
	// Fisher: 1 of 3 and 0 of 2 is one of 5 ways to choose who fails, all as or less
	// likely than 3 of 5: p = 1. Newcombe with Wilson (0.0615, 0.7923) and (0, 0.6576).
	if math.Abs(fail.Difference-1.0/3) > 1e-9 || math.Abs(fail.P-1) > 1e-9 || math.Abs(fail.Low - -0.3783) > 5e-4 || math.Abs(fail.High-0.7923) > 5e-4 {
		t.Errorf("failed: %+v", fail)
	}
	// Help: nobody of 3 and all of 2, which is one of 10 tables: p = 0.1, and q twice that.
	help := did["help"]
	if help.Difference != -1 || math.Abs(help.P-0.1) > 1e-9 || math.Abs(help.Q-0.2) > 1e-9 || got.Events[0].Event != "help" {
		t.Errorf("helped: %+v", help)
	}
}

func TestBlockersOfTheFirstMilestone(t *testing.T) {
	t.Parallel()
	b := newBlockers(t, 10,
		trial(0, "signup", 0.0, "import", 2.0),
		trial(0, "signup", 0.0, "login", 4.0),
		trial(0, "login", 1.0),
		trial(0),
	)
	got := b.Milestones[0]
	if got.Stuck != 3 || got.Silent != 1 || got.MedianDays < 10 || got.MedianDays > 10.001 {
		t.Errorf("%d stuck, %d silent, for %v days", got.Stuck, got.Silent, got.MedianDays)
	}
	if got.Gone != 2 { // not seen for 9 and for 10 days; more than 7 is gone
		t.Errorf("%d are gone", got.Gone)
	}
	for _, a := range got.Events {
		if a.Event == "signup" && (a.Stuck.Converted != 1 || a.Passed.Converted != 1) {
			t.Errorf("signed up at the start of the trial: %+v", a)
		}
		if a.Event == "import" {
			t.Error("reaching the milestone counts as done before it")
		}
	}
}

// TestBlockersOfAPhase: setup is passed when both of its milestones are reached, in any
// order, and activation is waited for from then on.
func TestBlockersOfAPhase(t *testing.T) {
	t.Parallel()
	b := newBlockers(t, 10,
		trial(0, "invite", 1.0, "import", 2.0),
		trial(0, "import", 1.0, "invite", 3.0, "send", 4.0),
		trial(0, "import", 1.0),
		trial(0, "import", 1.0, "send", 2.0),
	)
	if len(b.Phases) != 2 {
		t.Fatalf("%d phases", len(b.Phases))
	}
	setup, activation := b.Phases[0], b.Phases[1]
	if setup.Stuck != 2 || setup.Passed != 2 || setup.MedianDays < 10 {
		t.Errorf("setup: %d stuck, %d passed, %v days", setup.Stuck, setup.Passed, setup.MedianDays)
	}
	if activation.Phase != rulebook.Activation || activation.Stuck != 1 || activation.Passed != 1 || math.Abs(activation.MedianDays-8) > 1e-9 {
		t.Errorf("activation: %d stuck, %d passed, %v days", activation.Stuck, activation.Passed, activation.MedianDays)
	}
}

// TestLongWaitsMakeNoDifference has two groups that do the same thing once a day, of
// which one has waited for long: nothing is over-represented among them.
func TestLongWaitsMakeNoDifference(t *testing.T) {
	t.Parallel()
	var accounts []account.Account
	for i := range 40 {
		did := []any{"import", 0.5}
		for d := range 10 {
			if (d+i)%4 == 0 {
				did = append(did, "login", float64(d)+0.75)
			}
		}
		if i%2 == 0 {
			did = append(did, "invite", 2.5)
		}
		accounts = append(accounts, trial(0, did...))
	}
	got := newBlockers(t, 10, accounts...).Milestones[1]
	if len(got.Events) != 1 || math.Abs(got.Events[0].Difference) > 1e-9 {
		t.Errorf("a wait of days makes a difference: %+v", got.Events)
	}
}
