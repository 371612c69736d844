package timeline_test

import (
	"slices"
	"sync"
	"testing"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/factstest"
	"trialist/scoring/timeline"
	"trialist/scoring/value"
)

// BenchmarkReplay replays the workload of the evaluator's benchmark.
func BenchmarkReplay(b *testing.B) {
	const accounts, events = 100_000, 50
	facts, conditions := factstest.Workload(b, accounts, events)
	for b.Loop() {
		err := timeline.Replay(b.Context(), facts, condition.Moment{AsOf: 1_760_000_000_000 + 30*value.Day, TrialDays: 14}, conditions, func(int, []timeline.Timeline) error { return nil })
		if err != nil {
			b.Fatal(err)
		}
	}
	factstest.ReportRate(b, accounts*events, "event")
}

// TestReplayEqualsHolds asks the reference evaluator at each change, a millisecond
// before it, and at random instants.
func TestReplayEqualsHolds(t *testing.T) {
	t.Parallel()
	held, asked, changes := 0, 0, 0
	for seed := range uint64(40) {
		r := factstest.NewRandom(500 + seed)
		accounts, facts := r.Accounts(1 + r.IntN(60))
		conditions, moment := r.Conditions(40), r.Moment()
		found := replay(t, facts, moment, conditions)
		for slot := range accounts {
			for i, c := range conditions {
				when := found[slot][i]
				if !slices.IsSorted(when) || len(slices.Compact(slices.Clone(when))) != len(when) {
					t.Fatalf("seed %d, slot %d: %s changes at %v", seed, slot, c, when)
				}
				instants := []value.Instant{moment.AsOf}
				for _, at := range when {
					if at > timeline.Always {
						instants = append(instants, at-1, at)
					}
				}
				for range 8 {
					instants = append(instants, moment.AsOf-value.Instant(r.Int64N(int64(60*value.Day))))
				}
				changes += len(when)
				for _, at := range instants {
					if at > moment.AsOf {
						t.Fatalf("%s changes at %s, after as-of %s", c, at, moment.AsOf)
					}
					then := moment
					then.AsOf = at
					want := eval.Holds(c, &accounts[slot], then)
					if got := when.HoldsAt(at); got != want {
						t.Fatalf("seed %d, slot %d: %s\nat %s: got %t, want %t, changes %v for\n%+v", seed, slot, c, at, got, want, when, accounts[slot])
					}
					asked++
					if want {
						held++
					}
				}
			}
		}
	}
	if held < asked/10 || held > asked*9/10 || changes < 10_000 {
		t.Errorf("%d of %d hold with %d changes, so the test shows little", held, asked, changes)
	}
}

func replay(t *testing.T, facts eval.Facts, m condition.Moment, conditions []condition.Condition) [][]timeline.Timeline {
	t.Helper()
	found := make([][]timeline.Timeline, facts.Accounts())
	var lock sync.Mutex
	err := timeline.Replay(t.Context(), facts, m, conditions, func(slot int, when []timeline.Timeline) error {
		lock.Lock()
		defer lock.Unlock()
		if found[slot] != nil {
			t.Errorf("slot %d is visited twice", slot)
		}
		found[slot] = []timeline.Timeline{}
		for _, w := range when {
			found[slot] = append(found[slot], slices.Clone(w))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestReplayAmong asks about some slots, near to each other and far apart: they are visited
// as among all, and no others are.
func TestReplayAmong(t *testing.T) {
	t.Parallel()
	r := factstest.NewRandom(77)
	accounts, facts := r.Accounts(5000)
	conditions, moment := r.Conditions(6), r.Moment()
	all := replay(t, facts, moment, conditions)
	for _, oneIn := range []int{1, 3, 200, 2000} {
		among := bitset.Where(len(accounts), func(int) bool { return r.IntN(oneIn) == 0 })
		var lock sync.Mutex
		visited := bitset.New(len(accounts))
		err := timeline.ReplayAmong(t.Context(), facts, moment, conditions, among, func(slot int, when []timeline.Timeline) error {
			lock.Lock()
			defer lock.Unlock()
			visited.Set(slot)
			for i, w := range when {
				if !slices.Equal(w, all[slot][i]) {
					t.Errorf("slot %d: %s changes at %v, and at %v among all", slot, conditions[i], w, all[slot][i])
				}
			}
			return nil
		})
		if err != nil || !visited.Equal(among) {
			t.Errorf("one in %d: %d of %d are visited, %v", oneIn, visited.Count(), among.Count(), err)
		}
	}
}

func TestFirstIn(t *testing.T) {
	t.Parallel()
	when := timeline.Timeline{10, 20, 30}
	for _, test := range []struct{ lo, hi, want value.Instant }{
		{0, 5, value.Never},
		{0, 10, value.Never},
		{0, 11, 10},
		{10, 11, 10},
		{15, 16, 15},
		{20, 30, value.Never},
		{20, 31, 30},
		{40, 41, 40},
		{15, 15, value.Never},
	} {
		if got := when.FirstIn(test.lo, test.hi); got != test.want {
			t.Errorf("in [%d, %d): %d, want %d", test.lo, test.hi, got, test.want)
		}
	}
}
