package ingest

import (
	"cmp"
	"context"
	"database/sql"

	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/codec"
	"trialist/store/tables"
)

// peopleRows reads people and their accounts, and compares what it reads with the
// checksums. An event of a person who is not found, or is found in another account,
// would be lost or of somebody else.
type peopleRows struct {
	accounts, accountAttributes, contacts, contactAttributes, memberships *checksum.Sums

	hasher checksum.Hasher
}

// loadPeopleRows reads the checksums, and makes sure that the indexes by which people
// are found have all of them.
func loadPeopleRows(ctx context.Context, q store.Querier) (*peopleRows, error) {
	p := &peopleRows{}
	for k, into := range map[checksum.Kind]**checksum.Sums{
		checksum.Accounts: &p.accounts, checksum.AccountAttributes: &p.accountAttributes,
		checksum.Contacts: &p.contacts, checksum.ContactAttributes: &p.contactAttributes, checksum.Memberships: &p.memberships,
	} {
		var err error
		if *into, err = checksum.LoadAll(ctx, q, k); err != nil {
			return nil, err
		}
	}
	if err := p.checkContactIndex(ctx, q); err != nil {
		return nil, err
	}
	return p, p.checkMembershipIndex(ctx, q)
}

// checkContactIndex reads the contacts by the index of their ids.
func (p *peopleRows) checkContactIndex(ctx context.Context, q store.Querier) error {
	before, n := "", int64(0)
	err := store.EachRow(ctx, q, func(rows *sql.Rows) error {
		var id int64
		var external string
		if err := rows.Scan(&id, &external); err != nil {
			return err
		}
		if n++; n > 1 && external <= before || p.contacts.Check(id, checksum.Contact(&p.hasher, id, external)) != nil {
			return tables.ErrIndexDamaged
		}
		before = external
		return nil
	}, `SELECT id, external FROM contacts INDEXED BY contacts_by_external ORDER BY external`)
	if err == nil && n != p.contacts.Last() {
		err = tables.ErrIndexDamaged
	}
	return err
}

// checkMembershipIndex reads the memberships by the index of their contacts.
func (p *peopleRows) checkMembershipIndex(ctx context.Context, q store.Querier) error {
	before, n := int64(0), int64(0)
	err := store.EachRow(ctx, q, func(rows *sql.Rows) error {
		var id, contact, account int64
		if err := rows.Scan(&id, &contact, &account); err != nil {
			return err
		}
		if n++; contact < before || p.checkMembership(id, contact, account) != nil {
			return tables.ErrIndexDamaged
		}
		before = contact
		return nil
	}, `SELECT id, contact, account FROM memberships ORDER BY contact, account`)
	if err == nil && n != p.memberships.Last() {
		err = tables.ErrIndexDamaged
	}
	return err
}

func (p *peopleRows) checkMembership(id, contact, account int64) error {
	return p.memberships.Check(id, checksum.Membership(&p.hasher, id, contact, account))
}

func (p *peopleRows) checkAccount(id int64, external, name string, known bool) error {
	return p.accounts.Check(id, checksum.Account(&p.hasher, id, external, name, known))
}

// eachPerson visits the contacts with each of their accounts.
func (p *peopleRows) eachPerson(ctx context.Context, q store.Querier, visit func(contact, account string, packed codec.Attributes)) error {
	const kind = checksum.ContactAttributes
	n := int64(0)
	err := store.EachRow(ctx, q, func(rows *sql.Rows) error {
		n++
		var membership, contact, account int64
		var person, external, name string
		var known bool
		var packed []byte
		if err := rows.Scan(&membership, &contact, &account, &person, &packed, &external, &name, &known); err != nil {
			return err
		}
		err := cmp.Or(p.checkMembership(membership, contact, account), p.checkAccount(account, external, name, known),
			p.contacts.Check(contact, checksum.Contact(&p.hasher, contact, person)),
			p.contactAttributes.Check(contact, checksum.Attributes(&p.hasher, kind, contact, packed)))
		if err != nil {
			return err
		}
		visit(person, external, packed)
		return nil
	}, `SELECT memberships.id, contact, account, contacts.external, contacts.attributes, accounts.external, name, known
		FROM memberships JOIN contacts ON contacts.id = contact JOIN accounts ON accounts.id = account`)
	if last := p.memberships.Last(); err == nil && n != last {
		err = &checksum.Damage{Kind: checksum.Memberships, First: 1, Last: last}
	}
	return err
}

// eachAccount visits the accounts that have a customer row.
func (p *peopleRows) eachAccount(ctx context.Context, q store.Querier, visit func(contact, account string, packed codec.Attributes)) error {
	const kind = checksum.AccountAttributes
	n := int64(0)
	err := store.EachRow(ctx, q, func(rows *sql.Rows) error {
		n++
		var id int64
		var external, name string
		var known bool
		var packed []byte
		if err := rows.Scan(&id, &external, &name, &known, &packed); err != nil {
			return err
		}
		err := cmp.Or(p.checkAccount(id, external, name, known),
			p.accountAttributes.Check(id, checksum.Attributes(&p.hasher, kind, id, packed)))
		if err == nil && known {
			visit("", external, packed)
		}
		return err
	}, `SELECT id, external, name, known, attributes FROM accounts NOT INDEXED`)
	if last := p.accounts.Last(); err == nil && n != last {
		err = &checksum.Damage{Kind: checksum.Accounts, First: 1, Last: last}
	}
	return err
}
