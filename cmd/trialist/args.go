package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// checked is a check of arguments whose complaints are usage errors.
func checked(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, given []string) error { return misused(cmd, check(cmd, given)) }
}

// noArgs refuses arguments.
func noArgs(cmd *cobra.Command, given []string) error { return misused(cmd, cobra.NoArgs(cmd, given)) }

// exactly asks for the named arguments and no more.
func exactly(names ...string) cobra.PositionalArgs {
	return checked(func(_ *cobra.Command, given []string) error {
		if len(given) < len(names) {
			return fmt.Errorf("give %s", strings.Join(names[len(given):], " and "))
		}
		return nothingMore(given[len(names):])
	})
}

// some asks for one of the named argument or more.
func some(name string) cobra.PositionalArgs {
	return checked(func(_ *cobra.Command, given []string) error {
		if len(given) == 0 {
			return fmt.Errorf("give at least one %s", name)
		}
		return nil
	})
}

// oneOf asks for one of the words.
func oneOf(words ...string) cobra.PositionalArgs {
	return checked(func(cmd *cobra.Command, given []string) error {
		if len(given) == 0 {
			return fmt.Errorf("say what: %s", strings.Join(words, ", "))
		}
		for _, word := range words {
			if given[0] == word {
				return nothingMore(given[1:])
			}
		}
		return fmt.Errorf("there is no %q to %s; say %s", given[0], cmd.Name(), strings.Join(words, ", "))
	})
}

func nothingMore(given []string) error {
	if len(given) > 0 {
		return fmt.Errorf("one argument too many: %q", given[0])
	}
	return nil
}
