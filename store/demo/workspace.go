package demo

import (
	"errors"
	"fmt"

	"trialist/scoring/record"
	"trialist/scoring/value"
)

// trialDays is the length of a trial in the scenario.
const trialDays = 14

// bulkDays is the length of the trials of a bulk workspace unless
// [Options.Days] says otherwise.
const bulkDays = 30

// Limits of a bulk workspace.
const (
	maxAccounts = 100_000_000
	maxEvents   = 1_000_000_000
	maxDays     = 365
)

// Options say which workspace to make. With neither Accounts nor Events it is the
// scenario, otherwise a bulk workspace.
type Options struct {
	Accounts int           // 0: the scenario, or one account for every 50 events
	Events   int           // 0: the scenario, or 50 for every account
	Seed     uint64        // any number
	AsOf     value.Instant // nothing happens after it
	Days     int           // length of the trials of a bulk workspace; 0 is 30
}

// bulk reports whether the options ask for a bulk workspace.
func (o Options) bulk() bool { return o.Accounts != 0 || o.Events != 0 }

// Validate is an error of one line when the options are not valid.
func (o Options) Validate() error {
	o = o.withDefaults()
	switch {
	case !o.AsOf.Known():
		return errors.New("a demo needs the instant that it is made for")
	case !o.bulk():
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
	if !o.bulk() {
		return o
	}
	if o.Accounts == 0 {
		o.Accounts = max(1, o.Events/50)
	}
	if o.Events == 0 {
		o.Events = o.Accounts * 50
	}
	if o.Days == 0 {
		o.Days = bulkDays
	}
	return o
}

// Workspace is a made-up workspace. It is immutable, and several sources may be read
// at the same time.
type Workspace struct {
	options   Options
	generator generator
}

// generator makes the rows of a workspace: a scenario or a bulk workspace.
type generator interface {
	size() Size
	customer(i int) record.CustomerRow
	contact(i int) record.ContactRow
	events() record.Source
	touches() []Touch
	columns() columns
}

// Size is how many rows of each kind a workspace has.
type Size struct{ Customers, Contacts, Events int }

// New makes a workspace. The options should be valid. Where [Options.Validate] has an
// error, the nearest workspace that can be made is.
func New(o Options) *Workspace {
	o = o.withDefaults()
	if !o.AsOf.Known() {
		o.AsOf = 0
	}
	w := &Workspace{options: o}
	if o.bulk() {
		w.generator = newBulkWorkspace(o)
	} else {
		w.generator = newScenario(o.Seed, o.AsOf)
	}
	return w
}

// Size is how many rows the sources yield.
func (w *Workspace) Size() Size { return w.generator.size() }

// Customers yields the accounts. Those of the scenario are in the order in which
// their trials start.
func (w *Workspace) Customers() record.Source {
	return &generatedRows{until: w.generator.size().Customers, add: func(b *record.Batch, i int) {
		b.Customers = append(b.Customers, w.generator.customer(i))
	}}
}

// Contacts yields the people of the accounts. A bulk workspace has none.
func (w *Workspace) Contacts() record.Source {
	return &generatedRows{until: w.generator.size().Contacts, add: func(b *record.Batch, i int) {
		b.Contacts = append(b.Contacts, w.generator.contact(i))
	}}
}

// Events yields the events in time order. It takes bounded memory, however many there
// are.
func (w *Workspace) Events() record.Source { return w.generator.events() }

// Touches is the touches of the made-up sales reps, in time order.
func (w *Workspace) Touches() []Touch { return w.generator.touches() }
