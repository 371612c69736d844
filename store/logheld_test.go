package store

import (
	"testing"

	"trialist/scoring/condition"
	"trialist/scoring/eval"
)

// TestCachedLogsAnswerAsTheFileDoes, also after an import, when they are of no use
// any more.
func TestCachedLogsAnswerAsTheFileDoes(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	f := newBenchmarkData(3*pageSlots+5, 4000)
	s := open(t, newPath(t), Options{})
	cache := NewCache(s)
	importRows(t, s, f.customers())
	half := &trafficReader{benchmarkData: f, next: len(f.at) / 2}
	if _, err := s.Import(ctx, half, ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	when := []condition.Condition{
		sentence(t, `event "Event number 1" happened more than 1 time ever`),
		sentence(t, `active days is more than 2 in the last 20 days`),
	}
	compare := func() {
		t.Helper()
		facts, err := cache.Snapshot(ctx)
		if err != nil {
			t.Fatal(err)
		}
		m := condition.Moment{AsOf: day(29)}
		want, err := eval.Match(ctx, facts, m, when)
		if err != nil {
			t.Fatal(err)
		}
		if err := cache.LoadLogs(ctx); err != nil {
			t.Fatal(err)
		}
		if len(facts.logCache.pages) != 4 {
			t.Fatalf("%d pages are held, want 4", len(facts.logCache.pages))
		}
		got, err := eval.Match(ctx, facts, m, when)
		if err != nil {
			t.Fatal(err)
		}
		for i := range want {
			if want[i].Count() == 0 || !want[i].Equal(got[i]) {
				t.Errorf("%s: %d accounts match in memory, %d in the file", when[i], got[i].Count(), want[i].Count())
			}
		}
	}
	compare()
	if _, err := s.Import(ctx, &trafficReader{benchmarkData: f}, ImportOptions{}); err != nil {
		t.Fatal(err)
	}
	compare()
}
