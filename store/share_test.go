package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trialist/scoring/account"
	"trialist/scoring/condition"
	"trialist/scoring/record"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

func TestWatchTellsWhatOthersChange(t *testing.T) {
	t.Parallel()
	ctx, path := t.Context(), closedWorkspace(t)
	s, other := open(t, path, Options{ReadOnly: true}), open(t, path, Options{})
	w, err := s.Watch(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = w.Close() }()
	changed := func(when string, want bool) {
		t.Helper()
		if got, err := w.Changed(ctx); err != nil || got != want {
			t.Errorf("%s: got %t, %v, want %t", when, got, err, want)
		}
	}
	changed("at first", false)
	touch, err := other.AddTouch(ctx, Touch{Account: "acme"})
	if err != nil {
		t.Fatal(err)
	}
	changed("after a touch", true)
	changed("once", false)
	if err := other.RemoveTouch(ctx, touch.ID); err != nil {
		t.Fatal(err)
	}
	changed("after it is gone", true)
	if err := other.SetSetting(ctx, "theme", "dark"); err != nil {
		t.Fatal(err)
	}
	changed("after a setting", true)
	matchingIDs(t, other, day(9), "event login happened more than 0 times ever") // fills a cache
	changed("after a cache was filled", false)
	importRows(t, other, sourceRows{events: []event{{account: "acme", name: "login", at: day(1)}}})
	changed("after an import that changed nothing", false)
	importRows(t, other, sourceRows{events: []event{{account: "acme", name: "login", at: day(2)}}})
	changed("after an import", true)
	if _, err := other.SaveRulebook(ctx, rulebook.DefaultRulebook(), 0, Commit{}); err != nil {
		t.Fatal(err)
	}
	changed("after saving signals", true)
	if err := os.Rename(path, path+".old"); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Changed(ctx); !errors.Is(err, ErrReplaced) {
		t.Errorf("after the file was taken away: got %v, want ErrReplaced", err)
	}
}

func TestManyMakeTheWorkspaceAtOnce(t *testing.T) {
	t.Parallel()
	path := newPath(t)
	var group sync.WaitGroup
	for i := range 6 {
		group.Go(func() {
			s, err := Open(t.Context(), path, Options{})
			if err != nil {
				t.Error(err)
				return
			}
			if _, err := s.Import(t.Context(), sourceRows{customers: []record.CustomerRow{{Account: fmt.Sprint(i)}}}.reader(), ImportOptions{}); err != nil {
				t.Error(err)
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if n, err := open(t, path, Options{}).Revision(t.Context()); n != 6 || err != nil {
		t.Errorf("got revision %d, %v, want 6", n, err)
	}
}

// TestManyWritersAndReaders lets two stores write to one file while both read:
// nothing is lost, and nobody sees half an import.
func TestManyWritersAndReaders(t *testing.T) {
	t.Parallel()
	ctx, path := t.Context(), newPath(t)
	const imports, accounts = 12, 20
	var group sync.WaitGroup
	for w := range 2 {
		s := open(t, path, Options{}) // the second may find the first making the file
		group.Go(func() {
			for i := range imports {
				var rows sourceRows
				for a := range accounts {
					id := fmt.Sprintf("account %d", a)
					rows.customers = append(rows.customers, record.CustomerRow{Account: id, Name: id})
					rows.events = append(rows.events, event{account: id, name: fmt.Sprint("by ", w), at: day(1) + value.Instant(i)})
				}
				if _, err := s.Import(ctx, rows.reader(), ImportOptions{}); err != nil {
					t.Error(err)
				}
			}
		})
		cache := NewCache(s)
		group.Go(func() {
			asked := []condition.Condition{sentence(t, `event "by 0" happened more than 0 times ever or event "by 1" happened more than 0 times ever`)}
			for i := range 60 {
				bits, err := cache.Evaluate(ctx, asked, condition.Moment{AsOf: day(2) + value.Instant(i)})
				if err != nil {
					t.Error(err)
				} else if n := bits[0].Count(); n != 0 && n != accounts {
					t.Errorf("saw %d accounts, want all or none", n)
				}
			}
		})
	}
	group.Wait()
	s := open(t, path, Options{})
	names, err := s.EventNames(ctx)
	want := []NameCount{{Name: "by 0", Count: imports * accounts}, {Name: "by 1", Count: imports * accounts}}
	if err != nil || !cmp.Equal(names, want) {
		t.Errorf("got %+v, %v, want %+v", names, err, want)
	}
}

func TestBackupAndExportGiveEverythingBack(t *testing.T) {
	t.Parallel()
	ctx, s := t.Context(), open(t, newPath(t), Options{})
	w := newRandomWorkspace(5)
	importRows(t, s, w.rows)
	copied := filepath.Join(t.TempDir(), "copy.db")
	if err := s.Backup(ctx, copied); err != nil {
		t.Fatal(err)
	}
	if err := s.Backup(ctx, copied); !errors.Is(err, os.ErrExist) {
		t.Errorf("backing up over a file: got %v, want fs.ErrExist", err)
	}
	if info, err := os.Stat(copied); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the copy has mode %v, %v, want 0600", info.Mode(), err)
	}
	backup := open(t, copied, Options{})
	if got := counts(importRows(t, backup, w.rows)); got != "rows 4130: new 0, changed 0, duplicate 4130, rejected 0; revision 1" {
		t.Errorf("importing into the copy what it has: %s", got)
	}
	var rows sourceRows
	err := backup.EachAccount(ctx, func(a account.Account) error {
		if a.Known {
			rows.customers = append(rows.customers, record.CustomerRow{Account: a.ID, Name: a.Name, Attributes: a.Attributes})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	err = backup.EachContact(ctx, func(account string, c account.Contact) error {
		rows.contacts = append(rows.contacts, record.ContactRow{Contact: c.ID, Account: account, Attributes: c.Attributes})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	err = backup.EachEvent(ctx, func(account string, e account.Event) error {
		rows.events = append(rows.events, event{account: account, contact: e.Contact, name: e.Name, at: e.At, count: uint32(e.Count)})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	again := open(t, newPath(t), Options{})
	importRows(t, again, rows)
	bySlot(t, again, w.accounts)
}

func TestSettings(t *testing.T) {
	t.Parallel()
	ctx, s := t.Context(), open(t, newPath(t), Options{})
	for _, value := range []string{"dark", "light", ""} {
		if err := s.SetSetting(ctx, "theme", value); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Setting(ctx, "theme"); got != value || err != nil {
			t.Errorf("got %q, %v, want %q", got, err, value)
		}
	}
}
