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
	err        error
}

// SuggestWeights asks which weights the trials that have ended suggest for the signals of
// a side of the draft, less those that are left out. Trials are replayed by the options,
// in which a day of 0 is the usual one. The answer opens a dialog, which offers to put the
// weights into the draft.
func (d *Editor) SuggestWeights(side rulebook.Side, o proof.Options, less func(rulebook.Scorecard) rulebook.Scorecard) tea.Cmd {
	w := &d.weights
	if !d.board.Ready() || !d.loaded {
		d.frame.Tell("The signals are still being read")
		return nil
	}
	if w.job.Running {
		w.cancel()
		w.job.Invalidate()
	}
	w.job.Start()
	d.frame.Tell("Looking for weights that tell better who converts")
	var ctx context.Context
	ctx, w.cancel = context.WithCancel(d.board.Context())
	card := less(d.Book().Card)
	asked := judged{side: side, options: o, saved: card, draft: card}
	return suggestWeights(ctx, w.job.Seq, d.board.Cache(), d.board.Snapshot, d.verdictKey(side).of, d.verdict.sample, asked)
}

// suggestWeights is the command of SuggestWeights. It captures values only.
func suggestWeights(ctx context.Context, seq int, cache *facts.Cache, on board.Snapshot, of sampleKey, have verdictSample, asked judged) tea.Cmd {
	return func() tea.Msg {
		m := weightsSuggested{seq: seq}
		if have, m.err = have.covering(ctx, cache, on, of, asked); m.err == nil {
			m.suggestion, m.err = suggest.New(ctx, have.sample.Cohort(asked.draft), asked.side)
		}
		return m
	}
}

// handleSuggestion shows what was found, and asks.
func (d *Editor) handleSuggestion(m weightsSuggested) tea.Cmd {
	w := &d.weights
	if fresh, _ := w.job.Finish(m.seq); !fresh {
		return nil
	}
	w.cancel()
	d.frame.Tell("")
	if m.err != nil {
		if !errors.Is(m.err, context.Canceled) {
			d.frame.Fail(m.err)
		}
		return nil
	}
	s := m.suggestion
	first, rest, _ := strings.Cut(s.Words(), ". ")
	decision := &dialog.Decision{
		Frame: d.frame, Title: "Weights for the " + words.SideWord(s.Side) + " signals", EscLabel: "back",
		Sections: []dialog.Section{{Heading: "What the trials say", Lines: []clean.Text{clean.Of(strings.TrimSuffix(first, ".") + ".")}}},
	}
	if rest != "" {
		for _, sentence := range strings.SplitAfter(rest, ". ") {
			decision.Sections[0].Lines = append(decision.Sections[0].Lines, clean.Of(strings.TrimSpace(sentence)))
		}
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
	d.frame.Open(decision)
	return nil
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
