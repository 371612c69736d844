package cli

import (
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"trialist/scoring/value"
)

// maxDocument is the largest document that is read, in bytes. Real ones are far smaller.
const maxDocument = 4 << 20

// ReadDocument reads the file at path, or standard input for "-". What is how errors call
// it, as in "configuration".
func ReadDocument(cmd *cobra.Command, path, what string) ([]byte, error) {
	in := cmd.InOrStdin()
	if path != "-" {
		file, err := os.Open(path) // #nosec G304 -- the user names the file to read
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", what, err)
		}
		defer file.Close() //nolint:errcheck // only read
		in = file
	}
	text, err := io.ReadAll(io.LimitReader(in, maxDocument+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", what, err)
	}
	if len(text) > maxDocument {
		return nil, fmt.Errorf("%s is too large for a %s", value.Truncate(path), what)
	}
	return text, nil
}
