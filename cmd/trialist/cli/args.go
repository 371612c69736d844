package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// WithUsageErrors returns the check with its errors as usage errors.
func WithUsageErrors(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, given []string) error { return AsUsageError(cmd, check(cmd, given)) }
}

// NoArgs accepts no arguments.
func NoArgs(cmd *cobra.Command, given []string) error {
	if !cmd.HasSubCommands() {
		return AsUsageError(cmd, noMoreArgs(given))
	}
	return AsUsageError(cmd, cobra.NoArgs(cmd, given))
}

// ExactArgs accepts one argument for each name. The names describe the arguments in
// the error about missing ones.
func ExactArgs(names ...string) cobra.PositionalArgs {
	return WithUsageErrors(func(_ *cobra.Command, given []string) error {
		if len(given) < len(names) {
			return fmt.Errorf("give %s", strings.Join(names[len(given):], " and "))
		}
		return noMoreArgs(given[len(names):])
	})
}

// AtLeastOneArg accepts one argument or more, which the error calls by name.
func AtLeastOneArg(name string) cobra.PositionalArgs {
	return WithUsageErrors(func(_ *cobra.Command, given []string) error {
		if len(given) == 0 {
			return fmt.Errorf("give at least one %s", name)
		}
		return nil
	})
}

// OneOf accepts one argument that is one of the words.
func OneOf(words ...string) cobra.PositionalArgs {
	return WithUsageErrors(func(cmd *cobra.Command, given []string) error {
		if len(given) == 0 {
			return fmt.Errorf("say what: %s", strings.Join(words, ", "))
		}
		for _, word := range words {
			if given[0] == word {
				return noMoreArgs(given[1:])
			}
		}
		return fmt.Errorf("there is no %q to %s; say %s", given[0], cmd.Name(), strings.Join(words, ", "))
	})
}

// CheckLimit is the usage error about a --limit that is negative.
func CheckLimit(limit int) error {
	if limit < 0 {
		return Usagef("--limit %d: give 1 or more, or 0 for all", limit)
	}
	return nil
}

func noMoreArgs(given []string) error {
	if len(given) > 0 {
		return fmt.Errorf("one argument too many: %q", given[0])
	}
	return nil
}
