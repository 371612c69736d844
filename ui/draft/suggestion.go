package draft

import (
	"context"
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/proof"
	"trialist/scoring/rulebook"
	"trialist/scoring/suggest"
	"trialist/store/facts"
	"trialist/ui/board"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/host"
	"trialist/ui/job"
	"trialist/ui/words"
)

// weightState is the request for suggested weights.
type weightState struct {
	job    job.Latest
	cancel context.CancelFunc
}

// weightsSuggested is the answer to SuggestWeights.
type weightsSuggested struct {
	seq        int
	suggestion *suggest.Suggestion
	cohort     *proof.Cohort // what it was found by
	err        error
}

// SuggestWeights asks which weights the trials that have ended suggest for the signals of
// a side of the draft, less those that are left out. Trials are replayed by the options,
// in which a day of 0 is the usual one. The answer opens a dialog, which offers to put the
// weights into the draft.
func (d *Editor) SuggestWeights(side rulebook.Side, o proof.Options, less func(rulebook.Scorecard) rulebook.Scorecard) tea.Cmd {
	if !d.board.Ready() || !d.loaded {
		d.frame.Tell("The signals are still being read")
		return nil
	}
	ctx, seq := d.startWeights("Looking for weights that tell better who converts")
	card := less(d.Book().Card)
	asked := judged{side: side, options: o, saved: card, draft: card}
	return suggestWeights(ctx, seq, d.board.Cache(), d.board.Snapshot, d.verdictKey(side).of, d.verdict.sample, asked)
}

// startWeights begins a request, and ends an earlier one.
func (d *Editor) startWeights(doing clean.Text) (ctx context.Context, seq int) {
	w := &d.weights
	if w.job.Running {
		w.cancel()
		w.job.Invalidate()
	}
	w.job.Start()
	d.frame.Tell(doing)
	ctx, w.cancel = context.WithCancel(d.board.Context())
	return ctx, w.job.Seq
}

// finishWeights ends a request, and reports whether its answer is wanted and is there.
func (d *Editor) finishWeights(seq int, err error) bool {
	w := &d.weights
	if fresh, _ := w.job.Finish(seq); !fresh {
		return false
	}
	w.cancel()
	d.frame.Tell("")
	if err != nil && !errors.Is(err, context.Canceled) {
		d.frame.Fail(err)
	}
	return err == nil
}

// suggestWeights is the command of SuggestWeights. It captures values only.
func suggestWeights(ctx context.Context, seq int, cache *facts.Cache, on board.Snapshot, of sampleKey, have verdictSample, asked judged) tea.Cmd {
	return func() tea.Msg {
		m := weightsSuggested{seq: seq}
		if have, m.err = have.covering(ctx, cache, on, of, asked); m.err == nil {
			m.cohort = have.sample.Cohort(asked.draft)
			m.suggestion, m.err = suggest.New(ctx, m.cohort, asked.side)
		}
		return m
	}
}

// handleSuggestion shows what was found, and asks.
func (d *Editor) handleSuggestion(m weightsSuggested) tea.Cmd {
	if !d.finishWeights(m.seq, m.err) {
		return nil
	}
	s := m.suggestion
	decision := &dialog.Decision{
		Frame: d.frame, Title: "Weights for the " + words.SideWord(s.Side) + " signals", EscLabel: "back", Sections: []dialog.Section{whatTrialsSay(s.Words())},
	}
	if s.Verdict == suggest.Offered {
		var changes []clean.Text
		for _, weight := range s.Weights {
			if weight.Weight != weight.Signal.Weight {
				changes = append(changes, clean.Of(weight.Signal.Name)+": "+words.Number(weight.Signal.Weight)+" to "+suggestedText(weight.Weight))
			}
		}
		decision.Sections = append(decision.Sections, dialog.Section{Heading: "The draft would change", Lines: changes})
		decision.Choices = []host.Binding{{
			Keys: []string{"p"}, Desc: "put the weights into the draft", Hint: "put them into the draft", DisabledReason: d.DisabledReason(),
			Run: func() tea.Cmd { return d.takeWeights(s) },
		}}
	}
	if s.Judged() || s.Verdict == suggest.Same {
		decision.Choices = append(decision.Choices, host.Binding{
			Keys: []string{"f"}, Desc: "ask which few signals would do", Hint: "ask which few signals would do",
			Run: func() tea.Cmd { return d.askForFew(m.cohort, s.Side) },
		})
	}
	d.frame.Open(decision)
	return nil
}

// whatTrialsSay has a line for each sentence.
func whatTrialsSay(text string) dialog.Section {
	section := dialog.Section{Heading: "What the trials say"}
	for _, sentence := range strings.SplitAfter(text, ". ") {
		section.Lines = append(section.Lines, clean.Of(strings.TrimSpace(sentence)))
	}
	return section
}

// suggestedText is a weight, 0 being none.
func suggestedText(weight int) clean.Text {
	if weight == 0 {
		return "off"
	}
	return words.Number(weight)
}

// takeWeights puts suggested weights into the draft, as one step.
func (d *Editor) takeWeights(s *suggest.Suggestion) tea.Cmd {
	card, err := s.Apply(d.Book().Card)
	if err != nil {
		d.frame.Fail(err)
		return nil
	}
	d.frame.Tell("The weights are in the draft  " + d.frame.KeyOf("draft.save") + " saves them, " + d.frame.KeyOf("draft.undo") + " undoes it")
	return d.EditCard(card, nil)
}
