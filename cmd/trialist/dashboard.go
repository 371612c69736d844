package main

import (
	"context"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/value"
	"trialist/ui"
)

// dashboardFlags holds the flags that say how the dashboard looks.
type dashboardFlags struct {
	theme   string
	ascii   bool
	noMouse bool
}

func (f *dashboardFlags) addFlags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.theme, "theme", "", "dark or light (else what the terminal says)")
	cmd.Flags().BoolVar(&f.ascii, "ascii", false, "draw with ASCII only")
	cmd.Flags().BoolVar(&f.noMouse, "no-mouse", false, "leave the mouse to the terminal")
}

// runDashboard shows the workspace until the user quits.
func (f *dashboardFlags) runDashboard(cmd *cobra.Command, s *session) error {
	switch f.theme {
	case "", "dark", "light":
	default:
		return cli.Usagef("--theme %q is not dark or light", f.theme)
	}
	asOf := value.Never // the dashboard follows the clock
	if s.asOfFixed {
		asOf = s.asOf
	}
	// Bubble Tea handles interrupts itself. It sometimes hangs when the context ends
	// at the same moment, so it gets one that does not end.
	return ui.Run(context.WithoutCancel(cmd.Context()), ui.Options{
		Cache: s.cache, Path: s.path, AsOf: asOf, Who: userName(), ReadOnly: s.ReadOnly(),
		Theme: f.theme, ASCII: f.ascii, NoMouse: f.noMouse,
	})
}

// interactive reports whether both input and output are a terminal.
func interactive(cmd *cobra.Command) bool {
	return terminal.Is(cmd.InOrStdin()) && terminal.Is(cmd.OutOrStdout())
}
