package ingest

import (
	"context"
	"slices"

	"trialist/scoring/eval"
	"trialist/store/ingest/repeats"
)

// settleRepeats stores what counts of the accounts that have several rows.
func (im *importer) settleRepeats(ctx context.Context) error {
	if im.repeats == nil {
		return nil
	}
	st, index := im.accounts, im.attributes[eval.AccountScope]
	for accounts := range slices.Chunk(im.repeats.Accounts(), settledAtOnce) {
		ids := make([]uint32, len(accounts))
		for i, a := range accounts {
			ids[i] = a.ID
		}
		if err := st.fetch(ctx, ids); err != nil {
			return err
		}
		for _, a := range accounts {
			row, numbers, err := im.repeats.Settle(a)
			if err != nil {
				return err
			}
			old := st.row(a.ID).attributes
			values := st.merger.Merge(old, row.Attributes, numbers, index.countChange)
			im.contradictions.Check(a.ID, row.Line, row.Attributes, numbers, index.names, old, values)
			im.countSettled(a, func() { st.setValues(a.ID, row, values) })
		}
		if err := st.flush(ctx); err != nil {
			return err
		}
	}
	return nil
}

// countSettled counts the rows of an account by what became of them. Its first row was
// counted when it came; set counts one more.
func (im *importer) countSettled(a *repeats.Account, set func()) {
	changed, made := im.audit.Changed, 1 // rows that made the account known
	set()
	if changed = im.audit.Changed - changed; im.accounts.before.Has(int(a.ID)) {
		changed, made = 0, 0
		if c := im.accounts.changes.pending[a.ID]; c != nil {
			changed = c.rows
		}
	}
	superseded := min(a.Superseded, a.Count-1)
	left := min(changed, a.Count-superseded-made)
	im.audit.Superseded += superseded
	im.audit.Changed += left - changed
	im.audit.Duplicate += a.Count - superseded - made - left - (2 - made - changed)
}

// settledAtOnce is how many accounts are settled between writes.
const settledAtOnce = 4096
