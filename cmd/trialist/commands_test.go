package main

import (
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/session"
)

// TestEveryCommandHelps asks every command for its help.
func TestEveryCommandHelps(t *testing.T) {
	t.Parallel()
	commands := 0
	var walk func(*cobra.Command)
	walk = func(cmd *cobra.Command) {
		commands++
		if cmd.Short == "" || cmd.Args == nil || cmd.RunE == nil || cmd.Run != nil {
			t.Errorf("%s needs a short text, a check of its arguments, and errors", cmd.CommandPath())
		}
		args := append(strings.Fields(cmd.CommandPath())[1:], "--help")
		out, err := exec.Command("trialist", args...).CombinedOutput()
		if err != nil || !strings.Contains(string(out), "--db") || !strings.Contains(string(out), cmd.Short[:10]) && cmd.Long == "" {
			t.Errorf("%q: %v: %s", args, err, out)
		}
		for _, sub := range cmd.Commands() {
			walk(sub)
		}
	}
	walk(newRoot(session.NewGlobals(io.Discard)))
	if commands < 20 {
		t.Errorf("only %d commands", commands)
	}
}

// TestNoLimitIsNegative gives -1 to every command that has --limit.
func TestNoLimitIsNegative(t *testing.T) {
	t.Parallel()
	db := filepath.Join(t.TempDir(), "w.db")
	trialist(t, db, "import", writeCustomer(t))
	commands := 0
	var walk func(*cobra.Command)
	walk = func(cmd *cobra.Command) {
		if cmd.Flags().Lookup("limit") != nil {
			commands++
			args := append(strings.Fields(cmd.CommandPath())[1:], "--db", db, "--limit", "-1")
			out, err := exec.Command("trialist", args...).CombinedOutput()
			if exit := (*exec.ExitError)(nil); !errors.As(err, &exit) || exit.ExitCode() != cli.StatusUsage || string(out) != "trialist: --limit -1: give 1 or more, or 0 for all\n" {
				t.Errorf("%q: %v: %s", args, err, out)
			}
		}
		for _, sub := range cmd.Commands() {
			walk(sub)
		}
	}
	walk(newRoot(session.NewGlobals(io.Discard)))
	if commands < 5 {
		t.Errorf("only %d commands have it", commands)
	}
}

// writeCustomer writes a file of one customer, and returns its path.
func writeCustomer(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "customers.csv")
	if err := os.WriteFile(path, []byte("account_id,trial_started_at,trial_ends_at\na1,2026-11-02,2026-11-22\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
