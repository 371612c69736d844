package ingest

import (
	"trialist/scoring/record"
	"trialist/scoring/value"
)

// MaxRejects is how many rejected rows an [Audit] keeps.
const MaxRejects = 1000

// Audit is what an import did. Rows = New + Changed + Duplicate + Lower + Rejected.
//
// A row is new when it makes an account known, a contact or an event, changed
// when it gives a known one other values, and a duplicate when the workspace
// already says what it says. Rows of one file that undo one another are
// duplicates too, so that repeating an import finds nothing but duplicates.
type Audit struct {
	Path, Format, Kind string
	Rows               int
	New                int
	Changed            int
	Duplicate          int
	Lower              int // event rows that count less than is there, which stays as it is
	Rejected           int
	UnknownAccount     int             // event and contact rows whose account has no customer row; counted above as well
	UnknownAccounts    int             // how many accounts those are
	Future             int             // rows with an event, trial start, conversion or churn after as-of
	NotUnderstood      []WordCount     // words of statuses, the commonest first
	Disagreeing        int             // accounts of which several rows disagree
	Disagreements      []Disagreement  // the first of them
	Notes              []Note          // what is to be said in words
	TwoCompanies       int             // people whom this import found in a further company
	Rejects            []record.Reject // the first MaxRejects
	NotUndoable        string          // why the import cannot be undone; "" when it can, or changed nothing
	Revision           int64           // after the import
}

// Note is one thing to be said about an import.
type Note struct {
	Text  string // one clause, the count in it
	Count int    // of rows or accounts; 0 where there is nothing to count
}

// reject counts a row that cannot be taken.
func (im *importer) reject(r record.Reject) {
	im.audit.Rejected++
	if len(im.audit.Rejects) < MaxRejects {
		im.audit.Rejects = append(im.audit.Rejects, r)
	}
	if im.options.Reject != nil {
		im.options.Reject(r)
	}
}

// isFuture reports whether the instant counts as the future.
func (im *importer) isFuture(at value.Instant) bool {
	return im.options.AsOf != 0 && im.options.AsOf != value.Never && at > im.options.AsOf
}

// hasFutureDate reports whether the row says of something in the future that it
// happened. A trial that will end is nothing unusual.
func (im *importer) hasFutureDate(attributes []value.Attribute) bool {
	for i := range attributes {
		if v := attributes[i].Value; v.Kind == value.Date && im.isFuture(v.Date) {
			switch attributes[i].Name {
			case value.TrialStartedAt, value.ConvertedAt, value.ChurnedAt:
				return true
			}
		}
	}
	return false
}

// orphan notes rows of an account that is not known so far. A customer row may
// still follow.
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

// netChanges tells rows that changed something from those that only seemed to,
// because a later row of the file put back what was there before it.
type netChanges struct {
	audit   *Audit
	pending map[uint32]*rowChange
}

// rowChange is what became of one account or contact since the import began.
type rowChange struct {
	original uint64 // hash of what the workspace said
	rows     int    // counted as changed
}

func newNetChanges(audit *Audit) *netChanges {
	return &netChanges{audit: audit, pending: make(map[uint32]*rowChange)}
}

// changed counts a row that turned one state, told by its hash, into another.
func (l *netChanges) changed(id uint32, before, after uint64) {
	c := l.pending[id]
	if c == nil {
		c = &rowChange{original: before}
		l.pending[id] = c
	}
	if after != c.original {
		c.rows++
		l.audit.Changed++
		return
	}
	l.audit.Changed -= c.rows
	l.audit.Duplicate += c.rows + 1
	delete(l.pending, id)
}
