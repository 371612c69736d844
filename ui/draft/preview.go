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

// previewState is the newest preview and the request for the next.
type previewState struct {
	job       job.Latest
	requested previewKey
	input     PreviewInput // of result
	result    Preview
	failed    bool // the last request failed
}

// previewKey is what a preview depends on.
type previewKey struct {
	edits int
	saved *rank.Ranking
}

// Preview is the ranking that a draft makes, beside the saved one. Before the
// first answer all fields are nil.
type Preview struct {
	Saved  *rank.Ranking
	Draft  *rank.Ranking
	Effect *rank.Preview // the difference between the two

	matchCounts [2]map[string]int // trials that match a condition, by side and the condition's text
}

// previewRanked is the answer to RequestPreview.
type previewRanked struct {
	seq   int
	input PreviewInput
	Preview
	err error
}

// Preview is the newest preview. It may be stale; see PreviewStale.
func (d *Editor) Preview() Preview { return d.preview.result }

// PreviewInput is what the newest preview was made from.
func (d *Editor) PreviewInput() PreviewInput { return d.preview.input }

// PreviewExtent is how much of a preview the screens can show: buckets of a
// histogram, rows of the list, and names of those who enter or leave.
var PreviewExtent = rank.PreviewOptions{Buckets: 20, Rows: 400, Best: 8}

// PreviewInput is what drafts are ranked from: a population with the statuses of
// the draft, and the accounts that match each condition of the draft. It is kept
// from preview to preview, as a new weight or order changes neither.
type PreviewInput struct {
	population *rank.Population // of the board
	lifecycle  rulebook.Lifecycle
	ranker     *rank.Ranker
}

// RequestPreview ranks the draft, unless that is done or pending. The screens ask
// after every message, so all edits made while one preview is pending are in the
// next.
func (d *Editor) RequestPreview() tea.Cmd {
	b, preview := d.board, &d.preview
	now := previewKey{d.editCount, b.Ranking()}
	if !b.Ready() || !d.loaded || preview.job.Running || preview.requested == now {
		return nil
	}
	preview.job.Start()
	preview.requested = now
	asked := rankDraft(b.Context(), preview.job.Seq, b.Cache(), b.Snapshot, preview.input, b.Ranking(), d.Book())
	if preview.input.population != b.Population {
		return tea.Batch(asked, cacheLogs(b.Context(), b.Cache()))
	}
	return asked
}

// cacheLogs is the command that reads the event logs into memory, for conditions
// that will be edited. An error does no harm: conditions are then evaluated from
// the file.
func cacheLogs(ctx context.Context, cache *facts.Cache) tea.Cmd {
	return func() tea.Msg {
		_ = cache.LoadLogs(ctx)
		return nil
	}
}

// PreviewStale reports whether the preview is of an older draft or ranking.
func (d *Editor) PreviewStale() bool {
	return d.preview.job.Running || d.preview.requested != previewKey{d.editCount, d.board.Ranking()}
}

// handlePreview takes over a preview, even when the draft was edited since: while a
// key is held down the list then follows as fast as it can.
func (d *Editor) handlePreview(m previewRanked) tea.Cmd {
	preview := &d.preview
	if fresh, _ := preview.job.Finish(m.seq); !fresh {
		return nil
	}
	if preview.failed = m.err != nil; preview.failed {
		d.frame.Fail(m.err)
		return nil
	}
	preview.input, preview.result = m.input, m.Preview
	return d.frame.Broadcast(Changed{})
}

// rankDraft is the command of RequestPreview. It captures values only.
func rankDraft(
	ctx context.Context, seq int, cache *facts.Cache, snapshot board.Snapshot, have PreviewInput, saved *rank.Ranking, book rulebook.Rulebook,
) tea.Cmd {
	return func() tea.Msg {
		m := previewRanked{seq: seq, Preview: Preview{Saved: saved}}
		if m.input, m.err = have.Covering(ctx, cache, snapshot, book); m.err != nil {
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

// For reports whether the input was made from a population of the board.
func (have PreviewInput) For(population *rank.Population) bool { return have.population == population }

// Ranker ranks the accounts with the statuses of the draft.
func (have PreviewInput) Ranker() *rank.Ranker { return have.ranker }

// Covering is an input for a rulebook: this one if it has all that the rulebook
// asks, which is so while only weights and the order change. Else the missing
// statuses or conditions are evaluated.
func (have PreviewInput) Covering(ctx context.Context, cache *facts.Cache, snapshot board.Snapshot, book rulebook.Rulebook) (PreviewInput, error) {
	if have.population != snapshot.Population || !sameStatuses(have.lifecycle, book.Lifecycle) {
		have = PreviewInput{population: snapshot.Population, lifecycle: book.Lifecycle, ranker: snapshot.Ranker}
		if !sameStatuses(book.Lifecycle, snapshot.Book.Lifecycle) {
			population, err := cache.Population(ctx, book, snapshot.AsOf)
			if err != nil {
				return PreviewInput{}, err
			}
			have.ranker = rank.NewRanker(population)
		}
	}
	if have.ranker.Population().Matches.Covers(book.Card) {
		return have, nil
	}
	moment := condition.Moment{AsOf: snapshot.AsOf, TrialDays: book.Lifecycle.TrialDays, Zone: snapshot.Population.Zone}
	population := have.ranker.Population()
	matches, err := population.Matches.Complete(book.Card, len(population.Status), func(conditions []condition.Condition) ([]bitset.Bits, error) {
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

// MatchCount is how many trials match a condition, which is to reach its first level, and how many trials there are;
// false while the condition is being evaluated.
func (d *Editor) MatchCount(side rulebook.Side, when condition.Condition) (n, of int, ok bool) {
	answer := d.preview.result
	if answer.Draft == nil {
		return 0, 0, false
	}
	n, ok = answer.matchCounts[side][when.Level(1).String()]
	return n, answer.Draft.Len(), ok
}
