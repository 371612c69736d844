package dashboard

import (
	"context"
	"os"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/session"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/value"
	"trialist/ui"
	"trialist/ui/userconfig"
)

// Flags holds the flags that say how the dashboard looks.
type Flags struct {
	theme   string
	ascii   bool
	noMouse bool
}

func (f *Flags) AddFlags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.theme, "theme", "", "dark, light or auto (else what the terminal says)")
	cmd.Flags().BoolVar(&f.ascii, "ascii", false, "draw with ASCII only")
	cmd.Flags().BoolVar(&f.noMouse, "no-mouse", false, "leave the mouse to the terminal")
}

// Run shows the workspace until the user quits.
func (f *Flags) Run(cmd *cobra.Command, s *session.Session) error {
	switch f.theme {
	case "", "auto", "dark", "light":
	default:
		return cli.Usagef("--theme %q is not dark, light or auto", f.theme)
	}
	asOf := value.Never // the dashboard follows the clock
	if s.AsOfFixed {
		asOf = s.AsOf
	}
	// Bubble Tea handles interrupts itself. It sometimes hangs when the context ends
	// at the same moment, so it gets one that does not end.
	return ui.Run(context.WithoutCancel(cmd.Context()), ui.Options{
		Cache: s.Cache, Path: s.Path, AsOf: asOf, AsOfPast: s.AsOfPast, Who: session.UserName(), OwnNames: session.OwnNames(), ReadOnly: s.ReadOnly(),
		Theme: f.theme, ASCII: f.ascii, NoMouse: f.noMouse, ReadConfig: configReader(),
	})
}

// configReader reads the configuration of the user; nil where there is no folder for
// it.
func configReader() func() (userconfig.Config, error) {
	path := session.ConfigPath()
	if path == "" {
		return nil
	}
	catalogue := ui.Catalogue()
	return func() (userconfig.Config, error) { return userconfig.Read(path, catalogue) }
}

// Interactive reports whether both input and output are a terminal that can draw the
// dashboard.
func Interactive(cmd *cobra.Command) bool {
	return terminal.Is(cmd.InOrStdin()) && terminal.Is(cmd.OutOrStdout()) && !Dumb()
}

// Dumb reports whether the terminal says that it cannot move the cursor, as those
// inside editors do.
func Dumb() bool { return os.Getenv("TERM") == "dumb" }
