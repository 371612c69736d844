package draft

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/store/facts"
	"trialist/ui/board"
	"trialist/ui/job"
)

// previewState is what the draft would do to the list.
type previewState struct {
	job       job.Latest
	requested previewKey
	input     PreviewInput
	result    Preview // the last one
	failed    bool    // the last question had no answer
}

// previewKey is what a preview depends on.
type previewKey struct {
	edits int
	saved *rank.Ranking
}

// Preview is the list that a draft makes, beside the one in force. Before the
// first answer all of it is nil.
type Preview struct {
	Saved  *rank.Ranking
	Draft  *rank.Ranking
	Effect *rank.Preview

	matchCounts [2]map[string]int // trials that match, by side and sentence
}

// previewRanked is a preview that was asked for.
type previewRanked struct {
	seq   int
	input PreviewInput
	Preview
	err error
}

// Preview is the newest that there is, also when the draft went on since.
func (d *Editor) Preview() Preview { return d.preview.result }

// PreviewInput is what the newest preview was made from.
func (d *Editor) PreviewInput() PreviewInput { return d.preview.input }

// PreviewExtent is how much of a preview the screens can show.
var PreviewExtent = rank.PreviewOptions{Buckets: 20, Rows: 400, Best: 8}

// PreviewInput is what drafts are ranked on: the population, with the draft's
// statuses, and the masks of the draft's conditions.
type PreviewInput struct {
	population *rank.Population // of the board
	lifecycle  rulebook.Lifecycle
	ranker     *rank.Ranker
}

// RequestPreview has the draft ranked unless that is done or under way. Like all that
// screens fetch it is asked after every message, so presses that come while
// one preview is on its way are all in the next.
func (d *Editor) RequestPreview() tea.Cmd {
	b, f := d.board, &d.preview
	now := previewKey{d.editCount, b.Ranking()}
	if !b.Ready() || !d.loaded || f.job.Running || f.requested == now {
		return nil
	}
	f.job.Start()
	f.requested = now
	asked := rankDraft(b.Context(), f.job.Seq, b.Cache(), b.Snapshot, f.input, b.Ranking(), d.Book())
	if f.input.population != b.Population {
		return tea.Batch(asked, cacheLogs(b.Context(), b.Cache()))
	}
	return asked
}

// cacheLogs makes ready for conditions that will be edited. It is no harm when it
// fails: they are then answered from the file.
func cacheLogs(ctx context.Context, cache *facts.Cache) tea.Cmd {
	return func() tea.Msg {
		_ = cache.LoadLogs(ctx)
		return nil
	}
}

// PreviewStale reports whether what the preview says is out of date.
func (d *Editor) PreviewStale() bool {
	return d.preview.job.Running || d.preview.requested != previewKey{d.editCount, d.board.Ranking()}
}

// handlePreview makes an answer the preview, even when the draft went on since:
// with a key held down, the list follows as fast as it can.
func (d *Editor) handlePreview(m previewRanked) tea.Cmd {
	f := &d.preview
	if fresh, _ := f.job.Finish(m.seq); !fresh {
		return nil
	}
	if f.failed = m.err != nil; f.failed {
		d.frame.Fail(m.err)
		return nil
	}
	f.input, f.result = m.input, m.Preview
	return d.frame.Broadcast(Changed{})
}

// rankDraft is the command behind it. It captures values only.
func rankDraft(
	ctx context.Context, seq int, cache *facts.Cache, w board.Snapshot, have PreviewInput, saved *rank.Ranking, book rulebook.Rulebook,
) tea.Cmd {
	return func() tea.Msg {
		m := previewRanked{seq: seq, Preview: Preview{Saved: saved}}
		if m.input, m.err = have.Covering(ctx, cache, w, book); m.err != nil {
			return m
		}
		trials := rulebook.StatusesOf(rulebook.Trial)
		m.Draft, m.Effect = m.input.ranker.RankWithPreview(saved, book.Card, saved.By, trials, PreviewExtent)
		for _, side := range rulebook.Sides() {
			m.matchCounts[side] = m.input.ranker.MatchCounts(side, trials)
		}
		return m
	}
}

// For reports whether a population of the board is the one that drafts are ranked
// on here.
func (have PreviewInput) For(people *rank.Population) bool { return have.population == people }

// Ranker ranks the accounts as a draft has their statuses.
func (have PreviewInput) Ranker() *rank.Ranker { return have.ranker }

// Covering is a basis for the book: this one as long as it answers all that the
// book asks, which it does while weights and order change.
func (have PreviewInput) Covering(ctx context.Context, cache *facts.Cache, w board.Snapshot, book rulebook.Rulebook) (PreviewInput, error) {
	if have.population != w.Population || !sameStatuses(have.lifecycle, book.Lifecycle) {
		have = PreviewInput{population: w.Population, lifecycle: book.Lifecycle, ranker: w.Ranker}
		if !sameStatuses(book.Lifecycle, w.Book.Lifecycle) {
			people, err := cache.Population(ctx, book, w.AsOf)
			if err != nil {
				return PreviewInput{}, err
			}
			have.ranker = rank.NewRanker(people)
		}
	}
	if have.ranker.Population().Matches.Covers(book.Card) {
		return have, nil
	}
	moment := condition.Moment{AsOf: w.AsOf, TrialDays: book.Lifecycle.TrialDays}
	people := have.ranker.Population()
	matches, err := people.Matches.Complete(book.Card, len(people.Status), func(conditions []condition.Condition) ([]bitset.Bits, error) {
		return cache.Evaluate(ctx, conditions, moment)
	})
	if err != nil {
		return PreviewInput{}, err
	}
	have.ranker = have.ranker.WithMatches(matches)
	return have, nil
}

// sameStatuses reports whether two lifecycles give every account the same status.
func sameStatuses(one, other rulebook.Lifecycle) bool {
	return len(rulebook.Diff(rulebook.Rulebook{Lifecycle: one}, rulebook.Rulebook{Lifecycle: other})) == 0
}

// MatchCount is how many trials match a condition, and of how many; false while
// that is being counted.
func (d *Editor) MatchCount(side rulebook.Side, when condition.Condition) (n, of int, ok bool) {
	answer := d.preview.result
	if answer.Draft == nil {
		return 0, 0, false
	}
	n, ok = answer.matchCounts[side][when.String()]
	return n, answer.Draft.Len(), ok
}
