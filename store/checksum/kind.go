package checksum

import (
	"context"
	"database/sql"
	"fmt"
)

// Kind is which rows, or which part of them, a sum is of.
type Kind uint8

// The kinds. Their numbers are stored, and never change.
const (
	Accounts          Kind = iota + 1 // external id, name and whether it is known, by id
	AccountAttributes                 // by id of the account
	Contacts                          // external id, by id
	ContactAttributes                 // by id of the contact
	Memberships                       // contact and account, by id
	Members                           // the memberships of an account in all, by its id
	LogPages                          // by page plus 1
	EventNames                        // by id
	AttributeNames                    // by twice the number plus the scope
	Imports                           // the columns up to the stamp, by revision
	Deltas                            // touched, by revision; none where that is null
	ImportNotes                       // the columns after touched, by revision
	UndoParts                         // by part plus 1
	Rulebooks                         // by version
	Touches                           // those of an account in all, by its id
	Settings                          // all in one, 1
	Drafts                            // all in one, 1
	Forgotten                         // hashes of those forgotten for good, all in one, 1
	ForgottenKey                      // of these hashes, 1
	Views                             // of the list, 1
	Preferences                       // all in one, 1
	Looks                             // by id
	LookBlocks                        // those of a look in all, by its id
	WorkflowStates                    // by workflow
	Firings                           // those of an account in all, by its id
	Outbox                            // by id
	OutboxSalt                        // of the keys, 1
	Told                              // what an account was told in all, by its id
	Exports                           // of messages, by id
	afterKinds
)

// All are the kinds, in an order in which what others rest on comes first.
func All() []Kind {
	kinds := make([]Kind, 0, afterKinds)
	for k := Accounts; k < afterKinds; k++ {
		kinds = append(kinds, k)
	}
	return kinds
}

// kindNames are what the rows are called in messages.
var kindNames = [afterKinds]string{
	Accounts: "ids and names", AccountAttributes: "attributes", Contacts: "ids", ContactAttributes: "attributes of contacts",
	Memberships: "memberships", Members: "contacts", LogPages: "events", EventNames: "names of events",
	AttributeNames: "names of attributes", Imports: "list of imports", Deltas: "records of what imports changed",
	ImportNotes: "list of imports", UndoParts: "data to undo the last import", Rulebooks: "saved signals", Touches: "touches",
	Settings: "settings", Drafts: "drafts", Forgotten: "hashes of customers forgotten for good", ForgottenKey: "hashes of customers forgotten for good",
	Views: "views", Preferences: "preferences",
	Looks: "states last looked at", LookBlocks: "states last looked at",
	WorkflowStates: "states of workflows", Firings: "firings of workflows", Outbox: "tasks and deliveries", OutboxSalt: "keys of deliveries",
	Told: "messages that trials were told", Exports: "exports of messages",
}

// String is what the rows are called in messages, in the plural but for the list of
// imports.
func (k Kind) String() string {
	if int(k) < len(kindNames) && kindNames[k] != "" {
		return kindNames[k]
	}
	return fmt.Sprintf("rows of kind %d", uint8(k))
}

// Owner is the kind of the rows whose ids those of k are: Accounts, Contacts, or k
// itself.
func (k Kind) Owner() Kind {
	switch k {
	case AccountAttributes, Members, Touches, LogPages, Firings, Told:
		return Accounts
	case ContactAttributes:
		return Contacts
	case Accounts, Contacts, Memberships, EventNames, AttributeNames, Imports, Deltas, ImportNotes, UndoParts, Rulebooks, Settings, Drafts, Forgotten, ForgottenKey, Views, Preferences,
		Looks, LookBlocks, WorkflowStates, Outbox, OutboxSalt, Exports, afterKinds:
	}
	return k
}

// Damage is the error for rows that do not fit their sums, or whose sums cannot be
// read.
type Damage struct {
	Kind        Kind
	First, Last int64 // ids of the rows, both included
}

func (d *Damage) Error() string {
	if d.First == d.Last {
		return fmt.Sprintf("%v: row %d does not fit its checksum", d.Kind, d.First)
	}
	return fmt.Sprintf("%v: rows %d to %d do not fit their checksums", d.Kind, d.First, d.Last)
}

// Querier is a connection, a transaction or a pool.
type Querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}
