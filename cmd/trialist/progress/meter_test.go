package progress

import (
	"bytes"
	"testing"
	"time"

	"trialist/store/ingest"
	"trialist/ui/eta"
)

func TestMeterLineFitsAnyWidth(t *testing.T) {
	t.Parallel()
	begin := time.Date(2026, time.November, 2, 10, 0, 0, 0, time.UTC)
	w := State{"events.csv", "reading", 4200, 10_000, 2_100_000, "rows"}
	var p, count eta.Estimator
	p.Record(begin, 0, w.Total)
	count.Record(begin, 0, 0)
	p.Record(begin.Add(2*time.Second), w.Done, w.Total)
	count.Record(begin.Add(2*time.Second), w.Count, 0)
	for width, want := range map[int]string{
		120: "events.csv  reading 42 %  2.10 M rows  1.05 M/s  about 3 s left",
		60:  "events.csv  reading 42 %  2.10 M rows  about 3 s left",
		45:  "events.csv  reading 42 %  about 3 s left",
		30:  "reading 42 %  about 3 s left",
		15:  "reading 42 %",
		4:   "rea…",
		0:   "",
		-1:  "",
	} {
		if got := string(w.text(&p, &count, width)); got != want {
			t.Errorf("in %d cells %q, want %q", width, got, want)
		}
	}
	w.Done = w.Total
	if got, want := string(w.text(&p, &count, 40)), "events.csv  reading 100 %  finishing"; got != want {
		t.Errorf("at the end %q, want %q", got, want)
	}
}

func TestMeterOfNoTerminalSaysNothing(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	m := NewMeter(&out)
	hear := m.ImportProgress("x.csv", 100, 0)
	hear(ingest.Progress{Read: 50, Rows: 5})
	hear(ingest.Progress{Rows: 10, Merged: 1, ToMerge: 2})
	if m.draw(); m.timer != nil {
		t.Error("it wants to draw")
	}
	m.Clear()
	if out.Len() > 0 {
		t.Errorf("it wrote %q", out.String())
	}
}
