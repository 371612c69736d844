package workflow_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/pace"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/rulebooktest"
	"trialist/scoring/segment"
	"trialist/scoring/value"
	"trialist/scoring/workflow"
)

// account is all that the triggers look at.
type account struct {
	status   rulebook.Status
	adoption uint64 // of two signals of 75 and 25 points
	country  string
	logins   uint32
}

// source answers about a fixed list of accounts.
type source struct {
	accounts []account
	failure  error
}

func (s source) Conditions(_ context.Context, conditions []condition.Condition) ([]bitset.Bits, error) {
	var answers []bitset.Bits
	for _, c := range conditions {
		answers = append(answers, bitset.Where(len(s.accounts), func(slot int) bool { return s.accounts[slot].country == c.Rules[0].Texts[0] }))
	}
	return answers, s.failure
}

func (s source) EverHeld(context.Context, bitset.Bits, []condition.Condition) (bitset.Bits, error) {
	return bitset.New(len(s.accounts)), s.failure
}

func (s source) TouchSummaries(context.Context) (map[int]segment.TouchSummary, error) {
	return nil, s.failure
}

func (s source) Paces(context.Context, *rank.Population, rulebook.Scorecard) (*pace.Paces, error) {
	return nil, s.failure
}

func (s source) EventCounts(_ context.Context, name string) ([]uint32, error) {
	if name != "login" {
		return nil, s.failure
	}
	var counts []uint32
	for _, a := range s.accounts {
		counts = append(counts, a.logins)
	}
	return counts, s.failure
}

// book has two signals, of which both together qualify, and a segment.
func book(t *testing.T) rulebook.Rulebook {
	t.Helper()
	b := rulebook.Default()
	b.Card = rulebooktest.CardOf(t, rulebook.Emphatic, 10, 5)
	when, err := rulebook.ParseSegmentCondition("attribute country is US")
	if err == nil {
		b, err = b.AddSegment(rulebook.Segment{Name: "Here", When: when})
	}
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func workflowOf(t *testing.T, trigger, onlyIf string, once bool) rulebook.Workflow {
	t.Helper()
	parsed, err := rulebook.ParseTrigger(trigger)
	if err != nil {
		t.Fatal(err)
	}
	w := rulebook.Workflow{Name: "w", Trigger: parsed, Once: once}
	if onlyIf != "" {
		if w.If, err = rulebook.ParseSegmentCondition(onlyIf); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

func look(t *testing.T, accounts []account, workflows ...rulebook.Workflow) workflow.Observation {
	t.Helper()
	b, p := book(t), &rank.Population{AsOf: 100 * value.Day}
	p.Matches.Adoption.Keys = []string{b.Card.Adoption[0].When.String(), b.Card.Adoption[1].When.String()}
	for i, a := range accounts {
		p.Status = append(p.Status, a.status)
		p.End, p.LastSeen, p.ByID = append(p.End, value.Never), append(p.LastSeen, value.Never), append(p.ByID, uint32(i))
		p.Matches.Adoption.Words = append(p.Matches.Adoption.Words, a.adoption)
	}
	r := rank.NewRanker(p).Rank(b.Card, rank.ByAdoption, rulebook.StatusesOf(rulebook.Trial))
	l, err := workflow.Observe(t.Context(), source{accounts: accounts}, p, r, b, workflows)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestFires(t *testing.T) {
	t.Parallel()
	gone, trial, paying := rulebook.NoStatus, rulebook.Trial, rulebook.Paying
	before := []account{
		{trial, 0, "", 0}, {trial, 0b11, "US", 3}, {trial, 0b01, "US", 1}, {paying, 0b11, "", 0}, {gone, 0, "", 0},
	}
	now := []account{
		{trial, 0b11, "US", 2},
		{trial, 0, "", 3},
		{paying, 0b01, "US", 4},
		{gone, 0, "US", 9},
		{trial, 0b10, "", 0},
		{trial, 0b01, "US", 1}, // imported since
	}
	for trigger, want := range map[string][]int{
		"enters segment here":              {0, 5},
		"leaves segment here":              {1},
		"changes status":                   {2, 4, 5},
		"changes status to paying":         {2},
		`enters adoption band low`:         {1}, // a fall
		`enters adoption band "very high"`: {0, 5},
		`reaches milestone "Signal 1"`:     {0, 5},
		`reaches milestone "Signal 2"`:     {0, 4},
		"does event login":                 {0, 2, 5},
		"does event other":                 nil,
	} {
		w := workflowOf(t, trigger, "", false)
		l := look(t, now, w)
		state := look(t, before, w).Next(0, nil)
		if got := l.Fires(0, state); !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", trigger, got, want)
		}
		if again := l.Fires(0, l.Next(0, state)); len(again) > 0 {
			t.Errorf("%s: fires for %v again", trigger, again)
		}
	}
	w := workflowOf(t, "does event login", "status is trial", false)
	state, l := look(t, before, w).Next(0, nil), look(t, now, w)
	if got := l.Fires(0, state); !slices.Equal(got, []int{0, 5}) {
		t.Errorf("with a condition: got %v", got)
	}
	if n := l.EventsSince(0, state, 0); n != 2 {
		t.Errorf("counted %d logins", n)
	}
}

// TestBeingGoneIsNoChange has an account not count for a while.
func TestBeingGoneIsNoChange(t *testing.T) {
	t.Parallel()
	w := workflowOf(t, "enters segment here", "", false)
	here, gone := []account{{rulebook.Trial, 0, "US", 0}}, []account{{rulebook.NoStatus, 0, "US", 0}}
	state := look(t, here, w).Next(0, nil)
	state = look(t, gone, w).Next(0, state)
	if got := look(t, here, w).Fires(0, state); len(got) > 0 {
		t.Errorf("fires for %v", got)
	}
	state[0] = 0
	if got := look(t, here, w).Fires(0, state); len(got) != 1 {
		t.Error("the account was not forgotten")
	}
}

// TestReplayAgreesWithSteps compares a dry run with comparing each two looks, on random
// accounts.
func TestReplayAgreesWithSteps(t *testing.T) {
	t.Parallel()
	dice := rand.New(rand.NewPCG(1, 2))
	workflows := []rulebook.Workflow{
		workflowOf(t, "enters segment here", "", true), workflowOf(t, "changes status", "adoption score is less than 50", false),
		workflowOf(t, `enters adoption band high`, "", false), workflowOf(t, "does event login", "", true),
	}
	accounts := make([]account, 40)
	var replay workflow.Replay
	var states []workflow.State
	once := map[string]bool{}
	for day := range 30 {
		if day%5 == 4 {
			accounts = append(accounts, make([]account, 3)...)
		}
		for range 15 {
			a := &accounts[dice.IntN(len(accounts))]
			a.status, a.adoption = rulebook.Status(dice.IntN(5)), dice.Uint64N(4)
			a.country, a.logins = []string{"US", ""}[dice.IntN(2)], a.logins+dice.Uint32N(2)
		}
		l := look(t, accounts, workflows...)
		got := replay.Step(l)
		for i, w := range workflows {
			if day == 0 {
				states = append(states, nil)
				if len(got[i]) > 0 {
					t.Fatalf("fires at the start: %v", got)
				}
			} else {
				var want []int
				for _, slot := range l.Fires(i, states[i]) {
					key := fmt.Sprint(i, slot)
					if w.Once && once[key] {
						continue
					}
					once[key] = true
					want = append(want, slot)
				}
				if !slices.Equal(got[i], want) {
					t.Errorf("day %d, workflow %d: got %v, want %v", day, i, got[i], want)
				}
			}
			states[i] = l.Next(i, states[i])
		}
	}
	if len(once) == 0 {
		t.Error("nothing ever fired")
	}
}

func TestLookErrors(t *testing.T) {
	t.Parallel()
	failure := errors.New("disk is gone")
	b, p := book(t), &rank.Population{}
	r := rank.Rank(p, b.Card, rank.ByAdoption)
	for trigger, want := range map[string]string{
		"enters segment gone":    `workflow w: no segment is named "gone"`,
		"reaches milestone gone": `workflow w: no signal is named "gone"`,
		"does event login":       `workflow w: disk is gone`,
	} {
		_, err := workflow.Observe(t.Context(), source{failure: failure}, p, r, b, []rulebook.Workflow{workflowOf(t, trigger, "", false)})
		if err == nil || err.Error() != want {
			t.Errorf("%s: got %v", trigger, err)
		}
	}
}
