package rank

import (
	"sync"

	"trialist/scoring/rulebook"
)

// Ranker ranks one population any number of times. What does not depend on a
// scorecard is done once: the order by days left, last seen and external id
// that breaks ties, and the distinct masks. It is safe for use by several
// goroutines.
type Ranker struct {
	population *Population
	tieBreak   []uint32 // every slot, in the order that breaks ties
	cohorts    cohortCache
}

// NewRanker prepares the population, which must not change afterwards.
func NewRanker(p *Population) *Ranker {
	base := p.TieBreak
	if base == nil {
		base = TieBreakOrder(p.ByID, p.End, p.LastSeen)
	}
	return &Ranker{population: p, tieBreak: base}
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
	for statuses, v := range r.cohorts.byStatuses {
		rematched.cohorts.put(statuses, v.withMatches(r.population.Matches, m))
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

// RankWithPreview is Rank for a draft, and how it compares with a saved ranking. Both
// may be of different matches, and even of different accounts where the draft
// changes what a trial is, but slots must mean the same accounts in both. What is
// counted does not go by the order, so it is counted while that is sorted: this is
// to be done after each key press.
func (r *Ranker) RankWithPreview(saved *Ranking, card rulebook.Scorecard, by Order, statuses rulebook.StatusSet, extent PreviewOptions) (*Ranking, *Preview) {
	draft := r.unsorted(card, by, statuses)
	var sorting sync.WaitGroup
	sorting.Go(draft.sort)
	o := countPreview(saved, draft, extent)
	sorting.Wait()
	o.fillLists(saved, draft, extent)
	return draft, o
}

// unsorted is a ranking without its order.
func (r *Ranker) unsorted(card rulebook.Scorecard, by Order, statuses rulebook.StatusSet) *Ranking {
	return &Ranking{
		Card:           card,
		By:             by,
		populationSize: len(r.population.Status),
		cohort:         r.cohortOf(statuses),
		adoption:       newScoreTable(card, rulebook.Adoption, r.population.Matches),
		fit:            newScoreTable(card, rulebook.Fit, r.population.Matches),
	}
}

func (r *Ranking) sort() { r.Slots = r.cohort.sorted(r.By, r.adoption, r.fit) }

// cohortCache are the parts of a population that were ranked before.
type cohortCache struct {
	sync.Mutex
	byStatuses map[rulebook.StatusSet]*cohort
}

// put keeps a view. The lock must be held, or nobody else know the views yet.
func (x *cohortCache) put(statuses rulebook.StatusSet, v *cohort) {
	if x.byStatuses == nil {
		x.byStatuses = make(map[rulebook.StatusSet]*cohort)
	}
	x.byStatuses[statuses] = v
}

// cohort is the accounts of some statuses, made ready to be sorted by scores.
// Its slices run along the base order, so that a pass over them reads memory
// from front to back.
type cohort struct {
	slots          []uint32
	populationSize int // accounts, of which the slots are some
	adoption       maskDictionary
	fit            maskDictionary
	daysLeft       func() denseRanks // along the slots
	lastSeen       func() denseRanks
}

// cohortOf is the view of the statuses, made when first asked for.
func (r *Ranker) cohortOf(statuses rulebook.StatusSet) *cohort {
	r.cohorts.Lock()
	defer r.cohorts.Unlock()
	if v, ok := r.cohorts.byStatuses[statuses]; ok {
		return v
	}
	p := r.population
	v := &cohort{slots: make([]uint32, 0, len(r.tieBreak)), populationSize: len(p.Status)}
	for _, slot := range r.tieBreak {
		if statuses.Has(p.Status[slot]) {
			v.slots = append(v.slots, slot)
		}
	}
	v.daysLeft = sync.OnceValue(func() denseRanks { return daysLeftRanks(v.slots, p) })
	v.lastSeen = sync.OnceValue(func() denseRanks { return lastSeenRanks(v.slots, p) })
	var group sync.WaitGroup
	group.Go(func() { v.adoption = encodeMasks(v.slots, p.Matches.Adoption.Words) })
	v.fit = encodeMasks(v.slots, p.Matches.Fit.Words)
	group.Wait()
	r.cohorts.put(statuses, v)
	return v
}

// withMatches is the view with the masks that differ coded anew.
func (v *cohort) withMatches(was, now Matches) *cohort {
	w := *v
	if !sameMemory(was.Adoption.Words, now.Adoption.Words) {
		w.adoption = encodeMasks(v.slots, now.Adoption.Words)
	}
	if !sameMemory(was.Fit.Words, now.Fit.Words) {
		w.fit = encodeMasks(v.slots, now.Fit.Words)
	}
	return &w
}

func sameMemory(a, b []uint64) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}
