package scoring

import "sync"

// Ranker ranks one population any number of times. What does not depend on a
// scorecard is done once: the order by days left, last seen and external id
// that breaks ties, and the distinct masks. It is safe for use by several
// goroutines.
type Ranker struct {
	population *Population
	base       []uint32 // every slot, in the order that breaks ties
	views      views
}

// NewRanker prepares the population, which must not change afterwards.
func NewRanker(p *Population) *Ranker {
	base := p.Base
	if base == nil {
		base = BaseOrder(p.ByID, p.End, p.LastSeen)
	}
	return &Ranker{population: p, base: base}
}

// Rematch is a ranker of the same population with other matches, for when a
// condition was added or edited. It costs a fraction of a new ranker, and half
// of that where the masks of one side are the very same memory as before.
func (r *Ranker) Rematch(m Matches) *Ranker {
	p := *r.population
	p.Matches = m
	rematched := &Ranker{population: &p, base: r.base}
	r.views.Lock()
	defer r.views.Unlock()
	for statuses, v := range r.views.by {
		rematched.views.put(statuses, v.rematch(r.population.Matches, m))
	}
	return rematched
}

// Population is what the ranker ranks. It is for reading only.
func (r *Ranker) Population() *Population { return r.population }

// Rank ranks the accounts that have one of the statuses.
func (r *Ranker) Rank(card Scorecard, by Order, statuses StatusSet) *Ranking {
	ranking := r.unsorted(card, by, statuses)
	ranking.sort()
	return ranking
}

// RankDraft is Rank for a draft, and how it compares with a saved ranking. Both
// may be of different matches, and even of different accounts where the draft
// changes what a trial is, but slots must mean the same accounts in both. What is
// counted does not go by the order, so it is counted while that is sorted: this is
// to be done after each key press.
func (r *Ranker) RankDraft(saved *Ranking, card Scorecard, by Order, statuses StatusSet, extent Extent) (*Ranking, *Outlook) {
	draft := r.unsorted(card, by, statuses)
	var sorting sync.WaitGroup
	sorting.Go(draft.sort)
	o := countOutlook(saved, draft, extent)
	sorting.Wait()
	o.list(saved, draft, extent)
	return draft, o
}

// unsorted is a ranking without its order.
func (r *Ranker) unsorted(card Scorecard, by Order, statuses StatusSet) *Ranking {
	return &Ranking{
		Card:     card,
		By:       by,
		slots:    len(r.population.Status),
		view:     r.view(statuses),
		adoption: newTally(card, Adoption, r.population.Matches),
		fit:      newTally(card, Fit, r.population.Matches),
	}
}

func (r *Ranking) sort() { r.Order = r.view.sorted(r.By, r.adoption, r.fit) }

// views are the parts of a population that were ranked before.
type views struct {
	sync.Mutex
	by map[StatusSet]*view
}

// put keeps a view. The lock must be held, or nobody else know the views yet.
func (x *views) put(statuses StatusSet, v *view) {
	if x.by == nil {
		x.by = make(map[StatusSet]*view)
	}
	x.by[statuses] = v
}

// view is the accounts of some statuses, made ready to be sorted by scores.
// Its slices run along the base order, so that a pass over them reads memory
// from front to back.
type view struct {
	slots      []uint32
	population int // accounts, of which the slots are some
	adoption   coded
	fit        coded
	left       func() levels // along the slots
	seen       func() levels
}

// view is the view of the statuses, made when first asked for.
func (r *Ranker) view(statuses StatusSet) *view {
	r.views.Lock()
	defer r.views.Unlock()
	if v, ok := r.views.by[statuses]; ok {
		return v
	}
	p := r.population
	v := &view{slots: make([]uint32, 0, len(r.base)), population: len(p.Status)}
	for _, slot := range r.base {
		if statuses.Has(p.Status[slot]) {
			v.slots = append(v.slots, slot)
		}
	}
	v.left = sync.OnceValue(func() levels { return leftLevels(v.slots, p) })
	v.seen = sync.OnceValue(func() levels { return seenLevels(v.slots, p) })
	var group sync.WaitGroup
	group.Go(func() { v.adoption = encode(v.slots, p.Matches.Adoption.Bits) })
	v.fit = encode(v.slots, p.Matches.Fit.Bits)
	group.Wait()
	r.views.put(statuses, v)
	return v
}

// rematch is the view with the masks that differ coded anew.
func (v *view) rematch(was, now Matches) *view {
	w := *v
	if !sameMemory(was.Adoption.Bits, now.Adoption.Bits) {
		w.adoption = encode(v.slots, now.Adoption.Bits)
	}
	if !sameMemory(was.Fit.Bits, now.Fit.Bits) {
		w.fit = encode(v.slots, now.Fit.Bits)
	}
	return &w
}

func sameMemory(a, b []uint64) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}
