package rank

import "trialist/scoring/rulebook"

// The tests of this package are outside it, as what makes their populations
// builds on it. These are the parts that they look at one by one.
var (
	BuildMasks     = buildMasks
	MaskConditions = maskConditions
)

// NewPreview compares two rankings that are there already.
func NewPreview(saved, draft *Ranking, options PreviewOptions) *Preview {
	p := countPreview(saved, draft, options)
	p.fillLists(saved, draft, options)
	return p
}

// ClaimManyAccounts has the cohort of the statuses claim more accounts than a
// packed word has room for, which saves making them.
func (r *Ranker) ClaimManyAccounts(statuses rulebook.StatusSet) {
	r.cohortOf(statuses).populationSize = maxPackedSlots + 1
}
