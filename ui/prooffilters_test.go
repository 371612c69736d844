package ui

import (
	"fmt"
	"strings"
	"testing"

	"trialist/scoring/condition"
	"trialist/scoring/proof"
	"trialist/scoring/rulebook"
	"trialist/store/facts"
)

// reportOf is that of the package for the scorecard and the options, made apart from the
// screen.
func (s *session) reportOf(card rulebook.Scorecard, o proof.Options) *proof.Report {
	s.t.Helper()
	b := s.app.board
	var r *proof.Report
	err := b.Cache().Do(s.t.Context(), func(data *facts.Snapshot) (err error) {
		m := condition.Moment{AsOf: b.AsOf, TrialDays: b.Book.Lifecycle.TrialDays, Zone: b.Population.Zone}
		r, err = proof.NewReport(s.t.Context(), data, m, b.Population, card, o)
		return err
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return r
}

// TestProofSaysWhoHasConvertedByWhen compares the shares on the screen with the report.
func TestProofSaysWhoHasConvertedByWhen(t *testing.T) {
	t.Parallel()
	s := inProof(t)
	r := s.reportOf(s.app.board.Book.Card, proof.Options{Day: 7})
	page := s.wholeProof()
	shown := 0
	for band, curve := range r.Survival {
		texts := []string{rulebook.Band(band).Name(rulebook.Adoption), fmt.Sprint(curve.Trials)}
		for _, day := range []int{14, 21} {
			share, low, high, ok := curve.ConvertedBy(day)
			if ok {
				shown++
				texts = append(texts, fmt.Sprintf("%d %% (%d to %d)", int(100*share+0.5), int(100*low+0.5), int(100*high+0.5)))
			}
		}
		if !hasRow(page, texts...) {
			t.Errorf("no line has %q\n%s", texts, page)
		}
	}
	if shown < 4 {
		t.Errorf("only %d shares are shown", shown)
	}
}

// TestProofWithinAHorizon counts only the conversions until some days after the end.
func TestProofWithinAHorizon(t *testing.T) {
	t.Parallel()
	s := inProof(t)
	s.press("w")
	r := s.reportOf(s.app.board.Book.Card, proof.Options{Day: 7, Horizon: 7})
	page := s.wholeProof()
	if r.Open == 0 || !strings.Contains(page, fmt.Sprintf("%d ended too short a time ago", r.Open)) {
		t.Errorf("%d are open:\n%s", r.Open, page)
	}
	s.size(80, 24)
	s.sees("Scored on day ", "to 7 days after the end ")
	s.size(120, 36)
	for _, want := range []string{"converted until 7 days after the end", fmt.Sprintf("Of %d trials that have ended and were still open on day %d, %d converted", r.Outcome.Finished, r.Day, r.Outcome.Converted)} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is not on the page:\n%s", want, page)
		}
	}
	for range 5 {
		s.press("w")
	}
	if strings.Contains(s.wholeProof(), "after the end") {
		t.Error("the horizon does not end")
	}
}

func TestProofLeavesLeaksOut(t *testing.T) {
	t.Parallel()
	s := inProof(t)
	s.sees("x leaves it out")
	s.press("x")
	page := s.wholeProof()
	if strings.Contains(page, "Careful") || !strings.Contains(page, "Left out, as it may be known only after the fact: Has a purchase order. x takes it in") {
		t.Errorf("the leak is not left out:\n%s", page)
	}
	if !hasRow(page, "Company size") || hasRow(page, "Has a purchase order", "%") {
		t.Errorf("other signals are left out:\n%s", page)
	}
	s.press("x")
	if page := s.wholeProof(); !strings.Contains(page, "Careful") {
		t.Errorf("the leak is not back:\n%s", page)
	}
	s.press("a", "x")
	s.sees("no signal looks as if it was known only after the fact")
}
