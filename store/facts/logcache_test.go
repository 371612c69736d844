package facts

import (
	"testing"

	"trialist/scoring/condition"
	"trialist/scoring/eval"
	"trialist/store"
	"trialist/store/codec"
	"trialist/store/ingest"
	"trialist/store/ingest/ingesttest"
	"trialist/store/storetest"
)

// TestCachedLogsAnswerAsTheFileDoes, also after an import, when they are of no use
// any more.
func TestCachedLogsAnswerAsTheFileDoes(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	f := storetest.NewBenchmarkData(3*codec.PageSlots+5, 4000)
	s := storetest.Open(t, storetest.NewPath(t), store.Options{})
	cache := New(s)
	ingesttest.ImportRows(t, s, f.Customers())
	half := &storetest.TrafficReader{BenchmarkData: f, Position: len(f.At) / 2}
	if _, err := ingest.Run(ctx, s, half, ingest.Options{}); err != nil {
		t.Fatal(err)
	}
	when := []condition.Condition{
		storetest.Sentence(t, `event "Event number 1" happened more than 1 time ever`),
		storetest.Sentence(t, `active days is more than 2 in the last 20 days`),
	}
	compare := func() {
		t.Helper()
		facts, err := cache.Snapshot(ctx)
		if err != nil {
			t.Fatal(err)
		}
		m := condition.Moment{AsOf: storetest.Day(29)}
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
	if _, err := ingest.Run(ctx, s, &storetest.TrafficReader{BenchmarkData: f}, ingest.Options{}); err != nil {
		t.Fatal(err)
	}
	compare()
}
