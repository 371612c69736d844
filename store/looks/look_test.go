package looks_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trialist/scoring/changes"
	"trialist/scoring/rank"
	"trialist/scoring/record"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/care"
	"trialist/store/codec"
	"trialist/store/facts"
	"trialist/store/forget"
	"trialist/store/imports"
	"trialist/store/ingest/ingesttest"
	"trialist/store/looks"
	"trialist/store/storetest"
)

// customers are accounts from one number to below another, of which every third is not
// on trial and half match the signal of book.
func customers(from, to int) (rows storetest.SourceRows) {
	for i := from; i < to; i++ {
		status, plan := "trialing", "free"
		if i%3 == 0 {
			status = "active"
		}
		if i%2 == 0 {
			plan = "grow"
		}
		rows.Customers = append(rows.Customers, record.CustomerRow{
			Account: fmt.Sprintf("a%06d", i), Attributes: []value.Attribute{storetest.Text("status", status), storetest.Text("plan", plan)},
		})
	}
	return rows
}

func book(t *testing.T) rulebook.Rulebook {
	t.Helper()
	b := rulebook.Default()
	b.TimeZone = "Europe/Paris"
	var err error
	b.Card, err = b.Card.Add(rulebook.Signal{Name: "Grows", Weight: 5, Enabled: true, When: storetest.Sentence(t, `attribute plan is "grow"`)})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// see is what there is now, and its snapshot.
func see(t *testing.T, c *facts.Cache) (*rank.Population, store.SnapshotID) {
	t.Helper()
	f, err := c.Snapshot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	p, err := f.Population(t.Context(), book(t), storetest.Day(20))
	if err != nil {
		t.Fatal(err)
	}
	return p, f.ID()
}

// look saves what there is now as seen by somebody.
func look(t *testing.T, c *facts.Cache, who string) *rank.Population {
	t.Helper()
	p, id := see(t, c)
	if err := looks.Save(t.Context(), c.Store(), id, looks.Look{Who: who, At: storetest.Day(21), Book: book(t), Population: p}); err != nil {
		t.Fatal(err)
	}
	return p
}

func load(t *testing.T, s *store.Store, who string) looks.Look {
	t.Helper()
	l, err := looks.Load(t.Context(), s, who)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// entries are the changes since somebody looked, as words.
func entries(t *testing.T, c *facts.Cache, who string) (words []string) {
	t.Helper()
	seen := load(t, c.Store(), who)
	p, _ := see(t, c)
	compared := changes.Compare(changes.State{Population: seen.Population, Book: seen.Book}, changes.State{Population: p, Book: book(t)},
		rank.Rank(p, book(t).Card, rank.ByAdoption))
	for _, e := range compared.Entries {
		words = append(words, fmt.Sprint(e.Kind, " ", e.Slot))
	}
	slices.Sort(words)
	return words
}

// TestLookComesBack saves more accounts than fit a block.
func TestLookComesBack(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.NewPath(t), store.Options{})
	c := facts.New(s)
	if _, err := looks.Load(t.Context(), s, "ana"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("before the first look: %v", err)
	}
	const n = 2*codec.BlockSlots + 100
	ingesttest.ImportRows(t, s, customers(0, n))
	p := look(t, c, "ana")
	l := load(t, s, "ana")
	if l.At != storetest.Day(21) || l.Population.AsOf != storetest.Day(20) || l.Book.TimeZone != "Europe/Paris" || !l.Book.Card.Equal(book(t).Card) || l.Revision != 1 {
		t.Errorf("the look is of %v as of %v, revision %d", l.At, l.Population.AsOf, l.Revision)
	}
	if !slices.Equal(p.Status, l.Population.Status) || !slices.Equal(p.Matches.Adoption.Keys, l.Population.Matches.Adoption.Keys) {
		t.Error("other statuses or conditions come back")
	}
	trials := 0
	for slot, status := range p.Status {
		want := p.Matches.Adoption.Words[slot]
		if status != rulebook.Trial {
			want = 0
		} else {
			trials++
		}
		if got := l.Population.Matches.Adoption.Words[slot]; got != want {
			t.Fatalf("slot %d matches %b, want %b", slot, got, want)
		}
	}
	if trials < n/2 {
		t.Errorf("only %d trials", trials)
	}
	if got := entries(t, c, "ana"); got != nil {
		t.Errorf("nothing changed, and there are %v", got)
	}

	ingesttest.ImportRows(t, s, storetest.SourceRows{Customers: []record.CustomerRow{
		{Account: "a000001", Attributes: []value.Attribute{storetest.Text("plan", "grow")}},
		{Account: "a000002", Attributes: []value.Attribute{storetest.Text("plan", "free")}},
		{Account: "a000004", Attributes: []value.Attribute{storetest.Text("status", "active")}},
		{Account: "b", Attributes: []value.Attribute{storetest.Text("status", "trialing")}},
	}})
	look(t, c, "leo")
	want := []string{"band_down 2", "band_up 1", "ended 4", fmt.Sprint("new ", n)}
	if diff := cmp.Diff(want, entries(t, c, "ana")); diff != "" {
		t.Error(diff)
	}
	if got := entries(t, c, "leo"); got != nil {
		t.Errorf("leo looked later, and sees %v", got)
	}
	look(t, c, "ana")
	if got := entries(t, c, "ana"); got != nil {
		t.Errorf("ana looked again, and sees %v", got)
	}
}

// TestUndoneAccountsAreNotSeen undoes an import and imports others, which get the same
// slots: they are new to everybody.
func TestUndoneAccountsAreNotSeen(t *testing.T) {
	t.Parallel()
	for _, kept := range []int{100, codec.BlockSlots, codec.BlockSlots + 5} {
		s := storetest.Open(t, storetest.NewPath(t), store.Options{})
		c := facts.New(s)
		ingesttest.ImportRows(t, s, customers(0, kept))
		ingesttest.ImportRows(t, s, customers(kept, kept+codec.BlockSlots))
		look(t, c, "ana")
		p, id := see(t, c)
		if _, err := imports.Undo(t.Context(), s, storetest.Day(22), "leo"); err != nil {
			t.Fatal(err)
		}
		if l := load(t, s, "ana"); len(l.Population.Status) != kept {
			t.Errorf("%d accounts are left in what was seen, want %d", len(l.Population.Status), kept)
		}
		if got := entries(t, c, "ana"); got != nil {
			t.Errorf("%d are left, and there are %v", kept, got[:1])
		}
		ingesttest.ImportRows(t, s, storetest.SourceRows{Customers: []record.CustomerRow{
			{Account: "other", Attributes: []value.Attribute{storetest.Text("status", "trialing")}},
		}})
		if diff := cmp.Diff([]string{fmt.Sprint("new ", kept)}, entries(t, c, "ana")); diff != "" {
			t.Error(diff)
		}
		err := looks.Save(t.Context(), s, id, looks.Look{Who: "ana", Book: book(t), Population: p})
		if !errors.Is(err, store.ErrConflict) {
			t.Errorf("what was seen of other data is kept: %v", err)
		}
	}
}

func TestForgottenAccountIsNotInALook(t *testing.T) {
	t.Parallel()
	path := storetest.NewPath(t)
	s := storetest.Open(t, path, store.Options{})
	c := facts.New(s)
	ingesttest.ImportRows(t, s, customers(0, 10))
	look(t, c, "ana")
	if _, err := forget.Account(t.Context(), s, "a000002"); err != nil {
		t.Fatal(err)
	}
	l := load(t, s, "ana")
	if l.Population.Status[2] != rulebook.NoStatus || l.Population.Matches.Adoption.Words[2] != 0 {
		t.Errorf("of the forgotten account it is kept that it was %v", l.Population.Status[2])
	}
	if l.Population.Status[4] != rulebook.Trial || l.Population.Matches.Adoption.Words[4] == 0 {
		t.Error("its neighbour was forgotten too")
	}
	findings, err := care.Check(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		if !f.OK {
			t.Errorf("%s: %s", f.Subject, f.Detail)
		}
	}
}

// TestLookThatNamesAForgottenAccount is deleted, as past versions of the signals are.
func TestLookThatNamesAForgottenAccount(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.NewPath(t), store.Options{})
	c := facts.New(s)
	ingesttest.ImportRows(t, s, customers(0, 10))
	p, id := see(t, c)
	naming := book(t)
	naming.Card.Adoption[0].Name = "Like a000002"
	for who, b := range map[string]rulebook.Rulebook{"ana": naming, "leo": book(t)} {
		if err := looks.Save(t.Context(), s, id, looks.Look{Who: who, Book: b, Population: p}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := forget.Account(t.Context(), s, "a000002"); err != nil {
		t.Fatal(err)
	}
	if _, err := looks.Load(t.Context(), s, "ana"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a look that names the account: %v", err)
	}
	load(t, s, "leo")
}

// TestDamagedLook is told and replaced by the next one, and keeps nobody from erasing.
func TestDamagedLook(t *testing.T) {
	t.Parallel()
	for name, statement := range map[string]string{
		"a state":       `UPDATE look_blocks SET states = (SELECT states FROM look_blocks WHERE id >> 20 = 2) WHERE id >> 20 = 1`,
		"not a state":   `UPDATE look_blocks SET states = x'00'`,
		"no states":     `DELETE FROM look_blocks WHERE id >> 20 = 1`,
		"an instant":    `UPDATE looks SET as_of = as_of + 1 WHERE who = 'ana'`,
		"nobody":        `DELETE FROM looks WHERE who = 'ana'`,
		"another's":     `UPDATE looks SET who = CASE who WHEN 'ana' THEN 'eve' ELSE who END`,
		"no accounts":   `UPDATE looks SET accounts = 0 WHERE who = 'ana'`,
		"not signals":   `UPDATE looks SET body = '{}' WHERE who = 'ana'`,
		"other signals": `UPDATE looks SET keys = replace(keys, 'grow', 'free') WHERE who = 'ana'`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := storetest.NewPath(t)
			s := storetest.Open(t, path, store.Options{})
			c := facts.New(s)
			ingesttest.ImportRows(t, s, customers(0, 10))
			look(t, c, "ana")
			ingesttest.ImportRows(t, s, customers(10, 11))
			look(t, c, "leo")
			storetest.ExecSQL(t, path, statement)
			if _, err := looks.Load(t.Context(), s, "ana"); !errors.Is(err, store.ErrDamaged) {
				t.Errorf("a damaged look: %v", err)
			}
			findings, err := care.Check(t.Context(), c)
			if err != nil || !slices.ContainsFunc(findings, func(f care.Finding) bool { return !f.OK && f.Subject == "checksums" }) {
				t.Errorf("doctor finds nothing: %v, %v", findings, err)
			}
			if _, err := forget.Account(t.Context(), s, "a000002"); err != nil {
				t.Errorf("an account cannot be forgotten: %v", err)
			}
			look(t, c, "ana")
			if got := entries(t, c, "ana"); got != nil {
				t.Errorf("after another look there are %v", got)
			}
		})
	}
}

func TestRepairSavesLooks(t *testing.T) {
	t.Parallel()
	path, saved := storetest.NewPath(t), storetest.NewPath(t)
	s := storetest.Open(t, path, store.Options{})
	c := facts.New(s)
	ingesttest.ImportRows(t, s, customers(0, 10))
	look(t, c, "ana")
	lost, err := care.Repair(t.Context(), s, saved)
	if err != nil || lost != nil {
		t.Fatal(lost, err)
	}
	r := storetest.Open(t, saved, store.Options{})
	if got := entries(t, facts.New(r), "ana"); got != nil {
		t.Errorf("in the saved workspace there are %v", got)
	}
}
