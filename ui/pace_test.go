package ui

import (
	"strings"
	"testing"
	"time"

	"trialist/scoring/value"
)

// pacedTrials are finished trials, one that is ahead of most on its fifth day, one that
// is behind, and one that has just begun.
func pacedTrials(t testing.TB) *fixture {
	t.Helper()
	w := finishedTrials(t)
	for id, ago := range map[string]time.Duration{"ahead": 126 * time.Hour, "behind": 126 * time.Hour, "fresh": time.Hour} {
		w.customer(id, id, attribute("trial_started_at", value.DateValue(value.FromTime(noon.Add(-ago)))))
	}
	w.event("ahead", "Created project", 120*time.Hour)
	w.event("ahead", "Imported contacts", 90*time.Hour)
	return w
}

func TestPaceColumnAndSort(t *testing.T) {
	t.Parallel()
	s := start(t, pacedTrials(t))
	s.size(120, 40)
	if strings.Contains(s.screen(), "ahead of") || s.app.board.WhyNoPace(0) != "" {
		t.Errorf("the pace is worked out although nobody asked:\n%s", s.screen())
	}
	s.press("/", "pace>=90", "enter")
	s.sees("1 of 3 trials", "After 5 full days: ahead of")
	s.misses("behind")
	s.press("esc", "s", "b")
	lines := strings.Split(s.screen(), "\n")
	for i, want := range []string{"ahead", "behind", "fresh"} {
		if !strings.Contains(lines[4+i], want) {
			t.Errorf("line %d of the list is not that of %s:\n%s", i, want, s.screen())
		}
	}
	s.sees("Pace ▼", "After 5 full days: ahead of")
	for _, want := range []string{"9", "%"} {
		if !strings.Contains(strings.Split(s.screen(), "\n")[4], want) {
			t.Errorf("the first has no pace:\n%s", s.screen())
		}
	}
	s.press("enter")
	s.sees("Pace", "After 5 full days: ahead of", "finished trials that", "was", "after 3")
	s.press("right", "right")
	s.sees("The first day of the trial is not over")
}

func TestPaceIsWorkedOutOnceAnHour(t *testing.T) {
	t.Parallel()
	s := start(t, pacedTrials(t))
	s.size(120, 40)
	s.press("s", "b")
	before := s.app.board.PacesAsOf()
	if !before.Known() {
		t.Fatal("there is no pace")
	}
	reload := func(after time.Duration) value.Instant {
		s.now = s.now.Add(after)
		s.run(s.app.board.Reload())
		return s.app.board.PacesAsOf()
	}
	if after := reload(20 * time.Minute); after != before || s.app.board.AsOf == before {
		t.Errorf("they are as of %v after twenty minutes, and were as of %v", after, before)
	}
	if after := reload(time.Hour); after <= before {
		t.Errorf("they are still as of %v after another hour", after)
	}
}
