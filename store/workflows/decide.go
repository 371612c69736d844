package workflows

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"trialist/scoring/progress"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/checksum"
	"trialist/store/facts"
	"trialist/store/outbox"
	"trialist/store/search"
	"trialist/store/tables"
)

// Firing is one firing of a workflow for an account.
type Firing struct {
	ID                   int64
	Workflow             int64
	WorkflowName         string // at that time
	Account, AccountName string // external id and name
	Slot                 uint32
	Occurrence           int // of the workflow and the account, from 1
	Reason               string
	AsOf, At             value.Instant
	OutboxEntries        int // entries that it added to the outbox; 0 when it only set an owner
}

// Decision is the outcome of the deciding part of a run.
type Decision struct {
	Fired    []Firing
	Started  []string // workflows that were observed for the first time
	RanLater []string // workflows that did nothing as they have run with a later as-of
}

// maxTries is how often a decision is retried because somebody else has written in between.
const maxTries = 20

// decide observes all accounts with the enabled workflows and decides in one transaction
// what follows. With onlyStart it leaves out workflows that have a state.
func decide(ctx context.Context, cache *facts.Cache, asOf, clock value.Instant, onlyStart bool) (Decision, error) {
	s := cache.Store()
	for try := 1; ; try++ {
		b, err := readInputs(ctx, s)
		if err != nil {
			return Decision{}, err
		}
		list, err := enabledWorkflows(ctx, s, b, onlyStart)
		if err != nil || len(list) == 0 {
			return Decision{}, err
		}
		seen, err := observe(ctx, cache, search.New(cache), b, list, asOf)
		if err != nil {
			return Decision{}, err
		}
		var made Decision
		err = s.Write(ctx, "run the workflows", func(uncancellable context.Context, tx *sql.Tx) error {
			if err := b.check(uncancellable, tx); err != nil {
				return err
			}
			d := decider{ctx: ctx, tx: tx, inputs: b, observation: seen, asOf: asOf, at: clock, onlyStart: onlyStart, owners: make(map[uint32]string)}
			if d.keys, err = outbox.LoadKeys(uncancellable, tx); err != nil {
				return err
			}
			for i := range list {
				if err := d.workflow(uncancellable, i); err != nil {
					return err
				}
			}
			made = d.decision
			return nil
		})
		if errors.Is(err, errStale) && try < maxTries {
			continue
		}
		return made, err
	}
}

// enabledWorkflows lists the enabled workflows; with onlyStart those without a state.
func enabledWorkflows(ctx context.Context, s *store.Store, b inputs, onlyStart bool) ([]rulebook.Workflow, error) {
	enabled := b.book.Workflows.Enabled()
	if !onlyStart || len(enabled) == 0 {
		return enabled, nil
	}
	var fresh []rulebook.Workflow
	err := s.Read(ctx, "read the workflows", func(ctx context.Context, tx *sql.Tx) error {
		for _, w := range enabled {
			var watched string
			err := tx.QueryRowContext(ctx, `SELECT watched FROM workflow_states WHERE workflow = ?`, w.ID).Scan(&watched)
			if err != nil && !errors.Is(err, sql.ErrNoRows) {
				return err
			}
			if watched != b.book.Watched(w.Trigger) {
				fresh = append(fresh, w)
			}
		}
		return nil
	})
	return fresh, err
}

// decider decides in one transaction.
type decider struct {
	ctx context.Context // of the caller
	tx  *sql.Tx
	inputs
	observation
	keys      outbox.Keys
	asOf, at  value.Instant
	onlyStart bool
	owners    map[uint32]string // set in this transaction, by slot
	decision  Decision
}

// owner is the owner of the account in a slot; "" without one.
func (d *decider) owner(slot uint32) string {
	if owner, ok := d.owners[slot]; ok {
		return owner
	}
	return d.touches[int(slot)].Owner
}

// workflow decides for whom one workflow fires.
func (d *decider) workflow(ctx context.Context, i int) error {
	w := d.Workflows[i]
	watched := d.book.Watched(w.Trigger)
	before, found, err := loadState(ctx, d.tx, w.ID)
	if err != nil {
		return err
	}
	if !found || before.trigger != watched {
		d.decision.Started = append(d.decision.Started, w.Name)
		return storeState(ctx, d.tx, w.ID, savedState{watched, d.asOf, d.Next(i, nil)})
	}
	switch {
	case d.onlyStart:
		return nil
	case before.asOf-d.asOf >= value.Minute: // smaller differences come from as-of following the clock
		d.decision.RanLater = append(d.decision.RanLater, w.Name)
		return nil
	}
	slots := d.Fires(i, before.state)
	for n, slot := range slots {
		if n&0xff == 0 {
			progress.Report(d.ctx, "deciding", n, len(slots))
			if err := d.ctx.Err(); err != nil {
				return err
			}
		}
		if err := d.fire(ctx, w, slot, d.EventsSince(i, before.state, slot)); err != nil {
			return err
		}
	}
	return storeState(ctx, d.tx, w.ID, savedState{watched, max(before.asOf, d.asOf), d.Next(i, before.state)})
}

// fire fires a workflow for an account, unless it fires only once and has done so.
func (d *decider) fire(ctx context.Context, w rulebook.Workflow, slot, events int) error {
	id := int64(slot) + 1
	if err := checksum.CheckOne(ctx, d.tx, checksum.Firings, id); err != nil {
		return err
	}
	var last int
	err := d.tx.QueryRowContext(ctx, `SELECT coalesce(max(occurrence), 0) FROM firings WHERE workflow = ? AND account = ?`, w.ID, id).Scan(&last)
	if err != nil || w.Once && last > 0 {
		return err
	}
	rows, err := tables.LoadAccounts(ctx, d.tx, []any{id})
	if err != nil {
		return err
	}
	if tables.IsEmptySlot(rows[0].External) {
		return nil
	}
	f := Firing{
		Workflow: w.ID, WorkflowName: w.Name, Account: rows[0].External, AccountName: rows[0].Name, Slot: uint32(slot), Occurrence: last + 1,
		Reason: w.Trigger.String(), AsOf: d.asOf, At: d.at,
	}
	result, err := d.tx.ExecContext(ctx, `INSERT INTO firings (workflow, name, account, occurrence, reason, as_of, at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		f.Workflow, f.WorkflowName, id, f.Occurrence, f.Reason, int64(f.AsOf), int64(f.At))
	if err != nil {
		return err
	}
	if f.ID, err = result.LastInsertId(); err != nil {
		return err
	}
	if err := checksum.Seal(ctx, d.tx, checksum.Firings, id); err != nil {
		return err
	}
	if err := d.act(ctx, w, &f, events); err != nil {
		return err
	}
	d.decision.Fired = append(d.decision.Fired, f)
	return nil
}

// act carries out the actions of a workflow: it sets the owner at once and adds the others
// to the outbox, for the new owner.
func (d *decider) act(ctx context.Context, w rulebook.Workflow, f *Firing, events int) error {
	m := rulebook.Merge{ID: f.Account, Name: f.AccountName, Owner: d.owner(f.Slot)}
	if m.Name == "" {
		m.Name = m.ID
	}
	for _, a := range w.Actions {
		if a.Kind != rulebook.OwnerAction {
			continue
		}
		if m.Owner != a.Text {
			if err := accounts.Assign(ctx, d.tx, int64(f.Slot)+1, a.Text, "workflow "+w.Name, d.asOf); err != nil {
				return err
			}
		}
		m.Owner = a.Text
		d.owners[f.Slot] = a.Text
	}
	for n, a := range w.Actions {
		if a.Kind == rulebook.OwnerAction {
			continue
		}
		e, err := d.entry(w, a, n, *f, m, events)
		if err == nil {
			err = outbox.Add(ctx, d.tx, e)
		}
		if err != nil {
			return err
		}
		f.OutboxEntries++
	}
	return nil
}

// entry is the entry of the outbox for the n-th action of a workflow.
func (d *decider) entry(w rulebook.Workflow, a rulebook.Action, n int, f Firing, m rulebook.Merge, events int) (outbox.Entry, error) {
	e := outbox.Entry{
		AccountID: int64(f.Slot) + 1, Workflow: w.ID, Firing: f.ID, At: d.at,
		Key: d.keys.Key("workflow", w.ID, f.Account, f.Occurrence, n),
	}
	switch a.Kind {
	case rulebook.TaskAction:
		e.Kind, e.Subject = outbox.Task, m.Fill(a.Text)
		return e, nil
	case rulebook.MessageAction:
		e.Kind, e.Subject, e.Body = outbox.Message, m.Fill(a.Text), m.Fill(a.Body)
		return e, nil
	case rulebook.FileAction:
		e.Kind = outbox.File
	case rulebook.WebhookAction:
		e.Kind, e.Secret = outbox.Webhook, a.Secret
	case rulebook.OwnerAction:
		return e, fmt.Errorf("workflow %s: an owner is not sent", value.Truncate(w.Name))
	}
	e.Target = a.Text
	p := payload{
		Version: payloadVersion, Key: e.Key, Workflow: w.Name, Trigger: f.Reason, Occurrence: f.Occurrence,
		AsOf: timeText(d.asOf), DecidedAt: timeText(d.at), Account: d.customer(int(f.Slot), rulebook.Merge{ID: f.Account, Name: f.AccountName, Owner: m.Owner}),
	}
	if w.Trigger.Kind == rulebook.DoesEvent {
		p.Events = &events
	}
	var err error
	e.Body, err = p.encode()
	return e, err
}
