package session

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/adrg/xdg"
	"github.com/spf13/cobra"

	"trialist/cmd/trialist/faultlog"
	"trialist/cmd/trialist/progress"
	"trialist/scoring/value"
)

// Globals holds the flags that every command has, and what every command shares.
type Globals struct {
	DB       string
	AsOf     string
	ReadOnly bool
	Meter    *progress.Meter // shows the progress of long work on standard error
	Log      *faultlog.Log

	HelpError     error // of printing help
	EndsAtSignals bool  // a signal to end is why a command that did not fail is over
}

func NewGlobals(stderr io.Writer) *Globals {
	return &Globals{Meter: progress.NewMeter(stderr), Log: faultlog.New(Version(), driverVersion())}
}

// AddFlags declares the global flags on the root command.
func (g *Globals) AddFlags(root *cobra.Command) {
	flags := root.PersistentFlags()
	flags.StringVar(&g.DB, "db", "", "workspace file (else $TRIALIST_DB, else the one that paths shows)")
	flags.StringVar(&g.AsOf, "as-of", "", "answer as of this time: now, 2026-11-02 or 2026-11-02T10:04:00Z")
	flags.BoolVar(&g.ReadOnly, "readonly", false, "change nothing in the workspace")
	flags.StringVar(&g.Log.Path, "log", "", "append what helps to explain a fault to this file, nothing about customers")
}

// Path returns the workspace file that commands use, "" where inDataDir has none.
func (g *Globals) Path() string {
	if g.DB != "" {
		return g.DB
	}
	if db := os.Getenv("TRIALIST_DB"); db != "" {
		return db
	}
	return inDataDir("workspace.db")
}

// DemoPath returns the workspace file that the demo uses, as path does. It ignores TRIALIST_DB,
// which names the user's own workspace.
func (g *Globals) DemoPath() string {
	if g.DB != "" {
		return g.DB
	}
	return inDataDir("demo.db")
}

// AsOfInstant returns the as-of that the flag asks for, now by default.
func (g *Globals) AsOfInstant() (value.Instant, error) {
	if g.AsOf == "" {
		return parseAsOf(asOfNow, time.Now())
	}
	return parseAsOf(g.AsOf, time.Now())
}

// inDataDir returns the path of a file in the folder for workspaces when none is
// named. It is "" where there is no such folder, as for a service without a home.
func inDataDir(name string) string {
	if home, err := os.UserHomeDir(); (err != nil || home == "") && !filepath.IsAbs(os.Getenv("XDG_DATA_HOME")) {
		return "" // xdg takes the root of the disk instead
	}
	return filepath.Join(xdg.DataHome, "trialist", name)
}

// ConfigPath returns the file that configures the dashboard, "" where there is no
// folder for it.
func ConfigPath() string {
	if home, err := os.UserHomeDir(); (err != nil || home == "") && !filepath.IsAbs(os.Getenv("XDG_CONFIG_HOME")) {
		return ""
	}
	return filepath.Join(xdg.ConfigHome, "trialist", "config.toml")
}

// ErrNoDataDir says that commands do not know where the workspace is.
var ErrNoDataDir = errors.New("there is no folder to keep the workspace in, as HOME is not set; name a file with --db or TRIALIST_DB, or set HOME")
