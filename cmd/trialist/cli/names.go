package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"trialist/scoring/value"
)

// UnknownName returns the error of a name that nothing of the kind, such as "segment",
// has. It says which of the names there are may be meant, or else how to list them.
func UnknownName(kind, name string, names []string) error {
	if meant := value.DidYouMean(name, names); meant != "" {
		return fmt.Errorf("there is no %s named %q%s", kind, name, meant)
	}
	return fmt.Errorf("there is no %s named %q; trialist %ss list shows those there are", kind, name, kind)
}

// RequireFlags returns an error about the first of the flags that was not given, which
// what is made, such as "a segment", needs.
func RequireFlags(cmd *cobra.Command, what string, flags ...string) error {
	for _, needed := range flags {
		if !cmd.Flags().Changed(needed) {
			return Usagef("%s needs --%s; see %s --help", what, needed, cmd.CommandPath())
		}
	}
	return nil
}
