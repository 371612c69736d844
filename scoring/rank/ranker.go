package rank

import (
	"sync"

	"trialist/scoring/rulebook"
)

// Ranker ranks one population any number of times. What does not depend on a
// scorecard is done once: the tie-break order and the mask dictionaries. It is
// safe for use by several goroutines.
type Ranker struct {
	population *Population
	tieBreak   []uint32 // every slot in tie-break order
	cohorts    cohortCache
}

// NewRanker prepares the population, which must not change afterwards.
func NewRanker(p *Population) *Ranker {
	order := p.TieBreak
	if order == nil {
		order = TieBreakOrder(p.ByID, p.End, p.LastSeen)
	}
	return &Ranker{population: p, tieBreak: order}
}

// WithMatches is a ranker of the same population with other matches, for when a
// condition was added or edited. It costs a fraction of a new ranker, and half
// of that where the masks of one side are the very same memory as before.
func (r *Ranker) WithMatches(m Matches) *Ranker {
	p := *r.population
	p.Matches = m
	rematched := &Ranker{population: &p, tieBreak: r.tieBreak}
	r.cohorts.Lock()
	defer r.cohorts.Unlock()
	for statuses, c := range r.cohorts.byStatuses {
		rematched.cohorts.put(statuses, c.withMatches(r.population.Matches, m))
	}
	return rematched
}

// Population is what the ranker ranks. It is for reading only.
func (r *Ranker) Population() *Population { return r.population }

// Rank ranks the accounts that have one of the statuses.
func (r *Ranker) Rank(card rulebook.Scorecard, by Order, statuses rulebook.StatusSet) *Ranking {
	ranking := r.unsorted(card, by, statuses)
	ranking.sort()
	return ranking
}

// RankWithPreview is Rank for a draft, and how it compares with a saved ranking.
// The two may be of different matches, and even of different accounts where the
// draft changes what a trial is, but slots must mean the same accounts in both.
//
// It runs after each key press. What the preview counts does not depend on the
// order, so it is counted while the ranking is sorted.
func (r *Ranker) RankWithPreview(saved *Ranking, card rulebook.Scorecard, by Order, statuses rulebook.StatusSet, options PreviewOptions) (*Ranking, *Preview) {
	draft := r.unsorted(card, by, statuses)
	var sorting sync.WaitGroup
	sorting.Go(draft.sort)
	preview := countPreview(saved, draft, options)
	sorting.Wait()
	preview.fillLists(saved, draft, options)
	return draft, preview
}

// unsorted is a ranking without its order.
func (r *Ranker) unsorted(card rulebook.Scorecard, by Order, statuses rulebook.StatusSet) *Ranking {
	return &Ranking{Scores: *NewScores(r.population, card), By: by, cohort: r.cohortOf(statuses)}
}

func (r *Ranking) sort() { r.Slots = r.cohort.sorted(r.By, r.adoption, r.fit) }
