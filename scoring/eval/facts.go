package eval

import (
	"context"

	"trialist/scoring/bitset"
	"trialist/scoring/column"
	"trialist/scoring/eventlog"
)

// Scope is whose attribute is meant.
type Scope uint8

// The scopes.
const (
	AccountScope Scope = iota
	ContactScope
)

// Facts is what evaluation reads: the accounts of one revision in slot order. It is
// the only interface between the domain and the storage of its data. Everything it
// returns is shared and must not be written to.
type Facts interface {
	// Accounts is the number of slots.
	Accounts() int

	// EventID is the id of the event that a condition means by name, as
	// [value.ResolveName] finds it, and false when there is no such event.
	EventID(ctx context.Context, name string) (eventlog.EventID, bool, error)

	// Column is the attribute that a condition means by name, as [value.ResolveName]
	// finds it: a row for each slot, or for each row of ContactSlots. It is
	// nil when there is no such attribute.
	Column(ctx context.Context, scope Scope, name string) (*column.Column, error)

	// ContactSlots is the slot of each contact. Contacts of no account have a
	// number that is no slot.
	ContactSlots(ctx context.Context) ([]uint32, error)

	// Known has the slots of accounts with a customer row, not only events.
	Known(ctx context.Context) (bitset.Bits, error)

	// Logs visits the slots of [from, to) that have a log, in ascending order.
	// The log is valid only until visit returns. The first error of visit is
	// returned at once. Disjoint ranges may be visited at the same time.
	Logs(ctx context.Context, from, to int, visit func(slot int, log eventlog.Log) error) error
}
