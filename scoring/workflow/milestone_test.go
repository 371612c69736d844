package workflow_test

import (
	"context"
	"slices"
	"testing"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/scoring/workflow"
)

// pastSource knows of which accounts a condition held earlier in the trial.
type pastSource struct {
	source
	ever  []int
	asked *int
}

func (s pastSource) EverHeld(_ context.Context, among bitset.Bits, _ []condition.Condition) (bitset.Bits, error) {
	*s.asked++
	held := bitset.New(len(s.accounts))
	for _, slot := range s.ever {
		if among.Has(slot) {
			held.Set(slot)
		}
	}
	return held, s.failure
}

// TestReachesMilestoneOnce has a signal match, stop matching and match again.
func TestReachesMilestoneOnce(t *testing.T) {
	t.Parallel()
	for sentence, want := range map[string][3][]int{
		"event login happened at least 1 time in the last 3 days": {{0, 1}, nil, {2}},
		// Such a condition holds from then on, so what matches now is all that is looked at.
		"event login happened at least 1 time ever": {{0}, {1}, {0, 2}},
	} {
		b := book(t)
		when, err := condition.Parse(sentence)
		if err != nil {
			t.Fatal(err)
		}
		b.Card.Adoption[0].When = when
		w := workflowOf(t, `reaches milestone "signal 1"`, "", false)
		asked := 0
		state := workflow.State{}
		for step, now := range []struct {
			adoption [3]uint64 // whether the signal matches
			ever     []int     // for whom it held some time in the trial
		}{
			{[3]uint64{1, 0, 0}, []int{0, 1}}, // 1 did it between two runs
			{[3]uint64{0, 1, 0}, []int{0, 1}},
			{[3]uint64{1, 1, 1}, []int{0, 1, 2}},
		} {
			p := &rank.Population{AsOf: 100 * value.Day}
			p.Matches.Adoption.Keys = []string{when.String(), b.Card.Adoption[1].When.String()}
			for slot, matches := range now.adoption {
				p.Status, p.End, p.LastSeen = append(p.Status, rulebook.Trial), append(p.End, value.Never), append(p.LastSeen, value.Never)
				p.ByID = append(p.ByID, uint32(slot))
				p.Matches.Adoption.Words = append(p.Matches.Adoption.Words, matches)
			}
			r := rank.NewRanker(p).Rank(b.Card, rank.ByAdoption, rulebook.StatusesOf(rulebook.Trial))
			src := pastSource{source{accounts: make([]account, 3)}, now.ever, &asked}
			l, err := workflow.Observe(t.Context(), src, p, r, b, []rulebook.Workflow{w})
			if err != nil {
				t.Fatal(err)
			}
			if got := l.Fires(0, state); !slices.Equal(got, want[step]) {
				t.Errorf("%s: step %d: fires for %v, want %v", sentence, step, got, want[step])
			}
			state = l.Next(0, state)
		}
		if when.IsPersistent() != (asked == 0) {
			t.Errorf("%s: asked %d times who it ever held for", sentence, asked)
		}
	}
}
