package factstest

import (
	"context"
	"slices"

	"trialist/scoring/account"
	"trialist/scoring/bitset"
	"trialist/scoring/column"
	"trialist/scoring/eval"
	"trialist/scoring/eventlog"
	"trialist/scoring/value"
)

// Facts is [eval.Facts] over a slice of accounts. It packs them as a store does, so
// that tests take the same path as large data.
type Facts struct {
	accounts     []account.Account
	names        value.Names
	contactSlots []uint32
	logs         []eventlog.Log
}

var _ eval.Facts = (*Facts)(nil)

// NewFacts packs the accounts; the slot of each is its index. The
// accounts must not change afterwards.
func NewFacts(accounts []account.Account) *Facts {
	f := &Facts{accounts: accounts, logs: make([]eventlog.Log, len(accounts))}
	events, attributes, contactAttributes := make(nameSet), make(nameSet), make(nameSet)
	for slot, a := range accounts {
		for _, attribute := range a.Attributes {
			attributes[attribute.Name] = struct{}{}
		}
		for _, contact := range a.Contacts {
			f.contactSlots = append(f.contactSlots, uint32(slot))
			for _, attribute := range contact.Attributes {
				contactAttributes[attribute.Name] = struct{}{}
			}
		}
		for _, e := range a.Events {
			events[e.Name] = struct{}{}
		}
	}
	f.names = value.Names{
		Events: events.sorted(), Attributes: attributes.sorted(), ContactAttributes: contactAttributes.sorted(),
	}
	f.encodeLogs()
	return f
}

// nameSet collects names.
type nameSet map[string]struct{}

// sorted is the names in ascending order, not nil.
func (s nameSet) sorted() []string {
	names := make([]string, 0, len(s))
	for name := range s {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// encodeLogs packs the events. Their ids are the places of their names; those of
// contacts go by first occurrence.
func (f *Facts) encodeLogs() {
	ids := make(map[string]eventlog.EventID)
	for id, name := range f.names.Events {
		ids[name] = eventlog.EventID(id)
	}
	contacts := map[string]eventlog.ContactID{"": 0}
	var entries []eventlog.Entry
	for slot, a := range f.accounts {
		entries = entries[:0]
		for _, e := range a.Events {
			contact, ok := contacts[e.Contact]
			if !ok {
				contact = eventlog.ContactID(len(contacts))
				contacts[e.Contact] = contact
			}
			entries = append(entries, eventlog.Entry{
				Event: ids[e.Name], Contact: contact, At: e.At, Count: uint32(e.Times()),
			})
		}
		f.logs[slot] = eventlog.Encode(entries)
	}
}

// Names are the names that occur in the accounts.
func (f *Facts) Names() *value.Names { return &f.names }

// Accounts is the number of slots.
func (f *Facts) Accounts() int { return len(f.accounts) }

// EventID finds an event by name.
func (f *Facts) EventID(_ context.Context, name string) (eventlog.EventID, bool, error) {
	spelled, ok := value.ResolveName(name, f.names.Events)
	if !ok {
		return 0, false, nil
	}
	id, _ := slices.BinarySearch(f.names.Events, spelled)
	return eventlog.EventID(id), true, nil
}

// Column packs the attribute of that name.
func (f *Facts) Column(_ context.Context, scope eval.Scope, name string) (*column.Column, error) {
	known := f.names.Attributes
	if scope == eval.ContactScope {
		known = f.names.ContactAttributes
	}
	spelled, ok := value.ResolveName(name, known)
	if !ok {
		return nil, nil
	}
	if scope == eval.AccountScope {
		column := column.New(len(f.accounts))
		for slot, a := range f.accounts {
			setNamed(column, slot, a.Attributes, spelled)
		}
		return column, nil
	}
	column, row := column.New(len(f.contactSlots)), 0
	for _, a := range f.accounts {
		for _, contact := range a.Contacts {
			setNamed(column, row, contact.Attributes, spelled)
			row++
		}
	}
	return column, nil
}

// setNamed puts the attribute of exactly that name in the row.
func setNamed(c *column.Column, row int, attributes []value.Attribute, name string) {
	for _, attribute := range attributes {
		if attribute.Name == name {
			c.Set(row, attribute.Value)
			return
		}
	}
}

// ContactSlots is the slot of each contact.
func (f *Facts) ContactSlots(context.Context) ([]uint32, error) { return f.contactSlots, nil }

// Known has the accounts that are known.
func (f *Facts) Known(context.Context) (bitset.Bits, error) {
	known := bitset.New(len(f.accounts))
	for slot, a := range f.accounts {
		if a.Known {
			known.Set(slot)
		}
	}
	return known, nil
}

// Logs visits the packed logs.
func (f *Facts) Logs(ctx context.Context, from, to int, visit func(slot int, log eventlog.Log) error) error {
	for slot := from; slot < to; slot++ {
		if len(f.logs[slot]) == 0 {
			continue
		}
		if err := visit(slot, f.logs[slot]); err != nil {
			return err
		}
	}
	return ctx.Err()
}
