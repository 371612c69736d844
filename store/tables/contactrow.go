package tables

import (
	"context"
	"database/sql"

	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/codec"
)

// ContactRow is the row of a contact.
type ContactRow struct {
	ID         int64
	External   string
	Attributes codec.Attributes
}

// LoadContacts reads the contacts with the ids, in no order. The error is a
// [checksum.Damage] when a row is another one than was stored, or is gone.
func LoadContacts(ctx context.Context, q store.Querier, ids []any) ([]ContactRow, error) {
	contacts := make([]ContactRow, 0, len(ids))
	err := store.EachRow(ctx, q, func(rows *sql.Rows) error {
		var c ContactRow
		err := rows.Scan(&c.ID, &c.External, (*[]byte)(&c.Attributes))
		contacts = append(contacts, c)
		return err
	}, `SELECT id, external, attributes FROM contacts WHERE id IN (`+store.Placeholders(len(ids))+`)`, ids...)
	if err != nil {
		return nil, err
	}
	if len(contacts) != len(ids) {
		return nil, store.Errorf(store.ErrDamaged, "contacts are missing; run trialist doctor, or go back to a backup")
	}
	numbers := make([]int64, len(contacts))
	for i, c := range contacts {
		numbers[i] = c.ID
	}
	return contacts, checkContacts(ctx, q, contacts, numbers)
}

func checkContacts(ctx context.Context, q store.Querier, contacts []ContactRow, ids []int64) error {
	external, err := checksum.Load(ctx, q, checksum.Contacts, ids...)
	if err != nil {
		return err
	}
	attributes, err := checksum.Load(ctx, q, checksum.ContactAttributes, ids...)
	if err != nil {
		return err
	}
	var h checksum.Hasher
	for _, c := range contacts {
		if err := external.Check(c.ID, checksum.Contact(&h, c.ID, c.External)); err != nil {
			return err
		}
		if err := attributes.Check(c.ID, checksum.Attributes(&h, checksum.ContactAttributes, c.ID, c.Attributes)); err != nil {
			return err
		}
	}
	return nil
}
