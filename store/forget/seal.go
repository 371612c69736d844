package forget

import (
	"context"

	"trialist/store/checksum"
	"trialist/store/codec"
	"trialist/store/tables"
)

// resealedKinds are the kinds whose rows are all checked before any is changed, and whose
// checksums are computed again afterwards.
var resealedKinds = []checksum.Kind{
	checksum.EventNames, checksum.AttributeNames, checksum.Rulebooks, checksum.Drafts, checksum.Imports, checksum.Deltas,
	checksum.ImportNotes, checksum.UndoParts, checksum.Views, checksum.WorkflowStates, checksum.Outbox,
}

// check compares what is about to change with its checksums, as these are computed again
// afterwards.
func (e *eraser) check(ctx context.Context) error {
	for _, k := range resealedKinds {
		if k == checksum.UndoParts || k == checksum.Deltas {
			continue // which are emptied
		}
		if err := checksum.CheckKind(ctx, e.tx, k); err != nil {
			return err
		}
	}
	if err := checksum.CheckOne(ctx, e.tx, checksum.Touches, e.id); err != nil {
		return err
	}
	for _, k := range []checksum.Kind{checksum.Firings, checksum.Told} {
		if err := checksum.CheckOne(ctx, e.tx, k, e.id); err != nil {
			return err
		}
	}
	if err := tables.EachMember(ctx, e.tx, []int64{e.id}, func(tables.Member) error { return nil }); err != nil {
		return err
	}
	if _, err := tables.LoadAccounts(ctx, e.tx, []any{e.id}); err != nil {
		return err
	}
	page, _ := codec.PageIndex(int(e.id - 1))
	_, err := tables.LoadPage(ctx, e.tx, page)
	return err
}

// seal computes the checksums of what was changed.
func (e *eraser) seal(ctx context.Context) error {
	page, _ := codec.PageIndex(int(e.id - 1))
	for _, rows := range []struct {
		kind checksum.Kind
		ids  []int64
	}{
		{checksum.Accounts, []int64{e.id}},
		{checksum.AccountAttributes, []int64{e.id}},
		{checksum.Contacts, e.contacts},
		{checksum.ContactAttributes, e.contacts},
		{checksum.Memberships, e.memberships},
		{checksum.Members, []int64{e.id}},
		{checksum.LogPages, []int64{page + 1}},
		{checksum.Touches, []int64{e.id}},
		{checksum.Firings, []int64{e.id}},
		{checksum.Told, []int64{e.id}},
	} {
		if err := checksum.Seal(ctx, e.tx, rows.kind, rows.ids...); err != nil {
			return err
		}
	}
	return checksum.SealKinds(ctx, e.tx, resealedKinds...)
}
