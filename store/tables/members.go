package tables

import (
	"context"
	"database/sql"
	"slices"

	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/codec"
)

// Member is a membership with its contact.
type Member struct {
	ID, Account, Contact int64
	External             string // of the contact
	Attributes           codec.Attributes
}

// memberColumns are the columns of a [Member].
const memberColumns = `SELECT memberships.id, account, contacts.id, external, attributes
	FROM memberships JOIN contacts ON contacts.id = contact WHERE `

// EachMember visits the memberships of the accounts with the ids, in no order. The
// error is a [checksum.Damage] when one of them is another one than was stored, or is
// not found.
func EachMember(ctx context.Context, q store.Querier, accounts []int64, visit func(Member) error) error {
	for some := range slices.Chunk(accounts, memberBatch) {
		if err := eachMemberOf(ctx, q, some, visit); err != nil {
			return err
		}
	}
	return nil
}

// memberBatch is of how many accounts the memberships are read by one statement.
const memberBatch = 100

func eachMemberOf(ctx context.Context, q store.Querier, accounts []int64, visit func(Member) error) error {
	total := make(map[int64]uint32, len(accounts))
	args := make([]any, len(accounts))
	for i, account := range accounts {
		args[i], total[account] = account, 0
	}
	members, err := loadMembers(ctx, q, memberColumns+`account IN (`+store.Placeholders(len(args))+`)`, args...)
	if err != nil {
		return err
	}
	var h checksum.Hasher
	for _, m := range members {
		total[m.Account] += checksum.Membership(&h, m.ID, m.Contact, m.Account)
	}
	sums, err := checksum.Load(ctx, q, checksum.Members, accounts...)
	if err != nil {
		return err
	}
	for account, sum := range total {
		if err := sums.Check(account, sum); err != nil {
			return err
		}
	}
	return visitMembers(ctx, q, members, visit)
}

// EachMemberAfter visits the memberships with an id above after, in the order of
// their ids.
func EachMemberAfter(ctx context.Context, q store.Querier, after int64, visit func(Member) error) error {
	sums, err := checksum.LoadAll(ctx, q, checksum.Memberships)
	if err != nil {
		return err
	}
	members, err := loadMembers(ctx, q, memberColumns+`memberships.id > ? ORDER BY memberships.id`, after)
	if err != nil {
		return err
	}
	var h checksum.Hasher
	for _, m := range members {
		if after++; m.ID != after {
			return &checksum.Damage{Kind: checksum.Memberships, First: after, Last: after}
		}
		if err := sums.Check(m.ID, checksum.Membership(&h, m.ID, m.Contact, m.Account)); err != nil {
			return err
		}
	}
	if after < sums.Last() {
		return &checksum.Damage{Kind: checksum.Memberships, First: after + 1, Last: sums.Last()}
	}
	return visitMembers(ctx, q, members, visit)
}

func loadMembers(ctx context.Context, q store.Querier, query string, args ...any) (members []Member, err error) {
	err = store.EachRow(ctx, q, func(rows *sql.Rows) error {
		var m Member
		err := rows.Scan(&m.ID, &m.Account, &m.Contact, &m.External, (*[]byte)(&m.Attributes))
		members = append(members, m)
		return err
	}, query, args...)
	return members, err
}

// visitMembers visits memberships once their contacts were checked.
func visitMembers(ctx context.Context, q store.Querier, members []Member, visit func(Member) error) error {
	contacts := make([]int64, len(members))
	for i, m := range members {
		contacts[i] = m.Contact
	}
	ids, err := checksum.Load(ctx, q, checksum.Contacts, contacts...)
	if err != nil {
		return err
	}
	attributes, err := checksum.Load(ctx, q, checksum.ContactAttributes, contacts...)
	if err != nil {
		return err
	}
	var h checksum.Hasher
	for _, m := range members {
		if err := ids.Check(m.Contact, checksum.Contact(&h, m.Contact, m.External)); err != nil {
			return err
		}
		if err := attributes.Check(m.Contact, checksum.Attributes(&h, checksum.ContactAttributes, m.Contact, m.Attributes)); err != nil {
			return err
		}
		if err := visit(m); err != nil {
			return err
		}
	}
	return nil
}
