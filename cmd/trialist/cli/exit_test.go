package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

func TestExitStatus(t *testing.T) {
	t.Parallel()
	usage := Usagef("--limit %d", -1)
	for _, test := range []struct {
		err  error
		want int
	}{
		{nil, 0},
		{errors.New("full"), 1},
		{usage, 2},
		{fmt.Errorf("list: %w", usage), 2},
		{OneOf("a", "b")(&cobra.Command{Use: "export"}, []string{"c"}), 2},
		{ErrFound, 3},
		{context.Canceled, 130},
		{AsInterrupted(fmt.Errorf("import: %w", context.Canceled), "interrupted; nothing was changed"), 130},
	} {
		if got := ExitStatus(test.err); got != test.want {
			t.Errorf("%v ends with %d, want %d", test.err, got, test.want)
		}
	}
}

// TestInterruptsAreDescribedOnce keeps the words of a command that said what an
// interrupt left behind, and leaves other errors alone.
func TestInterruptsAreDescribedOnce(t *testing.T) {
	t.Parallel()
	full := errors.New("full")
	for _, test := range []struct {
		err  error
		want string
	}{
		{full, "full"},
		{AsInterrupted(full, "stopped"), "full"},
		{fmt.Errorf("import: %w", context.Canceled), "interrupted"},
		{AsInterrupted(context.Canceled, "nothing was changed"), "nothing was changed"},
	} {
		if got := DescribeInterrupt(test.err).Error(); got != test.want {
			t.Errorf("%v is described as %q, want %q", test.err, got, test.want)
		}
	}
}

// TestErrorsAreOneSafeLine prints an error that quotes another person's file.
func TestErrorsAreOneSafeLine(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	PrintError(&b, errors.New("row \"\x1b[2J\nx\": not a date"))
	line, ended := strings.CutSuffix(b.String(), "\n")
	if !ended || !strings.HasPrefix(line, "trialist: row ") || strings.ContainsAny(line, "\x1b\n") {
		t.Errorf("printed %q", b.String())
	}
}
