package accounts_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trialist/scoring/record"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/care"
	"trialist/store/facts"
	"trialist/store/ingest/ingesttest"
	"trialist/store/storetest"
)

// modelBatch is one batch of the model.
type modelBatch struct {
	who     string
	undone  bool
	at      int // of it: the number of the undoing
	after   int // of it: how many batches there were
	change  accounts.Change
	subject int64 // of a change
	body    string
	touches []accounts.Touch
}

// touchModel is what undo and redo have to do, in the simplest way: all batches there
// were, played from the first on.
type touchModel struct {
	batches []modelBatch
	undos   int
}

// state is the touches of an account, oldest first.
func (m *touchModel) state(account string) []accounts.Touch {
	var state []accounts.Touch
	for _, b := range m.batches {
		for _, t := range b.touches {
			if t.Undone = b.undone; t.Account == account {
				state = append(state, t)
			}
		}
	}
	for _, b := range m.batches {
		for i := range state {
			switch {
			case b.undone || state[i].ID != b.subject:
			case b.change == accounts.Edited:
				state[i].Body = b.body
			case b.change == accounts.Deleted:
				state[i].Undone = true
			}
		}
	}
	slices.SortStableFunc(state, func(a, b accounts.Touch) int { return int(a.At - b.At) })
	return state
}

// accountsOf is the accounts that a batch is about.
func (m *touchModel) accountsOf(b modelBatch) []string {
	var about []string
	for _, t := range b.touches {
		about = append(about, t.Account)
	}
	for _, other := range m.batches {
		for _, t := range other.touches {
			if t.ID == b.subject {
				about = append(about, t.Account)
			}
		}
	}
	return about
}

// concerns reports whether a batch is of somebody and about an account, "" for any.
func (m *touchModel) concerns(b modelBatch, who, account string) bool {
	return b.who == who && (account == "" || slices.Contains(m.accountsOf(b), account))
}

// deletedByOthers reports whether every touch of the batch about the account was deleted.
func (m *touchModel) deletedByOthers(b modelBatch, account string) bool {
	for _, t := range b.touches {
		deleted := slices.ContainsFunc(m.batches, func(o modelBatch) bool {
			return o.change == accounts.Deleted && o.subject == t.ID && !o.undone
		})
		if (account == "" || t.Account == account) && !deleted {
			return false
		}
	}
	return b.change == accounts.Added
}

// undo undoes the newest, and reports whether there was one.
func (m *touchModel) undo(who, account string) bool {
	for i, b := range slices.Backward(m.batches) {
		if m.concerns(b, who, account) && !b.undone && !m.deletedByOthers(b, account) {
			m.undos++
			m.batches[i].undone, m.batches[i].at, m.batches[i].after = true, m.undos, len(m.batches)
			return true
		}
	}
	return false
}

// redo redoes what was undone last, unless something newer was noted since.
func (m *touchModel) redo(who, account string) bool {
	last := -1
	for i, b := range m.batches {
		if b.undone && m.concerns(b, who, account) && (last < 0 || b.at > m.batches[last].at) {
			last = i
		}
	}
	if last < 0 {
		return false
	}
	for _, newer := range m.batches[m.batches[last].after:] {
		if newer.who == who && (account == "" || slices.ContainsFunc(m.accountsOf(newer), func(id string) bool {
			return slices.Contains(m.accountsOf(m.batches[last]), id)
		})) {
			return false
		}
	}
	m.batches[last].undone = false
	return true
}

// touchRun is a workspace beside its model.
type touchRun struct {
	t      *testing.T
	path   string
	s      *store.Store
	model  touchModel
	random *rand.Rand
	ids    []string
}

func (r *touchRun) pick(from ...string) string { return from[r.random.IntN(len(from))] }

// add notes touches about some accounts at once.
func (r *touchRun) add(who string) {
	n := 1 + r.random.IntN(3)
	kind := accounts.TouchKind(r.random.IntN(int(accounts.Restored) + 1))
	var touches []accounts.Touch
	for _, at := range r.random.Perm(len(r.ids))[:n] {
		t := accounts.Touch{Account: r.ids[at], At: storetest.Day(r.random.IntN(5)), Kind: kind, Who: who, Body: fmt.Sprint(r.random.IntN(4))}
		switch kind {
		case accounts.Snoozed:
			t.Until = storetest.Day(10 + r.random.IntN(9)).Midnight()
		case accounts.Dismissed:
			if t.Higher = r.random.IntN(2) == 0; t.Higher {
				t.Band = rulebook.Band(r.random.IntN(5))
			}
		case accounts.Called, accounts.Mailed, accounts.Noted, accounts.Assigned, accounts.Met, accounts.Restored:
		}
		touches = append(touches, t)
	}
	b, err := accounts.AddTouches(r.t.Context(), r.s, touches)
	if err != nil {
		r.t.Fatal(err)
	}
	r.model.batches = append(r.model.batches, modelBatch{who: who, touches: b.Touches})
}

// change edits or deletes a touch, whether it can be or not.
func (r *touchRun) change(who string) {
	account := r.pick(r.ids...)
	state := r.model.state(account)
	if len(state) == 0 {
		return
	}
	t := state[r.random.IntN(len(state))]
	b := modelBatch{who: who, change: accounts.Edited, subject: t.ID, body: fmt.Sprint("edited ", r.random.IntN(9))}
	possible := !t.Undone && t.Kind.HasText()
	var err error
	if r.random.IntN(2) == 0 {
		b.change, b.body, possible = accounts.Deleted, "", !t.Undone
		_, err = accounts.DeleteTouch(r.t.Context(), r.s, t.ID, who, storetest.Day(6))
	} else {
		_, err = accounts.EditTouch(r.t.Context(), r.s, t.ID, b.body, who, storetest.Day(6))
	}
	if (err == nil) != possible {
		r.t.Fatalf("changing %+v: %v", t, err)
	}
	if possible {
		r.model.batches = append(r.model.batches, b)
	}
}

// goBack undoes or redoes.
func (r *touchRun) goBack(who, account string) {
	undoing := r.random.IntN(5) < 3
	var done bool
	var err error
	if undoing {
		done = r.model.undo(who, account)
		_, err = accounts.UndoLast(r.t.Context(), r.s, accounts.UndoScope{Who: who, Account: account}, storetest.Day(7))
	} else {
		done = r.model.redo(who, account)
		_, err = accounts.RedoLast(r.t.Context(), r.s, accounts.UndoScope{Who: who, Account: account})
	}
	if err != nil && !errors.Is(err, store.ErrNotFound) || (err == nil) != done {
		r.t.Fatalf("undoing %t by %s on %q: %v, in the model %t", undoing, who, account, err, done)
	}
}

// restart closes the workspace and opens it again.
func (r *touchRun) restart() {
	if err := r.s.Close(); err != nil {
		r.t.Fatal(err)
	}
	var err error
	if r.s, err = store.Open(r.t.Context(), r.path, store.Options{}); err != nil {
		r.t.Fatal(err)
	}
}

func (r *touchRun) compare(step int) {
	for _, id := range r.ids {
		got, err := accounts.TouchHistory(r.t.Context(), r.s, id)
		if want := r.model.state(id); err != nil || len(got)+len(want) > 0 && !cmp.Equal(want, got) {
			r.t.Fatalf("step %d, %s, %v (-want +got):\n%s", step, id, err, cmp.Diff(want, got))
		}
	}
}

// TestUndoEqualsModel notes, changes, undoes and redoes at random, by two people, and
// restarts in between.
func TestUndoEqualsModel(t *testing.T) {
	t.Parallel()
	for seed := range uint64(4) {
		r := &touchRun{t: t, path: storetest.NewPath(t), random: rand.New(rand.NewPCG(seed, 14)), ids: []string{"acme", "blue", "coral", "dune"}}
		s, err := store.Open(t.Context(), r.path, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		r.s = s
		var rows storetest.SourceRows
		for _, id := range r.ids {
			rows.Customers = append(rows.Customers, record.CustomerRow{Account: id})
		}
		ingesttest.ImportRows(t, s, rows)
		for step := range 250 {
			who := r.pick("ana", "bob")
			switch n := r.random.IntN(20); {
			case n < 6:
				r.add(who)
			case n < 9:
				r.change(who)
			case n < 19:
				r.goBack(who, r.pick(append(r.ids, "")...))
			default:
				r.restart()
			}
			r.compare(step)
		}
		findings, err := care.Check(t.Context(), facts.New(r.s))
		for _, f := range findings {
			if !f.OK {
				t.Errorf("doctor finds %+v", f)
			}
		}
		if err = errors.Join(err, r.s.Close()); err != nil {
			t.Fatal(err)
		}
	}
}

// TestBulkTouchesAreUndoneAsOne gives 10,000 accounts to somebody at once.
func TestBulkTouchesAreUndoneAsOne(t *testing.T) {
	t.Parallel()
	const n = 10_000
	s := storetest.Open(t, storetest.NewPath(t), store.Options{})
	var rows storetest.SourceRows
	for i := range n {
		rows.Customers = append(rows.Customers, record.CustomerRow{Account: fmt.Sprint("a", i)})
	}
	ingesttest.ImportRows(t, s, rows)
	give := func(to string, some int) accounts.Batch {
		t.Helper()
		var touches []accounts.Touch
		for i := range some {
			touches = append(touches, accounts.Touch{Account: fmt.Sprint("a", i), At: storetest.Day(1), Kind: accounts.Assigned, Who: "ana", Body: to})
		}
		b, err := accounts.AddTouches(t.Context(), s, touches)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	owners := func(want ...accounts.OwnerCount) {
		t.Helper()
		if got, err := accounts.Owners(t.Context(), s); err != nil || !cmp.Equal(got, want) {
			t.Errorf("owners are %v, %v, want %v", got, err, want)
		}
	}
	give("ben", 20)
	given := give("mia", n)
	owners(accounts.OwnerCount{Name: "mia", Accounts: n}, accounts.OwnerCount{Name: "ben"})
	undone, err := accounts.UndoLast(t.Context(), s, accounts.UndoScope{Who: "ana", Account: "a7"}, storetest.Day(2))
	if err != nil || undone.ID != given.ID || len(undone.Touches) != n || undone.Touches[7].Account != "a7" || !undone.Touches[7].Undone {
		t.Fatalf("undone %d of %d: %v", len(undone.Touches), n, err)
	}
	owners(accounts.OwnerCount{Name: "ben", Accounts: 20})
	if _, err := accounts.AddTouches(t.Context(), s, []accounts.Touch{{Account: "a1"}, {Account: "none"}}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("with an account that is not there: %v", err)
	}
	if touches, err := accounts.TouchHistory(t.Context(), s, "a1"); err != nil || len(touches) != 2 {
		t.Errorf("half of a batch was stored: %v, %v", touches, err)
	}
	for name, wrong := range map[string]accounts.Touch{
		"a snooze without an end":       {Kind: accounts.Snoozed},
		"a snooze until noon":           {Kind: accounts.Snoozed, Until: storetest.Day(3).Midnight() + 12*value.Hour},
		"a call with an end":            {Kind: accounts.Called, Until: storetest.Day(3).Midnight()},
		"a note that depends on a band": {Kind: accounts.Noted, Higher: true},
		"no kind":                       {Kind: 99},
	} {
		wrong.Account = "a1"
		if _, err := accounts.AddTouches(t.Context(), s, []accounts.Touch{wrong}); err == nil {
			t.Errorf("%s is stored", name)
		}
	}
}
