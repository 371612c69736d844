package scoring

import (
	"context"
	"slices"
)

// MemoryFacts is [Facts] over a slice of accounts. It packs what a store would
// have packed, so that small data and tests take the path that large data takes.
type MemoryFacts struct {
	accounts     []Account
	names        Names
	contactSlots []uint32
	logs         []Log
}

var _ Facts = (*MemoryFacts)(nil)

// NewMemoryFacts packs the accounts; the slot of each is its index. The
// accounts must not change afterwards.
func NewMemoryFacts(accounts []Account) *MemoryFacts {
	f := &MemoryFacts{accounts: accounts, logs: make([]Log, len(accounts))}
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
	f.names = Names{
		Events: events.sorted(), Attributes: attributes.sorted(), ContactAttributes: contactAttributes.sorted(),
	}
	f.packLogs()
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

// packLogs numbers events by their place among the names and contacts in the
// order in which they occur.
func (f *MemoryFacts) packLogs() {
	ids := make(map[string]EventID)
	for id, name := range f.names.Events {
		ids[name] = EventID(id)
	}
	contacts := map[string]ContactID{"": 0}
	var entries []Entry
	for slot, a := range f.accounts {
		entries = entries[:0]
		for _, e := range a.Events {
			contact, ok := contacts[e.Contact]
			if !ok {
				contact = ContactID(len(contacts))
				contacts[e.Contact] = contact
			}
			entries = append(entries, Entry{
				Event: ids[e.Name], Contact: contact, At: e.At, Count: uint32(e.Times()),
			})
		}
		f.logs[slot] = PackLog(entries)
	}
}

// Names are the names that occur in the accounts.
func (f *MemoryFacts) Names() *Names { return &f.names }

// Accounts is the number of slots.
func (f *MemoryFacts) Accounts() int { return len(f.accounts) }

// EventID finds an event by name.
func (f *MemoryFacts) EventID(_ context.Context, name string) (EventID, bool, error) {
	spelled, ok := Spelling(name, f.names.Events)
	if !ok {
		return 0, false, nil
	}
	id, _ := slices.BinarySearch(f.names.Events, spelled)
	return EventID(id), true, nil
}

// Column packs the attribute of that name.
func (f *MemoryFacts) Column(_ context.Context, scope Scope, name string) (*Column, error) {
	known := f.names.Attributes
	if scope == ContactScope {
		known = f.names.ContactAttributes
	}
	spelled, ok := Spelling(name, known)
	if !ok {
		return nil, nil
	}
	if scope == AccountScope {
		column := NewColumn(len(f.accounts))
		for slot, a := range f.accounts {
			setNamed(column, slot, a.Attributes, spelled)
		}
		return column, nil
	}
	column, row := NewColumn(len(f.contactSlots)), 0
	for _, a := range f.accounts {
		for _, contact := range a.Contacts {
			setNamed(column, row, contact.Attributes, spelled)
			row++
		}
	}
	return column, nil
}

// setNamed puts the attribute of exactly that name in the row.
func setNamed(c *Column, row int, attributes []Attribute, name string) {
	for _, attribute := range attributes {
		if attribute.Name == name {
			c.Set(row, attribute.Value)
			return
		}
	}
}

// ContactSlots is the slot of each contact.
func (f *MemoryFacts) ContactSlots(context.Context) ([]uint32, error) { return f.contactSlots, nil }

// Known has the accounts that are known.
func (f *MemoryFacts) Known(context.Context) (Bits, error) {
	known := NewBits(len(f.accounts))
	for slot, a := range f.accounts {
		if a.Known {
			known.Set(slot)
		}
	}
	return known, nil
}

// Logs visits the packed logs.
func (f *MemoryFacts) Logs(ctx context.Context, from, to int, visit func(slot int, log Log) error) error {
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
