package store_test

import (
	"context"
	"database/sql"
	"errors"
	"testing"
	"time"

	"trialist/store"
	"trialist/store/storetest"
)

// TestWaitingForALockEndsWithTheContext has a write wait for another one that does not
// end. It must not wait until its time is up.
func TestWaitingForALockEndsWithTheContext(t *testing.T) {
	t.Parallel()
	path := storetest.NewPath(t)
	holder, waiter := storetest.Open(t, path, store.Options{}), storetest.Open(t, path, store.Options{})
	err := holder.Write(t.Context(), "hold the lock", func(context.Context, *sql.Tx) error {
		ctx, cancel := context.WithCancel(t.Context())
		go cancel()
		err := waiter.Write(ctx, "wait for the lock", func(context.Context, *sql.Tx) error {
			t.Error("two write at once")
			return nil
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("waiting ended with %v", err)
		}
		other, err := store.Open(t.Context(), path, store.Options{})
		if err != nil {
			t.Errorf("opening while another writes: %v", err)
			return nil
		}
		return other.Close()
	})
	if err != nil {
		t.Error(err)
	}
	if err := waiter.Write(t.Context(), "write afterwards", func(context.Context, *sql.Tx) error { return nil }); err != nil {
		t.Error(err)
	}
}

// TestWaitingForALockTakesItsTime waits for a lock that is held for long, and gets it.
func TestWaitingForALockTakesItsTime(t *testing.T) {
	t.Parallel()
	path := storetest.NewPath(t)
	holder, waiter := storetest.Open(t, path, store.Options{}), storetest.Open(t, path, store.Options{})
	held, waited := make(chan struct{}), make(chan error)
	go func() {
		<-held
		waited <- waiter.Write(t.Context(), "wait for the lock", func(context.Context, *sql.Tx) error { return nil })
	}()
	err := holder.Write(t.Context(), "hold the lock", func(context.Context, *sql.Tx) error {
		close(held)
		time.Sleep(200 * time.Millisecond) // some of the short waits that a wait is made of
		return nil
	})
	if err := errors.Join(err, <-waited); err != nil {
		t.Error(err)
	}
}

// counting never ends of itself: it counts.
const counting = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT `

// TestReadingEndsWithTheContext cancels a transaction that visits rows, and one that
// waits for a single statement, neither of which ends of itself.
func TestReadingEndsWithTheContext(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.NewPath(t), store.Options{})
	for name, run := range map[string]func(func(context.Context, *sql.Tx) error) func(context.Context) error{
		"read": func(f func(context.Context, *sql.Tx) error) func(context.Context) error {
			return func(ctx context.Context) error { return s.Read(ctx, "read", f) }
		},
		"write": func(f func(context.Context, *sql.Tx) error) func(context.Context) error {
			return func(ctx context.Context) error { return s.Write(ctx, "write", f) }
		},
	} {
		ctx, cancel := context.WithCancel(t.Context())
		err := run(func(ctx context.Context, tx *sql.Tx) error {
			return store.EachRow(ctx, tx, func(*sql.Rows) error { cancel(); return nil }, counting+`i FROM n`)
		})(ctx)
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s of rows ended with %v", name, err)
		}
		ctx, cancel = context.WithCancel(t.Context())
		err = run(func(ctx context.Context, tx *sql.Tx) error {
			go cancel()
			var got int
			return tx.QueryRowContext(store.Interruptible(ctx), counting+`max(i) FROM n`).Scan(&got)
		})(ctx)
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s of one statement ended with %v", name, err)
		}
	}
	if err := s.Write(t.Context(), "write afterwards", func(context.Context, *sql.Tx) error { return nil }); err != nil {
		t.Error(err)
	}
}
