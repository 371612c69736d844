// Package demo makes up workspaces: the customers, contacts and events of an
// e-mail marketing product that does not exist.
//
// There are two shapes. The story is what `trialist demo` opens: some hundred
// trials and past customers whose activity has the shape of life. The bulk has
// any number of accounts and events and is for measuring. Both are functions
// of a seed and an as-of instant: the same two give the same bytes on every
// machine, which is why nothing in here calculates with floating point.
package demo

import (
	"errors"
	"fmt"

	"trialist/scoring/record"
	"trialist/scoring/value"
)

// trialDays is how long the made-up product can be tried.
const trialDays = 14

// BulkDays is the length of the trials of a bulk workspace unless
// [Options.Days] says otherwise.
const BulkDays = 30

// Limits of a bulk workspace.
const (
	maxAccounts = 100_000_000
	maxEvents   = 1_000_000_000
	maxDays     = 365
)

// Options says what to make. With neither Accounts nor Events it is the story,
// otherwise a bulk workspace.
type Options struct {
	Accounts int           // 0: the story, or one account for every 50 events
	Events   int           // 0: the story, or 50 for every account
	Seed     uint64        // any number
	AsOf     value.Instant // nothing happens after it
	Days     int           // length of the trials of a bulk workspace; 0 is BulkDays
}

// Bulk reports whether the options ask for a bulk workspace.
func (o Options) Bulk() bool { return o.Accounts != 0 || o.Events != 0 }

// Validate says in one line what is wrong with the options, if anything is.
func (o Options) Validate() error {
	o = o.withDefaults()
	switch {
	case !o.AsOf.Known():
		return errors.New("a demo needs the instant that it is made for")
	case !o.Bulk():
		return nil
	case o.Accounts < 1 || o.Accounts > maxAccounts:
		return fmt.Errorf("%d accounts: give 1 to %d", o.Accounts, maxAccounts)
	case o.Events < 0 || o.Events > maxEvents:
		return fmt.Errorf("%d events: give 0 to %d", o.Events, maxEvents)
	case o.Days < 1 || o.Days > maxDays:
		return fmt.Errorf("trials of %d days: give 1 to %d", o.Days, maxDays)
	case o.Events > o.Accounts*maxMeanEvents(o.Days):
		return fmt.Errorf("%d events do not fit %d accounts in %d days: give more accounts or days", o.Events, o.Accounts, o.Days)
	}
	return nil
}

func (o Options) withDefaults() Options {
	if !o.Bulk() {
		return o
	}
	if o.Accounts == 0 {
		o.Accounts = max(1, o.Events/50)
	}
	if o.Events == 0 {
		o.Events = o.Accounts * 50
	}
	if o.Days == 0 {
		o.Days = BulkDays
	}
	return o
}

// Workspace is a made-up workspace. It is immutable, and its sources may be
// read at the same time.
type Workspace struct {
	options   Options
	generator generator
}

// generator is what the two shapes have in common.
type generator interface {
	size() Size
	customer(i int) record.CustomerRow
	contact(i int) record.ContactRow
	events() record.Source
	touches() []Touch
	columns() columns
}

// Size is how many rows of each sort a workspace has.
type Size struct{ Customers, Contacts, Events int }

// New makes a workspace. The options should be valid: what
// [Options.Validate] refuses is bent to the nearest that can be made.
func New(o Options) *Workspace {
	o = o.withDefaults()
	if !o.AsOf.Known() {
		o.AsOf = 0
	}
	w := &Workspace{options: o}
	if o.Bulk() {
		w.generator = newBulkWorkspace(o)
	} else {
		w.generator = newScenario(o.Seed, o.AsOf)
	}
	return w
}

// Size is how many rows the sources yield.
func (w *Workspace) Size() Size { return w.generator.size() }

// Customers yields the accounts, in the order of their trial starts for the
// story.
func (w *Workspace) Customers() record.Source {
	return &generatedRows{until: w.generator.size().Customers, add: func(b *record.Batch, i int) {
		b.Customers = append(b.Customers, w.generator.customer(i))
	}}
}

// Contacts yields the people in the accounts; a bulk workspace has none.
func (w *Workspace) Contacts() record.Source {
	return &generatedRows{until: w.generator.size().Contacts, add: func(b *record.Batch, i int) {
		b.Contacts = append(b.Contacts, w.generator.contact(i))
	}}
}

// Events yields what happened, in time order. Memory stays bounded at any
// size.
func (w *Workspace) Events() record.Source { return w.generator.events() }

// Touches are what the made-up sales reps did so far, in time order.
func (w *Workspace) Touches() []Touch { return w.generator.touches() }
