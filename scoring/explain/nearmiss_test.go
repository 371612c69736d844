package explain

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"trialist/scoring/account"
	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/factstest"
)

func TestNearMisses(t *testing.T) {
	t.Parallel()
	tests := []struct {
		sentence string
		want     []string // the words and the condition of each way
	}{
		{"event login happened more than 4 times ever", []string{
			"4 instead of more than 4: event login happened exactly 4 times ever",
		}},
		{"event login happened at least 5000 times in the last 7 days", []string{
			"4,999 instead of at least 5,000: event login happened exactly 4999 times in the last 7 days",
		}},
		{"active days is exactly 3 during the trial", []string{
			"2 instead of exactly 3: active days is exactly 2 during the trial",
			"4 instead of exactly 3: active days is exactly 4 during the trial",
		}},
		{"event login happened less than 2 times ever", []string{
			"2 instead of less than 2: event login happened exactly 2 times ever",
		}},
		{"event login happened at most 0 times ever", []string{
			"1 instead of at most 0: event login happened exactly 1 time ever",
		}},
		{"event login happened more than 0 times ever", nil}, // exactly 0 have all others
		{"event login happened at least 1 time ever", nil},
		{"attribute country is US", nil},
		{"attribute country is US or active days is more than 1 ever", []string{
			"1 of active days instead of more than 1: active days is exactly 1 ever",
		}},
		{"attribute country is US and event login happened more than 1 time ever", []string{
			"1 of login instead of more than 1: attribute country is US and event login happened exactly 1 time ever",
			"all but attribute country is US: event login happened more than 1 time ever",
			"all but event login happened more than 1 time ever: attribute country is US",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.sentence, func(t *testing.T) {
			t.Parallel()
			c := factstest.Parsed(t, tt.sentence)
			var got []string
			for _, miss := range NearMisses(c) {
				got = append(got, fmt.Sprintf("%s: %s", miss.Text, miss.Condition))
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
			if c.String() != tt.sentence {
				t.Errorf("the condition became %s", c)
			}
		})
	}
}

// referenceNear reports whether the account nearly matches, rule by rule.
func referenceNear(c condition.Condition, a *account.Account, m condition.Moment) bool {
	if eval.Holds(c, a, m) {
		return false
	}
	failing, byOne := 0, false
	for _, r := range c.Rules {
		if eval.HoldsRule(r, a, m) {
			continue
		}
		failing++
		seen := eval.StatsInWindow(r, a, m)
		n := float64(seen.Count)
		if r.Subject == condition.ActiveDaysSubject {
			n = float64(seen.Days)
		}
		counted := r.Subject == condition.EventSubject || r.Subject == condition.ActiveDaysSubject
		byOne = byOne || counted && n > 0 && (condition.CompareNumbers(r.Operator, n-1, r.Number) || condition.CompareNumbers(r.Operator, n+1, r.Number))
	}
	if c.Any {
		return byOne
	}
	return failing == 1 && (byOne || len(c.Rules) > 1)
}

func TestEachNearMissIsCountedOnce(t *testing.T) {
	t.Parallel()
	near, far := 0, 0
	for seed := range uint64(40) {
		r := factstest.NewRandom(seed)
		accounts, facts := r.Accounts(1 + r.IntN(120))
		within, moment := bitset.New(len(accounts)), r.Moment()
		for slot := range accounts {
			if r.IntN(4) > 0 {
				within.Set(slot)
			}
		}
		for _, c := range r.Conditions(30) {
			misses := NearMisses(c)
			asked := []condition.Condition{c}
			for _, miss := range misses {
				if err := miss.Condition.Validate(); err != nil {
					t.Fatalf("%s: %v", c, err)
				}
				asked = append(asked, miss.Condition)
			}
			answers, err := eval.Match(t.Context(), facts, moment, asked)
			if err != nil {
				t.Fatal(err)
			}
			got, want := 0, 0
			for _, n := range CountNearMisses(within, answers[0], answers[1:]) {
				got += n
			}
			for slot := range within.All() {
				if referenceNear(c, &accounts[slot], moment) {
					want++
				}
			}
			if got != want {
				t.Fatalf("seed %d: %s: %d near misses, want %d", seed, c, got, want)
			}
			near += got
			far += within.Count() - got
		}
	}
	if near < far/50 {
		t.Errorf("%d near misses and %d others, so the test shows little", near, far)
	}
}

func TestDescribeNearMisses(t *testing.T) {
	t.Parallel()
	misses := []NearMiss{{Text: "a"}, {Text: "b"}, {Text: "c"}, {Text: "d"}, {Text: "e"}}
	tests := []struct {
		counts []int
		want   string
	}{
		{[]int{0, 0, 0, 0, 0}, "none"},
		{[]int{1, 0, 1204, 0, 0}, "1,204 have c, 1 has a"},
		{[]int{1, 2, 3, 4, 5}, "5 have e, 4 have d, 3 have c, 3 otherwise"},
	}
	for _, tt := range tests {
		if got := DescribeNearMisses(misses, tt.counts); got != tt.want {
			t.Errorf("%v: got %q, want %q", tt.counts, got, tt.want)
		}
	}
	if got := DescribeNearMisses(nil, nil); got != "none" {
		t.Errorf("got %q without any way", got)
	}
}
