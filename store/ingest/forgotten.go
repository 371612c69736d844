package ingest

import (
	"context"
	"fmt"
	"slices"

	"trialist/scoring/record"
	"trialist/store/ingest/note"
	"trialist/store/tables"
)

// forgotten skips the rows of customers who were forgotten for good.
type forgotten struct {
	known     *tables.Forgotten // nil where there are none
	customers map[tables.ForgottenHash]struct{}
	rows      int
}

func loadForgotten(ctx context.Context, im *importer) (f forgotten, err error) {
	f.known, err = tables.LoadForgotten(ctx, im.tx)
	f.customers = make(map[tables.ForgottenHash]struct{})
	return f, err
}

// skipForgotten takes the rows of the forgotten out of a batch whose ids are resolved.
// Only accounts that are not there are asked for, as nobody who is there is forgotten.
func (im *importer) skipForgotten(b *record.Batch) {
	f := &im.forgotten
	if f.known == nil {
		return
	}
	skip := func(account []byte) bool {
		if im.accounts.ids.Has(account) {
			return false
		}
		hash, ok := f.known.Find(account)
		if ok {
			f.customers[hash] = struct{}{}
		}
		return ok
	}
	derived := 0 // are no rows of the file
	customers, contacts, events := len(b.Customers), len(b.Contacts), len(b.Events())
	b.Customers = slices.DeleteFunc(b.Customers, func(r record.CustomerRow) bool {
		skipped := skip([]byte(r.Account))
		if skipped && r.Derived {
			derived++
		}
		return skipped
	})
	b.Contacts = slices.DeleteFunc(b.Contacts, func(r record.ContactRow) bool { return r.Account != "" && skip([]byte(r.Account)) })
	b.KeepEvents(func(e *record.EventRow) bool { return !skip(e.Account) })
	f.rows += customers - len(b.Customers) + contacts - len(b.Contacts) + events - len(b.Events()) - derived
}

// note says in the audit what was skipped.
func (f *forgotten) note(a *Audit) {
	a.Forgotten, a.ForgottenAccounts = f.rows, len(f.customers)
	if len(f.customers) == 0 {
		return
	}
	rows, of, were := "rows", "customers that were", "were"
	if f.rows == 1 {
		rows, were = "row", "was"
	}
	if len(f.customers) == 1 {
		of = "customer that was"
	}
	a.Notes = append(a.Notes, note.Note{Text: fmt.Sprintf("%d %s of %d %s forgotten for good %s skipped", f.rows, rows, len(f.customers), of, were), Count: f.rows})
}
