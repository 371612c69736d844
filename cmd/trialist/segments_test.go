package main

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// demoTime is when the demo of these tests is made.
const demoTime = "2026-11-02T10:30:00Z"

// segmentTrial is what list says of a trial.
type segmentTrial struct {
	Adoption, Fit *float64
	AdoptionBand  string `json:"adoption_band"`
	FitBand       string `json:"fit_band"`
	Status        string
	Qualified     bool
	DaysLeft      *float64 `json:"days_left"`
	Owner         *string
	LastTouch     *struct{ At time.Time } `json:"last_touch"`
	Signals       []string
	Segments      []string
}

// touchedAgo is how many days ago the trial was touched; false if it never was.
func (s segmentTrial) touchedAgo(t *testing.T) (float64, bool) {
	t.Helper()
	at, err := time.Parse(time.RFC3339, demoTime)
	if err != nil {
		t.Fatal(err)
	}
	if s.LastTouch == nil {
		return 0, false
	}
	return at.Sub(s.LastTouch.At).Hours() / 24, true
}

// TestSegmentCountsOfTheDemo counts the trials of segments by what list says of each
// trial. Every subject that only segments may ask about is among them. The numbers
// are such that rounding scores and days for display changes no answer.
func TestSegmentCountsOfTheDemo(t *testing.T) {
	t.Parallel()
	db := filepath.Join(t.TempDir(), "demo.db")
	trialist(t, db, "demo", "--as-of", demoTime)
	tests := map[string]func(segmentTrial) bool{
		`adoption score is more than 30.05`: func(s segmentTrial) bool { return *s.Adoption > 30.05 },
		`fit score is at most 60.05`:        func(s segmentTrial) bool { return *s.Fit <= 60.05 },
		`adoption band is Low|"Very high"`:  func(s segmentTrial) bool { return s.AdoptionBand == "Low" || s.AdoptionBand == "Very high" },
		`fit band is not Good`:              func(s segmentTrial) bool { return s.FitBand != "Good" },
		`qualified is yes`:                  func(s segmentTrial) bool { return s.Qualified },
		`qualified is no and status is trial and adoption band is not Low`: func(s segmentTrial) bool {
			return !s.Qualified && s.Status == "trial" && s.AdoptionBand != "Low"
		},
		`status is paying or signal "Imported contacts" is matched`: func(s segmentTrial) bool { return slices.Contains(s.Signals, "Imported contacts") },
		`signal "Sent first campaign" is not matched and signal "created a project" is matched`: func(s segmentTrial) bool {
			return !slices.Contains(s.Signals, "Sent first campaign") && slices.Contains(s.Signals, "Created a project")
		},
		`days left in trial is less than 3.05`: func(s segmentTrial) bool { return s.DaysLeft != nil && *s.DaysLeft < 3.05 },
		`days since last touch is more than 2`: func(s segmentTrial) bool { ago, ever := s.touchedAgo(t); return ever && ago > 2 },
		`days since last touch is not set and owner is set`: func(s segmentTrial) bool {
			_, ever := s.touchedAgo(t)
			return !ever && s.Owner != nil
		},
		`owner contains a or owner is not set`: func(s segmentTrial) bool { return s.Owner == nil || strings.Contains(strings.ToLower(*s.Owner), "a") },
	}
	names := make(map[string]string)
	for sentence := range tests {
		names[sentence] = fmt.Sprintf("Segment %d", len(names))
		trialist(t, db, "segments", "add", "--name", names[sentence], "--when", sentence)
	}
	var listed struct{ Trials []segmentTrial }
	if err := json.Unmarshal([]byte(trialist(t, db, "list", "--json")), &listed); err != nil {
		t.Fatal(err)
	}
	var counted struct {
		Segments []struct {
			Name, When string
			Trials     int
		}
	}
	if err := json.Unmarshal([]byte(trialist(t, db, "segments", "--json")), &counted); err != nil {
		t.Fatal(err)
	}
	counts := make(map[string]int)
	for _, s := range counted.Segments {
		counts[s.Name] = s.Trials
	}
	for sentence, holds := range tests {
		want := 0
		for _, trial := range listed.Trials {
			if holds(trial) {
				want++
			}
			if holds(trial) != slices.Contains(trial.Segments, names[sentence]) {
				t.Errorf("%s: list says %v of %+v", sentence, trial.Segments, trial)
			}
		}
		if got := counts[names[sentence]]; got != want || want == 0 || want == len(listed.Trials) {
			t.Errorf("%s: %d, want %d of %d", sentence, got, want, len(listed.Trials))
		}
	}
}
