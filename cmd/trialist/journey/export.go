package journey

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/outfile"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/session"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/journey"
	"trialist/scoring/value"
	storejourney "trialist/store/journey"
)

// exportFlags holds the flags of export.
type exportFlags struct {
	delivery   deliveryFlag
	json, csv  bool
	dry, force bool
	again      int64
	path       string // "" for standard output
}

// newExport returns the command journey export.
func newExport(g *session.Globals) *cobra.Command {
	var f exportFlags
	cmd := &cobra.Command{
		Use:   "export [FILE]",
		Short: "Write the messages that are due to a file, for another program to send",
		Long: `Write the messages that are due to a FILE, or to standard output, for another program to send, and
note that they were exported, so that they are due no more. The messages are the automatic ones,
unless --delivery says otherwise. It is CSV, or JSON with --json or where the FILE ends in .json.
Messages with a field that is not known stay due. A file without messages is written too.

The file is whole and on the disk before the messages are noted, and has its name after that. So
when it is interrupted there is either no file, and all are still due, or they are noted and never
exported again by themselves: then trialist journey due and this command say so until --again NUMBER
has written that export, with the contacts and owners of today. Each message has a key that is the
same each time that it is written, by which a mailer can drop what it has sent already.`,
		Example: "trialist journey export messages.csv\ntrialist journey export --dry-run --json",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.json && f.csv {
				return cli.Usagef("--json and --csv exclude each other")
			}
			if cmd.Flags().Changed("again") && f.again < 1 {
				return cli.Usagef("--again is %d, which is no number of an export; trialist journey outbox shows them", f.again)
			}
			if f.dry && f.again != 0 {
				return cli.Usagef("--dry-run and --again exclude each other")
			}
			if f.again != 0 && cmd.Flags().Changed("delivery") {
				return cli.Usagef("--again writes a whole export; --delivery does not go with it")
			}
			if len(args) > 0 && args[0] == "" {
				return cli.Usagef("the name of the file is empty; say - for standard output")
			}
			if len(args) > 0 && !outfile.IsStandardOutput(args[0]) {
				f.path = args[0]
				f.json = f.json || !f.csv && strings.EqualFold(filepath.Ext(f.path), ".json")
			}
			return f.run(cmd, g)
		},
	}
	f.delivery.add(cmd, "automatic")
	flags := cmd.Flags()
	flags.BoolVar(&f.json, "json", false, "write JSON")
	flags.BoolVar(&f.csv, "csv", false, "write CSV")
	flags.BoolVar(&f.dry, "dry-run", false, "write the file, and note nothing: all stay due")
	flags.Int64Var(&f.again, "again", 0, "write the messages of the export with that `number` again")
	session.AddForce(flags, &f.force)
	return cmd
}

func (f *exportFlags) run(cmd *cobra.Command, g *session.Globals) error {
	open := g.WithWorkspace
	if f.dry {
		open = g.WithWorkspaceToRead
	}
	return open(cmd.Context(), func(s *session.Session) error {
		file := &messageFile{json: f.json, asOf: output.Instant(s.AsOf), out: cmd.OutOrStdout()}
		defer file.release() //nolint:errcheck // a file in the folder for temporary ones
		absolute := ""
		if f.path != "" {
			var err error
			if absolute, err = filepath.Abs(f.path); err != nil {
				return err
			}
			if file.file, err = g.NewGuard(f.force).Create(f.path); err != nil {
				return err
			}
			defer file.file.Discard() //nolint:errcheck // nothing is left after Commit, and else an error is told already
		}
		switch {
		case f.again != 0:
			return f.writeAgain(cmd, s, file)
		case f.dry:
			return f.writeDry(cmd, s, file)
		}
		if err := warnUnfinished(cmd, s); err != nil {
			return err
		}
		choice, err := newChoice(cmd.Context(), g, s)
		if err != nil {
			return err
		}
		choice.Filter = func(l *storejourney.List, d journey.Due) bool { return f.delivery.has(l, d) }
		ctx, done := s.WithProgress(cmd.Context())
		exported, err := storejourney.Export(ctx, s.Cache, choice, absolute, file)
		done()
		if err != nil {
			if exported.Number > 0 {
				err = fmt.Errorf("%w; the messages are noted as exported: trialist journey export --again %d FILE writes them", err, exported.Number)
			}
			return err
		}
		if exported.Messages == 0 { // else a mailer would take up what was there before
			if err := file.Sync(); err != nil {
				return err
			}
			if err := file.Publish(); err != nil {
				return err
			}
		}
		return f.tell(cmd, exported)
	})
}

// tell says what was exported: on standard error where the messages went to standard
// output.
func (f *exportFlags) tell(cmd *cobra.Command, e storejourney.Exported) error {
	warnDefault(cmd, e.Default, e.Messages)
	words := "nothing to export"
	if f.path != "" {
		words = "nothing to export: 0 messages in " + f.path
	}
	if e.Messages > 0 {
		words = fmt.Sprintf("export %d has %s", e.Number, output.Plural(e.Messages, "message", "messages"))
	}
	if f.dry {
		words = output.Plural(e.Messages, "message", "messages") + " would be exported"
	}
	if e.Incomplete > 0 {
		words += "; " + output.Plural(e.Incomplete, "more lacks a field and stays due", "more lack a field and stay due")
	}
	if f.path == "" {
		if e.Messages == 0 && e.Incomplete == 0 || f.dry {
			return nil
		}
		cli.PrintError(cmd.ErrOrStderr(), errors.New(words))
		return nil
	}
	return terminal.PrintLine(cmd.OutOrStdout(), words)
}

// warnDefault warns of messages that say what came with the program.
func warnDefault(cmd *cobra.Command, messages, of int) {
	if messages > 0 {
		cli.PrintError(cmd.ErrOrStderr(), fmt.Errorf("%d of %s: the text came with the program, nobody has written one yet; trialist journey plan edit writes it",
			messages, output.Plural(of, "message", "messages")))
	}
}

// writeDry writes what would be exported, without keys.
func (f *exportFlags) writeDry(cmd *cobra.Command, s *session.Session, file *messageFile) error {
	ctx, done := s.WithProgress(cmd.Context())
	defer done()
	l, err := storejourney.Find(ctx, s.Cache, s.AsOf)
	if err != nil {
		return err
	}
	var chosen []journey.Due
	for _, d := range l.Due {
		if f.delivery.has(l, d) {
			chosen = append(chosen, d)
		}
	}
	if err := file.Begin(); err != nil {
		return err
	}
	var e storejourney.Exported
	err = l.Each(ctx, s.Store, chosen, func(m storejourney.Message) error {
		if len(m.Missing) > 0 {
			e.Incomplete++
			return nil
		}
		e.Messages++
		if m.Default {
			e.Default++
		}
		return file.Add(m, "")
	})
	done()
	if err := errors.Join(err, file.Sync()); err != nil {
		return err
	}
	if err := file.Publish(); err != nil {
		return err
	}
	return f.tell(cmd, e)
}

// writeAgain writes an export again.
func (f *exportFlags) writeAgain(cmd *cobra.Command, s *session.Session, file *messageFile) error {
	var e storejourney.Exported
	names, err := newSignalNames(cmd.Context(), s)
	if err != nil {
		return err
	}
	_, err = storejourney.Reexport(cmd.Context(), s.Store, f.again, value.FromTime(time.Now()), func(r storejourney.ExportRecord) error {
		file.asOf = output.Instant(r.AsOf)
		return file.Begin()
	}, func(t storejourney.Recipient) error {
		e.Messages++
		return file.add(exportedAgain(t, names))
	}, func() error {
		if err := file.Sync(); err != nil {
			return err
		}
		return file.Publish()
	})
	e.Number = f.again
	if err != nil {
		return err
	}
	return f.tell(cmd, e)
}
