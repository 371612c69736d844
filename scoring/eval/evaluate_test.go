package eval_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/scoring/eventlog"
	"trialist/scoring/factstest"
	"trialist/scoring/value"
)

func TestRunEqualsHolds(t *testing.T) {
	t.Parallel()
	held, asked := 0, 0
	for seed := range uint64(60) {
		r := factstest.NewRandom(seed)
		accounts, facts := r.Accounts(1 + r.IntN(150))
		conditions, moment := r.Conditions(60), r.Moment()
		answers, err := eval.Run(t.Context(), facts, moment, conditions)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		for slot := range accounts {
			a := &accounts[slot]
			if got, want := answers.LastSeen[slot], a.LastSeen(moment.AsOf); got != want {
				t.Fatalf("seed %d, slot %d: last seen %s, want %s", seed, slot, got, want)
			}
			for i, c := range conditions {
				want := eval.Holds(c, a, moment)
				if got := answers.Bits[i].Has(slot); got != want {
					t.Fatalf("seed %d, slot %d: %s\ngot %t, want %t for\n%+v\nat %+v", seed, slot, c, got, want, *a, moment)
				}
				asked++
				if want {
					held++
				}
			}
		}
		for i, b := range answers.Bits {
			if n := len(accounts); n&63 != 0 && b[n>>6]>>(n&63) != 0 {
				t.Fatalf("seed %d: %s has bits beyond the last slot", seed, conditions[i])
			}
		}
	}
	if held < asked/10 || held > asked*9/10 {
		t.Errorf("%d of %d random conditions hold, so the test shows little", held, asked)
	}
}

func TestMatchEqualsRun(t *testing.T) {
	t.Parallel()
	r := factstest.NewRandom(1)
	_, facts := r.Accounts(9_000) // enough for several runs of slots
	conditions, moment := r.Conditions(20), r.Moment()
	answers, err := eval.Run(t.Context(), facts, moment, conditions)
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range conditions {
		alone, err := eval.Match(t.Context(), facts, moment, []condition.Condition{c})
		if err != nil || !alone[0].Equal(answers.Bits[i]) {
			t.Errorf("%s: matching it alone gives another answer (error %v)", c, err)
		}
	}
}

// unreadable are facts whose logs must not be read, or fail.
type unreadable struct {
	eval.Facts
	logs func(visit func(int, eventlog.Log) error) error
}

func (f unreadable) Logs(_ context.Context, _, _ int, visit func(int, eventlog.Log) error) error {
	return f.logs(visit)
}

func TestMatchReadsNoLogsForAttributes(t *testing.T) {
	t.Parallel()
	_, facts := factstest.NewRandom(1).Accounts(10)
	f := unreadable{facts, func(func(int, eventlog.Log) error) error { return errors.New("a log was read") }}
	c, err := condition.Parse("attribute country is US and contact attribute size is set")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := eval.Match(t.Context(), f, condition.Moment{}, []condition.Condition{c}); err != nil {
		t.Error(err)
	}
}

func TestRunFails(t *testing.T) {
	t.Parallel()
	login := condition.Condition{Rules: []condition.Rule{{Subject: condition.EventSubject, Name: "login", Operator: condition.MoreThan}}}
	_, facts := factstest.NewRandom(1).Accounts(10)
	broken := errors.New("the disk is gone")
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for name, test := range map[string]struct {
		ctx   context.Context
		facts eval.Facts
		when  condition.Condition
		want  func(error) bool
	}{
		"no rules": {t.Context(), facts, condition.Condition{}, func(err error) bool {
			return strings.Contains(err.Error(), "rule")
		}},
		"facts": {
			t.Context(),
			unreadable{facts, func(func(int, eventlog.Log) error) error { return broken }},
			login,
			func(err error) bool { return errors.Is(err, broken) },
		},
		"damaged log": {
			t.Context(),
			unreadable{facts, func(visit func(int, eventlog.Log) error) error {
				return visit(3, append(eventlog.Encode([]eventlog.Entry{{Event: 1, At: value.Second, Count: 1}})[:1:1], 0, 0, 9))
			}},
			login,
			func(err error) bool {
				return errors.Is(err, eventlog.ErrDamaged) && strings.Contains(err.Error(), "slot 3")
			},
		},
		"slot out of range": {
			t.Context(),
			unreadable{facts, func(visit func(int, eventlog.Log) error) error { return visit(10, eventlog.Log{1}) }},
			login,
			func(err error) bool { return strings.Contains(err.Error(), "not asked for") },
		},
		"cancelled": {cancelled, facts, login, func(err error) bool { return errors.Is(err, context.Canceled) }},
	} {
		if _, err := eval.Run(test.ctx, test.facts, condition.Moment{}, []condition.Condition{test.when}); err == nil || !test.want(err) {
			t.Errorf("%s: got error %v", name, err)
		}
	}
}

func TestRunWithoutAccounts(t *testing.T) {
	t.Parallel()
	conditions := factstest.NewRandom(2).Conditions(10)
	answers, err := eval.Run(t.Context(), factstest.NewFacts(nil), condition.Moment{}, conditions)
	if err != nil || len(answers.Bits) != len(conditions) || len(answers.LastSeen) != 0 {
		t.Errorf("got %v and %v", answers, err)
	}
}

func BenchmarkRun(b *testing.B) {
	const accounts, events = 100_000, 50
	facts, conditions := factstest.Workload(b, accounts, events)
	moment := condition.Moment{AsOf: 1_760_000_000_000 + 30*value.Day, TrialDays: 14}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := eval.Run(b.Context(), facts, moment, conditions); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/(accounts*events), "ns/event")
}

// TestMatchAtEqualsHolds asks about every slot at an instant of its own.
func TestMatchAtEqualsHolds(t *testing.T) {
	t.Parallel()
	held, asked := 0, 0
	for seed := range uint64(60) {
		r := factstest.NewRandom(100 + seed)
		accounts, facts := r.Accounts(1 + r.IntN(150))
		conditions, moment := r.Conditions(60), r.Moment()
		asOf := make([]value.Instant, len(accounts))
		for slot := range asOf {
			asOf[slot] = moment.AsOf + value.Instant(r.Int64N(int64(40*value.Day))) - 30*value.Day
			if r.IntN(10) == 0 {
				asOf[slot] = value.Never
			}
		}
		answers, err := eval.MatchAt(t.Context(), facts, moment, asOf, conditions)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		for slot := range accounts {
			for i, c := range conditions {
				then := moment
				then.AsOf = asOf[slot]
				want := asOf[slot] != value.Never && eval.Holds(c, &accounts[slot], then)
				if got := answers[i].Has(slot); got != want {
					t.Fatalf("seed %d, slot %d: %s\ngot %t, want %t for\n%+v\nat %+v", seed, slot, c, got, want, accounts[slot], then)
				}
				asked++
				if want {
					held++
				}
			}
		}
	}
	if held < asked/10 || held > asked*9/10 {
		t.Errorf("%d of %d random conditions hold, so the test shows little", held, asked)
	}
}
