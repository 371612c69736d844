package ui

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/condition"
	"trialist/scoring/proof"
	"trialist/scoring/rulebook"
	"trialist/scoring/stats"
	"trialist/store/facts"
	"trialist/ui/draft"
)

// judgingSignals opens the Signals tab over trials that have ended.
func judgingSignals(t *testing.T) *session {
	t.Helper()
	s := start(t, finishedTrials(t))
	s.press("3")
	return s
}

// wantPower judges a card with the domain, apart from the screen.
func (s *session) wantPower(card rulebook.Scorecard, side rulebook.Side) proof.Power {
	s.t.Helper()
	b := s.app.board
	var scored []stats.Scored
	err := b.Cache().Do(s.t.Context(), func(data *facts.Snapshot) error {
		m := condition.Moment{AsOf: b.AsOf, TrialDays: b.Book.Lifecycle.TrialDays, Zone: b.Population.Zone}
		c, err := proof.Replay(s.t.Context(), data, m, b.Population, card, proof.Options{Day: proof.DefaultDay})
		if err != nil {
			return err
		}
		for i := range c.Trials {
			scored = append(scored, stats.Scored{Score: int64(c.Trials[i].Scores[side].Sum), Converted: c.Trials[i].Converted})
		}
		return nil
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return proof.NewPower(scored)
}

func (s *session) verdict() draft.Verdict {
	s.t.Helper()
	v, ok := s.app.draft.Verdict()
	if !ok {
		s.t.Fatal("there is no verdict")
	}
	return v
}

// TestVerdictFollowsTheDraft edits weights, conditions and switches, and compares the
// verdict with the domain's each time.
func TestVerdictFollowsTheDraft(t *testing.T) {
	t.Parallel()
	s := judgingSignals(t)
	s.size(140, 40)
	saved := s.wantPower(s.app.board.Book.Card, rulebook.Adoption)
	s.sees(fmt.Sprintf("Saved: %s, right in %.0f of 100 pairs", saved.Verdict, 100*saved.AUC), "on day 7")
	if v := s.verdict(); v.Tried || v.Saved != saved {
		t.Errorf("%+v, want %+v", v, saved)
	}
	for _, keys := range [][]string{
		{"+"}, {"+", "+", "+", "+"}, {"j", "-", "-", "-", "-", "-", "-", "-", "-", "-"}, {"k", "space"}, {"space", "w"}, {"u", "d", "x"},
	} {
		s.press(keys...)
		v := s.verdict()
		want := s.wantPower(s.app.draft.Book().Card, rulebook.Adoption)
		if v.Tried && v.Draft != want || !v.Tried && want.AUC != saved.AUC || v.Saved != saved {
			t.Errorf("after %v: draft %+v, saved %+v; want %+v and %+v", keys, v.Draft, v.Saved, want, saved)
		}
		if !v.Tried {
			t.Errorf("after %v the draft is not tried", keys)
		}
		s.sees(fmt.Sprintf("Draft: %s, right in %.0f of 100 pairs", want.Verdict, 100*want.AUC))
	}
	s.press("G")
	if v, want := s.verdict(), s.wantPower(s.app.board.Book.Card, rulebook.Fit); v.Side != rulebook.Fit || v.Saved != want {
		t.Errorf("on the fit side: %+v, want %+v", v, want)
	}
	s.press("esc", "x")
	s.sees("Saved: ")
	s.misses("Draft: ")
}

// TestVerdictOfANewCondition adds a signal that only those have who converted.
func TestVerdictOfANewCondition(t *testing.T) {
	t.Parallel()
	s := judgingSignals(t)
	when, err := condition.Parse(`attribute order is yes`)
	if err != nil {
		t.Fatal(err)
	}
	card, err := s.app.draft.Book().Card.Add(rulebook.Signal{Name: "Fresh", Side: rulebook.Adoption, Weight: 10, Enabled: true, When: when})
	if err != nil {
		t.Fatal(err)
	}
	cmd := s.app.draft.Edit(rulebook.Rulebook{Card: card, Lifecycle: s.app.draft.Book().Lifecycle})
	_, more := s.app.Update(nil)
	s.run(tea.Batch(cmd, more))
	v := s.verdict()
	if want := s.wantPower(card, rulebook.Adoption); v.Draft != want || v.Draft.Verdict != proof.PredictsVeryWell || v.Gain.Low <= 0 {
		t.Errorf("%+v, want %+v", v, want)
	}
	s.sees("Draft: predicts very well")
}

// TestVerdictOfTheLastKey holds a key down: the first edit and the last are judged at
// most, and what is shown is of the last.
func TestVerdictOfTheLastKey(t *testing.T) {
	t.Parallel()
	s := judgingSignals(t)
	before := s.answers["draft.verdictMade"]
	var cmds []tea.Cmd
	for range 5 {
		_, cmd := s.app.Update(tea.KeyPressMsg{Code: '+', Text: "+"})
		cmds = append(cmds, cmd)
	}
	if !s.app.draft.VerdictStale(rulebook.Adoption) {
		t.Error("the verdict is said to be of a draft that nobody judged")
	}
	s.run(tea.Batch(cmds...))
	if got := s.answers["draft.verdictMade"] - before; got < 1 || got > 2 {
		t.Errorf("five presses took %d verdicts", got)
	}
	if v, want := s.verdict(), s.wantPower(s.app.draft.Book().Card, rulebook.Adoption); v.Draft != want || s.app.draft.VerdictStale(rulebook.Adoption) {
		t.Errorf("%+v, want %+v", v.Draft, want)
	}
}

func TestNoVerdictOfAHandful(t *testing.T) {
	t.Parallel()
	s := inSignals(t)
	s.sees("No verdict yet: no trial has ended")
	w := finishedTrials(t)
	converted := 0
	for i := range w.customers { // all but four never converted
		a := &w.customers[i]
		for k, attribute := range a.Attributes {
			if attribute.Name == "converted_at" {
				if converted++; converted > 4 {
					a.Attributes = a.Attributes[:k]
				}
				break
			}
		}
	}
	few := start(t, w)
	few.press("3")
	few.size(140, 40)
	few.sees("No verdict yet: of ", "trials that have ended, ", " converted; it takes 5 that did and 5 that did not")
	few.press("+")
	few.misses("Draft: ")
}

// TestVerdictFitsAnyWidth looks at the line at every width.
func TestVerdictFitsAnyWidth(t *testing.T) {
	t.Parallel()
	s := judgingSignals(t)
	s.press("j", "-", "-", "-", "-", "-", "-", "-", "-", "-")
	for width := 50; width <= 160; width++ {
		s.size(width, 24)
		line := strings.TrimSpace(s.line("Draft: "))
		if !strings.Contains(line, "; saved: ") || strings.HasSuffix(line, "…") {
			t.Errorf("%d cells: %q", width, line)
		}
	}
}

func TestVerdictGoldens(t *testing.T) {
	t.Parallel()
	s := judgingSignals(t)
	s.press("j", "-", "-", "-", "-", "-", "-", "-", "-", "-")
	for _, size := range [][2]int{{140, 40}, {80, 24}, {60, 16}} {
		s.size(size[0], size[1])
		s.golden(fmt.Sprintf("signals-verdict-%dx%d", size[0], size[1]))
	}
}
