package store

import (
	"context"
)

// markEvents notes that the log of the account got events.
func (im *importer) markEvents(account uint32) { im.withEvents.add(account - 1) }

// sizes is how much there is now.
func (im *importer) sizes() sizes {
	s := sizes{accounts: im.accounts.stored, events: uint32(len(im.eventNames.names) - 1)}
	for scope, index := range im.attributes {
		s.attributes[scope] = index.next - 1
	}
	return s
}

// delta is what the import changed.
func (im *importer) delta() delta {
	t := delta{accounts: im.accounts.changed, events: im.withEvents, before: im.before}
	if im.contacts != nil {
		t.contacts = im.contacts.changed
	}
	return t
}

// pruneDeltas empties what is too old to be asked for.
func (im *importer) pruneDeltas(ctx context.Context) error {
	_, err := im.tx.ExecContext(ctx, `UPDATE imports SET touched = NULL WHERE touched IS NOT NULL AND revision <= ?`,
		im.audit.Revision-deltasKept)
	return err
}
