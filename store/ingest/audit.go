package ingest

import (
	"trialist/scoring/record"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store/ingest/note"
	"trialist/store/ingest/repeats"
)

// MaxRejects is how many rejected rows an [Audit] keeps.
const MaxRejects = 1000

// Audit is what an import did. Rows = New + Changed + Duplicate + Superseded + Lower +
// Rejected + Forgotten.
//
// A row is new when it makes an account known or creates a contact or an event. It
// is changed when it gives a known account or a contact other values, and a duplicate
// when the workspace has its values already. Rows of one file that undo one another
// are duplicates too. A row is superseded when it disagrees with a newer one of its account
// in the same file. Repeating an import finds nothing but duplicates and superseded rows.
type Audit struct {
	Path, Format, Kind string
	Rows               int
	New                int
	Changed            int
	Duplicate          int
	Superseded         int
	Lower              int // event rows that count less than is there, which stays as it is
	Rejected           int
	Forgotten          int                    // rows of customers who were forgotten for good, which are skipped
	ForgottenAccounts  int                    // the number of these customers
	UnknownAccount     int                    // event and contact rows whose account has no customer row; also counted above
	UnknownAccounts    int                    // the number of these accounts
	Future             int                    // rows with an event, trial start, conversion or churn after as-of
	NotUnderstood      []rulebook.WordCount   // words of statuses, the commonest first
	Disagreeing        int                    // accounts of which several rows disagree
	Disagreements      []repeats.Disagreement // the first of them
	Notes              []note.Note            // what is to be said in words
	TwoCompanies       int                    // contacts that this import added to another account
	Rejects            []record.Reject        // the first MaxRejects
	NotUndoable        string                 // why the import cannot be undone; "" when it can, or changed nothing
	Revision           int64                  // after the import
}

// reject counts and reports a row that cannot be imported.
func (im *importer) reject(r record.Reject) {
	im.audit.Rejected++
	if len(im.audit.Rejects) < MaxRejects {
		im.audit.Rejects = append(im.audit.Rejects, r)
	}
	if im.options.Reject != nil {
		im.options.Reject(r)
	}
}

// isFuture reports whether the instant is after as-of.
func (im *importer) isFuture(at value.Instant) bool {
	return im.options.AsOf != 0 && im.options.AsOf != value.Never && at > im.options.AsOf
}

// hasFutureDate reports whether the row has a start of trial, conversion or churn in
// the future. The end of a trial is often in the future.
func (im *importer) hasFutureDate(attributes []value.Attribute) bool {
	for i := range attributes {
		if attributes[i].Value.Kind != value.Date {
			continue
		}
		switch attributes[i].Name {
		case value.TrialStartedAt, value.ConvertedAt, value.ChurnedAt:
			if im.isFuture(attributes[i].Value.In(im.zone).Date) {
				return true
			}
		}
	}
	return false
}

// orphan notes rows of an account that is not known yet. Its customer row may follow.
func (im *importer) orphan(account uint32, rows int) {
	if short := int(account) + 1 - len(im.orphans); short > 0 {
		im.orphans = append(im.orphans, make([]uint32, short)...)
	}
	im.orphans[account] += uint32(rows)
}

// countOrphans counts the rows whose account is unknown at the end of the file.
func (im *importer) countOrphans() {
	for account, rows := range im.orphans {
		if rows > 0 && !im.accounts.known.Has(account) {
			im.audit.UnknownAccount += int(rows)
			im.audit.UnknownAccounts++
		}
	}
}

// finishAudit counts what only the end of the file tells, and collects the notes.
func (im *importer) finishAudit() {
	im.countOrphans()
	a := &im.audit
	a.NotUnderstood = im.inspection.NotUnderstood()
	a.Notes = append(im.inspection.Notes(a.NotUnderstood), im.contradictions.Notes()...)
	if im.accountsMade {
		a.Notes = append(a.Notes, im.ofPeople.StatusesOfPeople()...)
	}
	im.forgotten.note(a)
	if n, ok := im.eventIDs.Note(im.options.EventID); ok {
		a.Notes = append(a.Notes, n)
	}
	if n, ok := im.likeness.Note(); ok {
		a.Notes = append(a.Notes, n)
	}
	if im.repeats != nil {
		a.Disagreeing, a.Disagreements = im.repeats.Disagreements()
		if n, ok := im.repeats.Note(); ok {
			a.Notes = append(a.Notes, n)
		}
	}
}

// netChanges counts the rows that changed something in the end. A row did not when a
// later row of the file restored the values from before the import.
type netChanges struct {
	audit   *Audit
	pending map[uint32]*rowChange
}

// rowChange is an account or contact that the import has changed so far.
type rowChange struct {
	original uint64 // hash of the values before the import
	rows     int    // counted as changed
}

func newNetChanges(audit *Audit) *netChanges {
	return &netChanges{audit: audit, pending: make(map[uint32]*rowChange)}
}

// changed counts a row that changed the values of an account or contact. Before and
// after are the hashes of the values.
func (n *netChanges) changed(id uint32, before, after uint64) {
	c := n.pending[id]
	if c == nil {
		c = &rowChange{original: before}
		n.pending[id] = c
	}
	if after != c.original {
		c.rows++
		n.audit.Changed++
		return
	}
	n.audit.Changed -= c.rows
	n.audit.Duplicate += c.rows + 1
	delete(n.pending, id)
}
