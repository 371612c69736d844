//go:build unix

package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"trialist/store"
	"trialist/store/checksum"
	"trialist/store/sender"
)

// TestKilledWorkflowsLoseAndRepeatNothing kills workflows run at random moments, between
// deciding and delivering among them, while the address fails now and then. In the end
// the address has got one key for each trial, signed, and there is one task for each.
// With TRIALIST_LONG set it kills 100 times.
func TestKilledWorkflowsLoseAndRepeatNothing(t *testing.T) {
	t.Parallel()
	kills, accounts := 6, 60
	if os.Getenv(longVariable) != "" {
		kills, accounts = 100, 400
	}
	dice := rand.New(rand.NewPCG(5, 8))
	var mu sync.Mutex
	accountOf, arrivals, calls := map[string]string{}, 0, 0
	called := make(chan struct{}, 1000)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		var got struct {
			Key     string
			Account struct{ ID string }
		}
		defer func() {
			select {
			case called <- struct{}{}:
			default:
			}
		}()
		mu.Lock()
		defer mu.Unlock()
		if calls++; calls%17 == 0 {
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		time.Sleep(time.Millisecond) // so that kills fall between deciding and noting
		at, sum, _ := strings.Cut(r.Header.Get(sender.SignatureHeader), ",v1=")
		seconds, _ := strings.CutPrefix(at, "t=")
		var unix int64
		_, _ = fmt.Sscan(seconds, &unix)
		switch key := r.Header.Get(sender.KeyHeader); {
		case err != nil: // killed while sending
		case json.Unmarshal(body, &got) != nil || got.Key != key || key == "":
			t.Errorf("got %s under key %q", body, key)
		case !strings.HasSuffix(sender.Sign("s3cret", string(body), time.Unix(unix, 0)), sum) || sum == "":
			t.Errorf("the signature %q does not verify", r.Header.Get(sender.SignatureHeader))
		case accountOf[key] != "" && accountOf[key] != got.Account.ID:
			t.Errorf("%s and %s have the same key", accountOf[key], got.Account.ID)
		default:
			accountOf[key] = got.Account.ID
			arrivals++
		}
	}))
	defer server.Close()

	dir := t.TempDir()
	db := filepath.Join(dir, "w.db")
	customers, events := writeRows(t, dir, accounts)
	for _, path := range []string{customers, events} { // workflows do not run ahead of time
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(strings.ReplaceAll(string(text), "2026-11-", "2025-11-")), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	trialist(t, db, "import", customers)
	trialist(t, db, "signals", "add", "--side", "adoption", "--name", "Used", "--when", `event "event 1" happened more than 0 times ever`)
	trialist(t, db, "signals", "add", "--side", "fit", "--name", "Known", "--when", "attribute plan is set")
	trialist(t, db, "workflows", "add", "--name", "Hot", "--when", "becomes qualified", "--do", "task Call", "--do", "webhook "+server.URL+" secret HOOK_SECRET",
		"--do", "file "+filepath.Join(dir, "fired.jsonl"))
	trialist(t, db, "--as-of", "2025-12-01", "workflows", "enable", "Hot")
	trialist(t, db, "import", events)

	run := func() *exec.Cmd {
		cmd := exec.Command("trialist", "--db", db, "--as-of", "2025-12-01", "workflows", "run")
		cmd.Env = append(os.Environ(), "HOOK_SECRET=s3cret")
		return cmd
	}
	for killed := 0; killed < kills; {
		cmds := []*exec.Cmd{run(), run()}
		for _, cmd := range cmds { // two at once
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
		}
		if killed%4 == 0 { // at any moment, also before anything is decided
			time.Sleep(time.Duration(dice.Int64N(int64(300 * time.Millisecond))))
		} else { // while the deliveries are made
			patience := time.After(time.Second)
			for n := dice.IntN(12); n >= 0; n-- {
				select {
				case <-called:
				case <-patience:
					n = 0 // there is nothing left to deliver
				}
			}
		}
		for _, cmd := range cmds {
			_ = cmd.Process.Kill()
			_ = cmd.Wait()
			killed++
		}
		freeClaims(t, db)
	}
	for range 50 { // until nothing is left
		_ = run().Run()
		freeClaims(t, db)
		var list struct {
			Workflows []struct{ Fired, Due, Failed int }
		}
		if err := json.Unmarshal([]byte(trialist(t, db, "workflows", "--json")), &list); err != nil {
			t.Fatal(err)
		}
		if w := list.Workflows[0]; w.Due == 0 && w.Failed == 0 && w.Fired == accounts {
			break
		}
	}
	mu.Lock()
	defer mu.Unlock()
	seen := map[string]bool{}
	for _, account := range accountOf {
		seen[account] = true
	}
	if len(accountOf) != accounts || len(seen) != accounts {
		t.Errorf("%d keys of %d trials arrived, want %d", len(accountOf), len(seen), accounts)
	}
	if tasks := strings.Count(trialist(t, db, "workflows", "tasks", "--csv"), "\n") - 1; tasks != accounts {
		t.Errorf("there are %d tasks, want %d", tasks, accounts)
	}
	checkLines(t, filepath.Join(dir, "fired.jsonl"), accounts)
	trialist(t, db, "doctor")
	t.Logf("%d kills: %d keys, which arrived %d times", kills, len(accountOf), arrivals)
}

// freeClaims has time pass: what killed processes have claimed comes free, and what
// failed is due.
func freeClaims(t *testing.T, db string) {
	t.Helper()
	s, err := store.Open(t.Context(), db, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	err = s.Write(t.Context(), "have time pass", func(ctx context.Context, tx *sql.Tx) error {
		if err := checksum.CheckKind(ctx, tx, checksum.Outbox); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE outbox SET claimed_until = 0, next_at = 0 WHERE state = 'due'`); err != nil {
			return err
		}
		return checksum.SealKinds(ctx, tx, checksum.Outbox)
	})
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
}

// checkLines compares the keys in a file with how many there must be.
func checkLines(t *testing.T, path string, want int) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	keys := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		var got struct{ Key string }
		if json.Unmarshal([]byte(line), &got) == nil && got.Key != "" { // else it was killed in the middle
			keys[got.Key] = true
		}
	}
	if len(keys) != want {
		t.Errorf("the file has %d keys, want %d", len(keys), want)
	}
}
