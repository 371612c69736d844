package main

import (
	"io"
	"os/exec"
	"strings"
	"testing"

	"github.com/spf13/cobra"

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
