package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"trialist/store/checksum"
	"trialist/store/codec"
)

// DamagedRows names what does not fit its checksum, such as "the events of 128
// accounts from acme on are damaged".
func (s *Store) DamagedRows(d *checksum.Damage) string {
	first, last := d.First, d.Last
	owner := d.Kind.Owner()
	if owner == checksum.Accounts {
		if d.Kind == checksum.LogPages { // whose ids are those of pages, plus 1
			first, last = (first-1)*codec.PageSlots+1, last*codec.PageSlots
		}
		return s.damagedOf(d.Kind, "accounts", first, last)
	}
	if owner == checksum.Contacts {
		return s.damagedOf(d.Kind, "contacts", first, last)
	}
	if d.Kind == checksum.Imports || d.Kind == checksum.ImportNotes {
		return fmt.Sprintf("the %v is damaged", d.Kind)
	}
	return fmt.Sprintf("the %v are damaged", d.Kind)
}

// damagedOf names damaged rows by the account or the contact that is the first.
func (s *Store) damagedOf(k checksum.Kind, table string, first, last int64) string {
	external := strings.TrimSuffix(table, "s") + " number " + strconv.FormatInt(first, 10)
	if k != k.Owner() { // else the id itself may be what is damaged
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		var id string
		if s.reader != nil && s.reader.QueryRowContext(ctx, `SELECT external FROM `+table+` WHERE id = ?`, first).Scan(&id) == nil {
			external = strconv.Quote(id)
		}
	}
	if first == last {
		return fmt.Sprintf("the %v of %s are damaged", k, external)
	}
	return fmt.Sprintf("the %v of %d %s from %s on are damaged", k, last-first+1, table, external)
}
