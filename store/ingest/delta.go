package ingest

import (
	"context"

	"trialist/store/checksum"
	"trialist/store/codec"
)

// markEvents notes that the log of the account has new events.
func (im *importer) markEvents(account uint32) { im.withEvents.Add(account - 1) }

// sizes is how many accounts and names there are now.
func (im *importer) sizes() codec.Sizes {
	s := codec.Sizes{Accounts: im.accounts.stored, Events: uint32(len(im.eventNames.names) - 1)}
	for scope, index := range im.attributes {
		s.Attributes[scope] = index.next - 1
	}
	return s
}

// delta is what the import changed.
func (im *importer) delta() codec.Delta {
	d := codec.Delta{Accounts: im.accounts.changed, Events: im.withEvents, Before: im.before}
	if im.contacts != nil {
		d.Contacts = im.contacts.changed
	}
	return d
}

// pruneDeltas removes the deltas that are too old to be asked for.
func (im *importer) pruneDeltas(ctx context.Context) error {
	oldest := im.audit.Revision - codec.DeltasKept
	if oldest < 1 {
		return nil
	}
	_, err := im.tx.ExecContext(ctx, `UPDATE imports SET touched = NULL WHERE touched IS NOT NULL AND revision <= ?`, oldest)
	if err != nil {
		return err
	}
	for pruned := oldest; pruned > 0; pruned-- {
		sums, err := checksum.Load(ctx, im.tx, checksum.Deltas, pruned)
		if err != nil || sums.At(pruned) == 0 { // those before were pruned earlier
			return err
		}
		if err := checksum.Seal(ctx, im.tx, checksum.Deltas, pruned); err != nil {
			return err
		}
	}
	return nil
}
