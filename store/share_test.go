package store_test

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"trialist/scoring/account"
	"trialist/scoring/condition"
	"trialist/scoring/record"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/care"
	"trialist/store/facts"
	"trialist/store/ingest"
	"trialist/store/ingest/ingesttest"
	"trialist/store/rulebooks"
	"trialist/store/storetest"
	"trialist/store/tables"
)

func TestWatchTellsWhatOthersChange(t *testing.T) {
	t.Parallel()
	ctx, path := t.Context(), ingesttest.ClosedWorkspace(t)
	s, other := storetest.Open(t, path, store.Options{ReadOnly: true}), storetest.Open(t, path, store.Options{})
	w, err := s.Watch(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = w.Close() }()
	changed := func(when string, want bool) {
		t.Helper()
		if got, err := w.Changed(ctx); err != nil || (got == store.Changed) != want {
			t.Errorf("%s: got %v, %v, want %t", when, got, err, want)
		}
	}
	changed("at first", false)
	_, err = accounts.AddTouch(ctx, other, accounts.Touch{Account: "acme"})
	if err != nil {
		t.Fatal(err)
	}
	changed("after a touch", true)
	changed("once", false)
	if _, err := accounts.UndoLast(ctx, other, accounts.UndoScope{Account: "acme"}, storetest.Day(1)); err != nil {
		t.Fatal(err)
	}
	changed("after it was undone", true)
	if _, err := accounts.RedoLast(ctx, other, accounts.UndoScope{Account: "acme"}); err != nil {
		t.Fatal(err)
	}
	changed("after it was redone", true)
	if err := other.SetSetting(ctx, "theme", "dark"); err != nil {
		t.Fatal(err)
	}
	changed("after a setting", true)
	matchingIDs(t, other, storetest.Day(9), "event login happened more than 0 times ever") // fills a cache
	changed("after a cache was filled", false)
	ingesttest.ImportRows(t, other, storetest.SourceRows{Events: []storetest.Event{{Account: "acme", Name: "login", At: storetest.Day(1)}}})
	changed("after an import that changed nothing", false)
	ingesttest.ImportRows(t, other, storetest.SourceRows{Events: []storetest.Event{{Account: "acme", Name: "login", At: storetest.Day(2)}}})
	changed("after an import", true)
	if _, err := rulebooks.Save(ctx, other, rulebook.Default(), 0, rulebooks.Commit{}); err != nil {
		t.Fatal(err)
	}
	changed("after saving signals", true)
	if err := os.Rename(path, path+".old"); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Changed(ctx); !errors.Is(err, store.ErrReplaced) {
		t.Errorf("after the file was taken away: got %v, want ErrReplaced", err)
	}
}

func TestManyMakeTheWorkspaceAtOnce(t *testing.T) {
	t.Parallel()
	path := storetest.NewPath(t)
	var group sync.WaitGroup
	for i := range 6 {
		group.Go(func() {
			s, err := store.Open(t.Context(), path, store.Options{})
			if err != nil {
				t.Error(err)
				return
			}
			if _, err := ingest.Run(t.Context(), s, storetest.SourceRows{Customers: []record.CustomerRow{{Account: fmt.Sprint(i)}}}.Reader(), ingest.Options{}); err != nil {
				t.Error(err)
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if n, err := storetest.Open(t, path, store.Options{}).Revision(t.Context()); n != 6 || err != nil {
		t.Errorf("got revision %d, %v, want 6", n, err)
	}
}

// TestManyWritersAndReaders lets two stores write to one file while both read:
// nothing is lost, and nobody sees half an import.
func TestManyWritersAndReaders(t *testing.T) {
	t.Parallel()
	ctx, path := t.Context(), storetest.NewPath(t)
	const imports, accounts = 12, 20
	var group sync.WaitGroup
	for w := range 2 {
		s := storetest.Open(t, path, store.Options{}) // the second may find the first making the file
		group.Go(func() {
			for i := range imports {
				var rows storetest.SourceRows
				for a := range accounts {
					id := fmt.Sprintf("account %d", a)
					rows.Customers = append(rows.Customers, record.CustomerRow{Account: id, Name: id})
					rows.Events = append(rows.Events, storetest.Event{Account: id, Name: fmt.Sprint("by ", w), At: storetest.Day(1) + value.Instant(i)})
				}
				if _, err := ingest.Run(ctx, s, rows.Reader(), ingest.Options{}); err != nil {
					t.Error(err)
				}
			}
		})
		cache := facts.New(s)
		group.Go(func() {
			asked := []condition.Condition{storetest.Sentence(t, `event "by 0" happened more than 0 times ever or event "by 1" happened more than 0 times ever`)}
			for i := range 60 {
				bits, err := cache.Evaluate(ctx, asked, condition.Moment{AsOf: storetest.Day(2) + value.Instant(i)})
				if err != nil {
					t.Error(err)
				} else if n := bits[0].Count(); n != 0 && n != accounts {
					t.Errorf("saw %d accounts, want all or none", n)
				}
			}
		})
	}
	group.Wait()
	s := storetest.Open(t, path, store.Options{})
	names, err := tables.EventNames(ctx, s)
	want := []tables.NameCount{{Name: "by 0", Count: imports * accounts}, {Name: "by 1", Count: imports * accounts}}
	if err != nil || !cmp.Equal(names, want) {
		t.Errorf("got %+v, %v, want %+v", names, err, want)
	}
}

func TestBackupAndExportGiveEverythingBack(t *testing.T) {
	t.Parallel()
	ctx, s := t.Context(), storetest.Open(t, storetest.NewPath(t), store.Options{})
	w := storetest.NewRandomWorkspace(5)
	ingesttest.ImportRows(t, s, w.Rows)
	copied := filepath.Join(t.TempDir(), "copy.db")
	if err := care.Backup(ctx, s, copied); err != nil {
		t.Fatal(err)
	}
	if err := care.Backup(ctx, s, copied); !errors.Is(err, os.ErrExist) {
		t.Errorf("backing up over a file: got %v, want fs.ErrExist", err)
	}
	if info, err := os.Stat(copied); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the copy has mode %v, %v, want 0600", info.Mode(), err)
	}
	backup := storetest.Open(t, copied, store.Options{})
	if got := ingesttest.Counts(ingesttest.ImportRows(t, backup, w.Rows)); got != "rows 4130: new 0, changed 0, duplicate 4130, rejected 0; revision 1" {
		t.Errorf("importing into the copy what it has: %s", got)
	}
	var rows storetest.SourceRows
	err := accounts.EachAccount(ctx, backup, func(a account.Account) error {
		if a.Known {
			rows.Customers = append(rows.Customers, record.CustomerRow{Account: a.ID, Name: a.Name, Attributes: a.Attributes})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	err = accounts.EachContact(ctx, backup, func(account string, c account.Contact) error {
		rows.Contacts = append(rows.Contacts, record.ContactRow{Contact: c.ID, Account: account, Attributes: c.Attributes})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	err = accounts.EachEvent(ctx, backup, func(account string, e account.Event) error {
		rows.Events = append(rows.Events, storetest.Event{Account: account, Contact: e.Contact, Name: e.Name, At: e.At, Count: uint32(e.Count)})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	again := storetest.Open(t, storetest.NewPath(t), store.Options{})
	ingesttest.ImportRows(t, again, rows)
	bySlot(t, again, w.Accounts)
}

func TestSettings(t *testing.T) {
	t.Parallel()
	ctx, s := t.Context(), storetest.Open(t, storetest.NewPath(t), store.Options{})
	for _, value := range []string{"dark", "light", ""} {
		if err := s.SetSetting(ctx, "theme", value); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Setting(ctx, "theme"); got != value || err != nil {
			t.Errorf("got %q, %v, want %q", got, err, value)
		}
	}
}

// TestOpenWaitsForOneThatMakesTheFile holds the lock that another process has
// while it switches a new file to a write-ahead log.
func TestOpenWaitsForOneThatMakesTheFile(t *testing.T) {
	t.Parallel()
	path := storetest.NewPath(t)
	other, err := sql.Open("sqlite", "file:"+path+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close() }()
	tx, err := other.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(100*time.Millisecond, func() { _ = tx.Rollback() })
	s, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}
