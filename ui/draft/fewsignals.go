package draft

import (
	"context"
	"fmt"
	"math"
	"strings"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/proof"
	"trialist/scoring/rulebook"
	"trialist/scoring/suggest"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/words"
)

// maxFew is how many signals are called few: a screen of them.
const maxFew = 5

// fewFound is the answer to askForFew.
type fewFound struct {
	seq      int
	supports *suggest.Supports
	err      error
}

// askForFew asks which few signals would do, by trials that were scored already. The
// answer opens a dialog.
func (d *Editor) askForFew(c *proof.Cohort, side rulebook.Side) tea.Cmd {
	ctx, seq := d.startWeights("Looking for a few signals that would do")
	return findFew(ctx, seq, c, side)
}

// findFew is the command of askForFew.
func findFew(ctx context.Context, seq int, c *proof.Cohort, side rulebook.Side) tea.Cmd {
	return func() tea.Msg {
		m := fewFound{seq: seq}
		m.supports, m.err = suggest.Best(ctx, c, side, maxFew)
		return m
	}
}

// handleFew shows what was found.
func (d *Editor) handleFew(m fewFound) tea.Cmd {
	if !d.finishWeights(m.seq, m.err) {
		return nil
	}
	s := m.supports
	decision := &dialog.Decision{
		Frame: d.frame, Title: "A few " + words.SideWord(s.Side) + " signals", EscLabel: "back", Sections: []dialog.Section{whatTrialsSay(s.Words())},
	}
	if len(s.BySize) > 0 {
		decision.Sections = append(decision.Sections, dialog.Section{Heading: "Right in 100 pairs: the signals with their weights", Lines: fewLines(s)})
	}
	d.frame.Open(decision)
	return nil
}

// fewLines has a line for each number of signals.
func fewLines(s *suggest.Supports) []clean.Text {
	var lines []clean.Text
	for _, few := range s.BySize {
		var names []string
		for _, w := range few.Weights {
			names = append(names, fmt.Sprintf("%s %d", w.Signal.Name, w.Weight))
		}
		lines = append(lines, clean.Of(fmt.Sprintf("%.0f (%.0f to %.0f): %s",
			math.Round(100*few.Power.AUC), math.Round(100*few.Power.Low), math.Round(100*few.Power.High), strings.Join(names, ", "))))
	}
	return lines
}
