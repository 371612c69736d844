package store_test

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"trialist/scoring/record"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/care"
	"trialist/store/facts"
	"trialist/store/ingest"
	"trialist/store/ingest/ingesttest"
	"trialist/store/storetest"
)

// childVariable says what this test binary does, and on which workspace, when a test
// runs it again as another process.
const childVariable = "TRIALIST_TEST_CHILD"

func TestMain(m *testing.M) {
	doing, path, ok := strings.Cut(os.Getenv(childVariable), ":")
	if !ok {
		os.Exit(m.Run())
	}
	if err := runChild(doing, path); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

// runChild is the other process.
func runChild(doing, path string) error {
	ctx := context.Background()
	s, err := store.Open(ctx, path, store.Options{ReadOnly: doing == "look", PreferReadOnly: doing == "peek"})
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	switch doing {
	case "import forever":
		// Little memory, so that unfinished work reaches the disk.
		if _, err = s.Writer().ExecContext(ctx, `PRAGMA cache_size = 50`); err != nil {
			return err
		}
		_, err = ingest.Run(ctx, s, &endless{}, ingest.Options{MemoryWords: 5000})
	case "touch":
		for i := range 50 {
			if _, err = accounts.AddTouch(ctx, s, accounts.Touch{Account: "acme", Body: fmt.Sprint("child ", i)}); err != nil {
				return err
			}
		}
	case "touch forever":
		for i := 0; ; i++ {
			if err = note(s, fmt.Sprint("touch ", i)); err != nil {
				return err
			}
			fmt.Println(i)
		}
	case "touch and hang":
		s.HoldCheckpoints()
		if err = note(s, "after"); err != nil {
			return err
		}
		fmt.Println("ready")
		select {}
	case "checkpoint and hang":
		s.HoldCheckpoints()
		if err = note(s, "after"); err != nil {
			return err
		}
		// A reader keeps the checkpoint from going on to what follows.
		err = s.Read(ctx, "read", func(ctx context.Context, tx *sql.Tx) error {
			var n int
			if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM touches`).Scan(&n); err != nil {
				return err
			}
			if err := note(s, "later"); err != nil {
				return err
			}
			s.Checkpoint(ctx, "touch")
			fmt.Println("ready")
			select {}
		})
	case "look", "peek":
		_, err = accounts.ByID(ctx, s, "acme")
	}
	return err
}

// endless is a file that never ends. It reports when much of it is stored.
type endless struct{ rows int }

func (e *endless) Next(b *record.Batch) error {
	for range 2000 {
		e.rows++
		account := fmt.Sprint("account ", e.rows)
		b.Customers = append(b.Customers, record.CustomerRow{Account: account, Name: strings.Repeat("x", 200)})
		b.AddEvent(&record.EventRow{Account: []byte("acme"), Name: []byte("noise"), At: storetest.Day(1), Count: 1})
	}
	if e.rows == 20_000 {
		fmt.Println("under way")
	}
	return nil
}

// run starts this test binary as another process.
func run(t *testing.T, doing, path string) *exec.Cmd {
	t.Helper()
	c := exec.CommandContext(t.Context(), os.Args[0])
	c.Env = append(os.Environ(), childVariable+"="+doing+":"+path)
	return c
}

func TestKilledImportLeavesTheOldState(t *testing.T) {
	t.Parallel()
	path := ingesttest.ClosedWorkspace(t)
	c := run(t, "import forever", path)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || line != "under way\n" {
		t.Fatalf("the child said %q, %v", line, err)
	}
	if err := c.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = c.Wait()
	s := storetest.Open(t, path, store.Options{})
	a, err := accounts.ByID(t.Context(), s, "acme")
	if err != nil {
		t.Fatal(err)
	}
	revision, err := s.Revision(t.Context())
	if err != nil || revision != 1 || len(a.Events) != 1 {
		t.Errorf("got revision %d, %v and events %v, want what was there before", revision, err, a.Events)
	}
	findings, err := care.Check(t.Context(), facts.New(s))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		if !f.OK {
			t.Errorf("doctor finds %+v", f)
		}
	}
}

func TestTwoProcessesLoseNoWrite(t *testing.T) {
	t.Parallel()
	path := ingesttest.ClosedWorkspace(t)
	s := storetest.Open(t, path, store.Options{})
	c := run(t, "touch", path)
	var said strings.Builder
	c.Stdout = &said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	for i := range 50 {
		if _, err := accounts.AddTouch(t.Context(), s, accounts.Touch{Account: "acme", Body: fmt.Sprint("parent ", i)}); err != nil {
			t.Error(err)
		}
	}
	if err := c.Wait(); err != nil {
		t.Fatalf("%v: %s", err, said.String())
	}
	touches, err := accounts.Touches(t.Context(), s, "acme", accounts.Latest)
	if err != nil || len(touches) != 100 {
		t.Errorf("got %d touches, %v, want 100", len(touches), err)
	}
}

func TestFailedImportLeavesTheOldState(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, ingesttest.ClosedWorkspace(t), store.Options{})
	broken := errors.New("line 7: the quote is never closed")
	rows := storetest.SourceRows{
		Customers: []record.CustomerRow{{Account: "acme", Name: "Other"}, {Account: "new"}},
		Events:    []storetest.Event{{Account: "acme", Name: "other", At: storetest.Day(3)}}, Size: 1, Fail: broken,
	}
	ctx, cancel := context.WithCancel(t.Context())
	for name, source := range map[string]struct {
		ctx     context.Context
		rows    record.Source
		options ingest.Options
		want    error
	}{
		"the file is broken": {t.Context(), rows.Reader(), ingest.Options{}, broken},
		"interrupted":        {ctx, &endless{}, ingest.Options{Progress: func(ingest.Progress) { cancel() }}, context.Canceled},
		"dry run":            {t.Context(), storetest.NewRandomWorkspace(2).Rows.Reader(), ingest.Options{DryRun: true}, nil},
	} {
		audit, err := ingest.Run(source.ctx, s, source.rows, source.options)
		if !errors.Is(err, source.want) {
			t.Errorf("%s: got %v, want %v", name, err, source.want)
		}
		if err == nil && audit.New != 4130 {
			t.Errorf("%s: the audit is %+v, want it as if kept", name, audit)
		}
		a, err := accounts.ByID(t.Context(), s, "acme")
		if err != nil || a.Name != "Acme" || len(a.Events) != 1 {
			t.Errorf("%s: got %+v, %v, want what was there before", name, a, err)
		}
		if n, err := s.Revision(t.Context()); n != 1 || err != nil {
			t.Errorf("%s: got revision %d, %v, want 1", name, n, err)
		}
	}
}

func TestBusyIsSaidInOneLine(t *testing.T) {
	t.Parallel()
	path := ingesttest.ClosedWorkspace(t)
	holder, other := storetest.Open(t, path, store.Options{}), storetest.Open(t, path, store.Options{})
	if _, err := other.Writer().ExecContext(t.Context(), `PRAGMA busy_timeout = 50`); err != nil {
		t.Fatal(err)
	}
	tx, err := holder.Writer().BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = accounts.AddTouch(t.Context(), other, accounts.Touch{Account: "acme"})
	if !errors.Is(err, store.ErrBusy) || err.Error() != "add touches: another trialist is writing; try again" {
		t.Errorf("got %v, want ErrBusy", err)
	}
	if got := matchingIDs(t, other, storetest.Day(2), "event login happened more than 0 times ever"); len(got) != 1 {
		t.Errorf("reading beside a writer got %v, want acme", got)
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if _, err = accounts.AddTouch(t.Context(), other, accounts.Touch{Account: "acme"}); err != nil {
		t.Errorf("after the writer: %v", err)
	}
}
