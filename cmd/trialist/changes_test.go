package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// rankedTrial is what list says of an account.
type rankedTrial struct {
	ID, Status   string
	AdoptionBand string `json:"adoption_band"`
	FitBand      string `json:"fit_band"`
	Qualified    bool
	Signals      []string
	FitSignals   []string `json:"fit_signals"`
}

// listedChange is what changes says of a change.
type listedChange struct {
	ID, Kind, Side, From, To, Cause string
	Gained                          []string `json:"signals_gained"`
	Lost                            []string `json:"signals_lost"`
}

// rankingAt is the ranking of all accounts at an instant, by id.
func rankingAt(t *testing.T, db, at string) map[string]rankedTrial {
	t.Helper()
	var list struct{ Trials []rankedTrial }
	if err := json.Unmarshal([]byte(trialist(t, db, "list", "--as-of", at, "--status", "all", "--json")), &list); err != nil {
		t.Fatal(err)
	}
	byID := make(map[string]rankedTrial)
	for _, trial := range list.Trials {
		byID[trial.ID] = trial
	}
	return byID
}

// changesOf are the changes of one account from one ranking to another, in words.
func changesOf(id string, was, is rankedTrial) (words []string) {
	status := func(s string) string {
		if s == "" {
			return "none"
		}
		return s
	}
	switch {
	case was.Status != "trial" && is.Status == "trial":
		return []string{fmt.Sprintf("%s new  %s %s", id, status(was.Status), is.Status)}
	case was.Status == "trial" && is.Status != "trial":
		return []string{fmt.Sprintf("%s ended  %s %s", id, was.Status, status(is.Status))}
	case is.Status != "trial":
		return nil
	}
	bands := map[string][]string{"adoption": {"Low", "Average", "High", "Very high"}, "fit": {"No match", "Partial", "Good", "Perfect match"}}
	for side, band := range map[string][2]string{"adoption": {was.AdoptionBand, is.AdoptionBand}, "fit": {was.FitBand, is.FitBand}} {
		from, to := slices.Index(bands[side], band[0]), slices.Index(bands[side], band[1])
		if from < to {
			words = append(words, fmt.Sprintf("%s band_up %s %s %s", id, side, band[0], band[1]))
		}
		if from > to {
			words = append(words, fmt.Sprintf("%s band_down %s %s %s", id, side, band[0], band[1]))
		}
	}
	if is.Qualified && !was.Qualified {
		words = append(words, id+" qualified not qualified qualified")
	}
	if was.Qualified && !is.Qualified {
		words = append(words, id+" unqualified qualified not qualified")
	}
	return words
}

// signalsBetween are the signals of the sides that one ranking has and the other not.
func signalsBetween(side string, has, lacks rankedTrial) []string {
	names := []string{}
	for _, one := range []struct {
		side       string
		has, lacks []string
	}{{"adoption", has.Signals, lacks.Signals}, {"fit", has.FitSignals, lacks.FitSignals}} {
		for _, name := range one.has {
			if (side == one.side || side == "both") && !slices.Contains(one.lacks, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// TestChangesAreTheDifferenceOfTwoRankings compares what changes says of the demo with
// what list says at ten random pairs of instants.
func TestChangesAreTheDifferenceOfTwoRankings(t *testing.T) {
	t.Parallel()
	db := filepath.Join(t.TempDir(), "demo.db")
	trialist(t, db, "demo", "--as-of", demoTime)
	trialist(t, db, "signals", "add", "--side", "adoption", "--name", "Here lately", "--weight", "8", // so that trials fall too
		"--when", "active days is more than 1 in the last 3 days")
	end, err := time.Parse(time.RFC3339, demoTime)
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(11, 2))
	kinds := make(map[string]int)
	for range 10 {
		later := end.Add(-time.Duration(rng.Int64N(int64(30 * 24 * time.Hour)))).Truncate(time.Second)
		earlier := later.Add(-time.Duration(rng.Int64N(int64(20 * 24 * time.Hour)))).Truncate(time.Second)
		from, to := earlier.Format(time.RFC3339), later.Format(time.RFC3339)
		was, is := rankingAt(t, db, from), rankingAt(t, db, to)
		var want []string
		all := maps.Clone(was)
		maps.Copy(all, is)
		for id := range all {
			want = append(want, changesOf(id, was[id], is[id])...)
		}
		var answer struct{ Changes []listedChange }
		if err := json.Unmarshal([]byte(trialist(t, db, "changes", "--since", from, "--as-of", to, "--json")), &answer); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, c := range answer.Changes {
			side := ""
			if strings.HasPrefix(c.Kind, "band") {
				side = c.Side + " "
			} else if c.Kind == "new" || c.Kind == "ended" {
				side = " "
			}
			got = append(got, fmt.Sprintf("%s %s %s%s %s", c.ID, c.Kind, side, c.From, c.To))
			kinds[c.Kind]++
			if diff := cmp.Diff(signalsBetween(c.Side, is[c.ID], was[c.ID]), c.Gained); diff != "" {
				t.Errorf("%s to %s, %s %s gained:\n%s", from, to, c.ID, c.Kind, diff)
			}
			if diff := cmp.Diff(signalsBetween(c.Side, was[c.ID], is[c.ID]), c.Lost); diff != "" {
				t.Errorf("%s to %s, %s %s lost:\n%s", from, to, c.ID, c.Kind, diff)
			}
			if c.Kind != "new" && c.Kind != "ended" && len(c.Gained)+len(c.Lost) == 0 || c.Cause != "account" {
				t.Errorf("%s to %s, %s %s by %s names no signal", from, to, c.ID, c.Kind, c.Cause)
			}
		}
		slices.Sort(want)
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%s to %s (-rankings +changes):\n%s", from, to, diff)
		}
	}
	for _, kind := range []string{"qualified", "unqualified", "band_up", "band_down", "new", "ended"} {
		if kinds[kind] < 5 {
			t.Errorf("only %d are %s", kinds[kind], kind)
		}
	}
}
