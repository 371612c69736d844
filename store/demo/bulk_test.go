package demo_test

import (
	"regexp"
	"slices"
	"testing"

	"trialist/scoring/value"
	"trialist/store/demo"
)

func TestBulkHasExactlyTheSizeAskedFor(t *testing.T) {
	t.Parallel()
	for _, o := range []demo.Options{
		{Accounts: 1, Events: 1},
		{Accounts: 3, Events: 0},
		{Accounts: 1, Events: 6480},
		{Accounts: 50, Events: 20_000},
		{Accounts: 4000, Events: 120_000, Days: 10},
		{Events: 5000},
	} {
		o.Seed, o.AsOf = 9, asOf
		w := demo.New(o)
		size := w.Size()
		if o.Accounts > 0 && size.Customers != o.Accounts || o.Events > 0 && size.Events != o.Events {
			t.Errorf("%+v: size %+v", o, size)
		}
		if got := len(drain(t, w.Customers()).Customers); got != size.Customers {
			t.Errorf("%+v: %d customers, want %d", o, got, size.Customers)
		}
		if got := len(drain(t, w.Events()).Events()); got != size.Events {
			t.Errorf("%+v: %d events, want %d", o, got, size.Events)
		}
	}
}

func TestBulkIsShapedLikeLife(t *testing.T) {
	t.Parallel()
	const count, days = 5000, 30
	w := demo.New(demo.Options{Accounts: count, Events: 250_000, Seed: 1, AsOf: asOf + 345})
	plain := regexp.MustCompile(`^acc_[0-9a-f]{8}$`)
	ids := map[string]bool{}
	perDay, perAccount := make([]int, days+1), []int{}
	names := map[string]int{}
	for _, a := range accounts(t, w) {
		if ids[a.ID] || !plain.MatchString(a.ID) {
			t.Fatalf("id %q is not unique and of the right form", a.ID)
		}
		ids[a.ID] = true
		start, end := date(a, "trial_started_at"), date(a, "trial_ends_at")
		if start > asOf || end <= asOf || end-start != days*value.Day {
			t.Fatalf("%s: trial from %s to %s does not run at %s", a.ID, start, end, asOf)
		}
		perDay[(asOf-start)/value.Day]++
		perAccount = append(perAccount, len(a.Events))
		last := start - 1
		for _, e := range a.Events {
			if e.At <= last || e.At > asOf || e.At%value.Second != 0 {
				t.Fatalf("%s: event at %s after one at %s", a.ID, e.At, last)
			}
			last = e.At
			names[e.Name]++
		}
	}
	for day, n := range perDay[:days-1] {
		if n < count/days/2 || n > count/days*2 {
			t.Errorf("%d trials started %d days ago, want about %d", n, day, count/days)
		}
	}
	slices.Sort(perAccount)
	median, top := perAccount[count/2], perAccount[count*99/100]
	if median < 15 || median > 40 || top < 8*median {
		t.Errorf("the median account has %d events and the hundredth %d: not log-normal", median, top)
	}
	if len(names) != 30 || names["Logged in"] < 8*names["Sent campaign"] || names["Contacted support"] == 0 {
		t.Errorf("events by name: %v", names)
	}
}

func TestBulkEventsComeInTimeOrder(t *testing.T) {
	t.Parallel()
	w := demo.New(demo.Options{Accounts: 2000, Events: 60_000, Seed: 5, AsOf: asOf})
	rows := drain(t, w.Events()).Events()
	runs := 1
	for i := 1; i < len(rows); i++ {
		if rows[i].At < rows[i-1].At {
			t.Fatalf("row %d is at %s, the one before at %s", i, rows[i].At, rows[i-1].At)
		}
		if string(rows[i].Account) != string(rows[i-1].Account) {
			runs++
		}
		if rows[i].Line != i+2 {
			t.Fatalf("row %d has line %d", i, rows[i].Line)
		}
	}
	if runs < len(rows)/2 {
		t.Errorf("%d changes of account in %d rows: they should interleave", runs, len(rows))
	}
}
