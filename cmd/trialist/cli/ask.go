package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"trialist/ui/clean"
)

// AskYes asks a question on the terminal. The error says that the answer was not yes.
func AskYes(cmd *cobra.Command, question clean.Text) error {
	if _, err := fmt.Fprintf(cmd.OutOrStdout(), "%s [y/N] ", question); err != nil {
		return err
	}
	answer, err := bufio.NewReader(InterruptibleReader(cmd.Context(), cmd.InOrStdin())).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return AsInterrupted(err, "interrupted; nothing was changed")
	}
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "y", "yes":
		return nil
	}
	return errors.New("nothing was changed")
}
