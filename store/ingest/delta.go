package ingest

import (
	"context"

	"trialist/store/codec"
)

// markEvents notes that the log of the account got events.
func (im *importer) markEvents(account uint32) { im.withEvents.Add(account - 1) }

// sizes is how much there is now.
func (im *importer) sizes() codec.Sizes {
	s := codec.Sizes{Accounts: im.accounts.stored, Events: uint32(len(im.eventNames.names) - 1)}
	for scope, index := range im.attributes {
		s.Attributes[scope] = index.next - 1
	}
	return s
}

// delta is what the import changed.
func (im *importer) delta() codec.Delta {
	t := codec.Delta{Accounts: im.accounts.changed, Events: im.withEvents, Before: im.before}
	if im.contacts != nil {
		t.Contacts = im.contacts.changed
	}
	return t
}

// pruneDeltas empties what is too old to be asked for.
func (im *importer) pruneDeltas(ctx context.Context) error {
	_, err := im.tx.ExecContext(ctx, `UPDATE imports SET touched = NULL WHERE touched IS NOT NULL AND revision <= ?`,
		im.audit.Revision-codec.DeltasKept)
	return err
}
