package importing

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/outfile"
	"trialist/cmd/trialist/progress"
	"trialist/cmd/trialist/session"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store/feed"
	"trialist/store/feed/cell"
	"trialist/store/feed/date"
	"trialist/store/feed/field"
	"trialist/store/feed/input"
	"trialist/store/feed/number"
	"trialist/store/ingest"
	"trialist/store/ingest/repeats"
	"trialist/store/rulebooks"
)

// importFlags holds the flags of import.
type importFlags struct {
	kind, timeZone, dateOrder, rejects string
	decimal, missing                   string
	missingGiven                       bool
	encoding, sheet                    string
	mapping                            []string
	keep                               string
	byDomain                           bool
	dryRun, json, force, eraseBlanks   bool
	leaveOut                           bool
}

func NewImport(g *session.Globals) *cobra.Command {
	var f importFlags
	cmd := &cobra.Command{
		Use:   "import FILE...",
		Short: "Read customers, contacts and events from files",
		Long: `Read customers, contacts and events from CSV, TSV, JSON and Excel sheets, packed by gzip or zip or not;
- is standard input.

What a file is, is recognised by its content, and said; what is unclear is asked, with the flags
that settle it. A --map may name a column of some of the files only. A file is imported as a whole or not
at all, and importing it again changes nothing. Files of customers are read before files of events.

Rejected rows are kept by --rejects as they stood: mend them in that file, and import it.`,
		Example: `trialist import customers.csv events.csv
trialist import --dry-run --map "Org=account" --tz Europe/Berlin customers.csv
trialist import --as events --rejects rejected.csv -`,
		Args: cli.AtLeastOneArg("FILE"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if slices.Contains(args, "") {
				return cli.Usagef("the name of a FILE is empty; see %s --help", cmd.CommandPath())
			}
			f.missingGiven = cmd.Flags().Changed("missing")
			return runImport(cmd, g, f, args)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.kind, "as", "", "what the rows are: customers, contacts or events")
	flags.StringArrayVar(&f.mapping, "map", nil, "what a column is, as column=field; may be given again")
	flags.StringVar(&f.timeZone, "tz", "", "time zone of times that name none, such as Europe/Berlin (that of the workspace)")
	flags.StringVar(&f.dateOrder, "dates", "", "order of dates that read both ways: dmy or mdy")
	flags.StringVar(&f.decimal, "decimal", "", "decimal mark of numbers that read both ways: comma or point")
	flags.StringVar(&f.missing, "missing", "", "words for nothing, with commas between them, instead of the usual ones such as N/A")
	flags.StringVar(&f.encoding, "encoding", "", "encoding of the text, such as utf-8, utf-16 or windows-1252")
	flags.StringVar(&f.sheet, "sheet", "", "sheet of spreadsheets (the only one with something in it)")
	flags.BoolVar(&f.byDomain, "by-domain", false, "events of people who are in no account are of the account of their mail domain")
	flags.StringVar(&f.keep, "keep", "", "of rows of one account that disagree, where no date says which is newer: first or last")
	flags.BoolVar(&f.eraseBlanks, "erase-blanks", false, "let blank cells take values away; otherwise they say nothing")
	flags.StringVar(&f.rejects, "rejects", "", "write the rows that could not be read to this CSV file, if there are any")
	session.AddForce(flags, &f.force)
	flags.BoolVar(&f.leaveOut, "leave-out-proposed", false, "leave out what looks like your own accounts or tests, as the import proposes")
	flags.BoolVar(&f.dryRun, "dry-run", false, "say what would happen, change nothing")
	flags.BoolVar(&f.json, "json", false, "print JSON")
	return cmd
}

// options returns what the flags say about every file.
func (f importFlags) options(stdin io.Reader) (feed.Options, error) {
	o := feed.Options{Stdin: stdin, EraseBlanks: f.eraseBlanks, Sheet: f.sheet}
	var err error
	if o.As, err = field.ParseKind(f.kind); err != nil {
		return o, cli.Usagef("--as: %w", err)
	}
	if o.Dates, err = date.ParseOrder(f.dateOrder); err != nil {
		return o, cli.Usagef("--dates: %w", err)
	}
	if o.Decimal, err = number.ParseDecimalMark(f.decimal); err != nil {
		return o, cli.Usagef("--decimal: %w", err)
	}
	if f.missingGiven {
		o.Missing = cell.ParseMissing(f.missing)
	}
	if o.Encoding, err = input.ParseEncoding(f.encoding); err != nil {
		return o, cli.Usagef("--encoding: %w", err)
	}
	if _, err := value.LoadZone(f.timeZone); err != nil {
		return o, cli.Usagef("--tz: %w", err)
	}
	if len(f.mapping) > 0 {
		o.Map = make(map[string]string, len(f.mapping))
	}
	for _, pair := range f.mapping {
		// A header may contain "=", the name of a field may not: the last "="
		// separates them.
		at := strings.LastIndex(pair, "=")
		if at < 1 || at == len(pair)-1 {
			return o, cli.Usagef("--map %q is not column=field", pair)
		}
		o.Map[pair[:at]] = pair[at+1:]
	}
	return o, nil
}

// runImport opens all files before it stores any, so that a mistyped name changes
// nothing, and then imports them one by one.
func runImport(cmd *cobra.Command, g *session.Globals, f importFlags, paths []string) (failed error) {
	options, err := f.options(cli.InterruptibleReader(cmd.Context(), cmd.InOrStdin()))
	if err != nil {
		return err
	}
	zone, err := zoneOfTimes(cmd.Context(), g, f.timeZone)
	options.Zone = zone.Location()
	options.Stream = func(path string) io.Reader { return cli.InterruptibleFile(cmd.Context(), path) }
	if err != nil {
		return err
	}
	if i := slices.Index(paths, "-"); i >= 0 && slices.Contains(paths[i+1:], "-") {
		return cli.Usagef("- can be given once, as standard input can be read once")
	}
	guard := g.NewGuard(f.force)
	guard.KeepOpen(cmd.InOrStdin())
	for _, path := range paths {
		guard.KeepInput(path)
	}
	rejects, err := f.newRejects(guard)
	if err != nil {
		return err
	}
	defer func() { failed = errors.Join(failed, rejects.close()) }()
	files, err := openFeeds(g, paths, options)
	defer func() { failed = errors.Join(failed, closeFeeds(files)) }()
	if err != nil {
		return cli.AsInterrupted(err, "import interrupted; nothing was changed")
	}
	// A dry run of one file is rolled back. Those of several are kept in a copy, as
	// the rows of one may need those of another.
	return g.WithWorkspaceOrScratch(cmd.Context(), f.dryRun, len(files) > 1, func(s *session.Session) error {
		report := &importReport{dryRun: f.dryRun}
		if !f.dryRun {
			report.rejectsPath = f.rejects
		}
		before, err := s.Revision(cmd.Context())
		if err != nil {
			return err
		}
		if err := importFiles(cmd.Context(), s, files, f, rejects, report); err != nil {
			return errors.Join(err, report.interrupted(cmd, f))
		}
		if !f.dryRun && report.anyAccepted() {
			if err := f.settle(cmd, s, files, before, report); err != nil {
				return err
			}
		}
		if err := report.write(cmd.OutOrStdout(), f.json); err != nil {
			return err
		}
		return report.rejected()
	})
}

// settle keeps the time zone that --tz gives a new workspace, and proposes or accepts
// what is to be left out. Before is the revision before the import.
func (f importFlags) settle(cmd *cobra.Command, s *session.Session, files []inputFile, before int64, report *importReport) error {
	adopted, err := adoptTimeZone(cmd.Context(), s, f.timeZone, before)
	if err != nil {
		return err
	}
	if adopted {
		report.timeZone = f.timeZone
	}
	report.leftOut = proposeLeftOut(cmd.Context(), s, files)
	if !f.leaveOut {
		return nil
	}
	if err := report.leftOut.accept(cmd.Context(), s); err != nil {
		return errors.Join(err, report.write(cmd.OutOrStdout(), f.json))
	}
	return nil
}

// newRejects starts the file for rejected rows. A dry run writes none, but refuses a
// name that the import would refuse.
func (f importFlags) newRejects(guard *outfile.Guard) (*rejectFile, error) {
	if !f.dryRun || f.rejects == "" {
		return newRejectFile(guard, f.rejects)
	}
	if err := guard.Check(f.rejects); err != nil {
		return nil, fmt.Errorf("--rejects: %w", err)
	}
	return &rejectFile{}, nil
}

// importFiles stores the files one by one, up to the first that fails.
func importFiles(ctx context.Context, s *session.Session, files []inputFile, f importFlags, rejects *rejectFile, report *importReport) error {
	book, _, err := rulebooks.Current(ctx, s.Store)
	if err != nil {
		return err
	}
	defer s.Meter.Clear() // once at the end; between two files the line only changes
	for _, file := range files {
		audit, err := importFile(ctx, s, file, f, book.Lifecycle, rejects)
		if err != nil {
			kept := "nothing was changed"
			if len(report.files) > 0 && !f.dryRun {
				kept = "nothing of it was kept, only the files before it"
			}
			return cli.AsInterrupted(err, "import of "+file.path+" interrupted; "+kept)
		}
		report.add(file, audit)
		if err := rejects.imported(); err != nil {
			return err
		}
	}
	if !f.dryRun && !s.Temporary {
		prepare(ctx, s)
	}
	return nil
}

// prepare fills the caches for the first question about the imported data. The
// import is committed by then: if this fails or is interrupted, that question only
// takes longer.
func prepare(ctx context.Context, s *session.Session) {
	book, _, err := rulebooks.Current(ctx, s.Store)
	if err == nil {
		err = s.Cache.Warm(s.Meter.WithProgress(ctx), book)
	}
	s.Log.WarnQuietly("preparing after an import failed", err)
}

// importFile stores one file. In a temporary workspace a dry run stores it, too, so
// that the customers of one file are known to the events of the next.
func importFile(
	ctx context.Context, s *session.Session, file inputFile, f importFlags, life rulebook.Lifecycle, rejects *rejectFile,
) (ingest.Audit, error) {
	asOf := s.AsOf
	if !s.AsOfFixed {
		asOf = value.FromTime(time.Now()) // what happened in this minute is not in the future
	}
	keep, err := repeats.ParseKeep(f.keep)
	if err != nil {
		return ingest.Audit{}, cli.Usagef("--keep: %w", err)
	}
	zone, err := value.LoadZone(f.timeZone)
	if err != nil {
		return ingest.Audit{}, err
	}
	id, said := eventIDOf(file, f.mapping)
	return ingest.Run(ctx, s.Store, file, ingest.Options{
		EventID: id, EventIDSaid: said,
		Size: file.Size(), Zone: zone,
		At: value.FromTime(time.Now()), By: session.UserName(), Path: file.path, Format: file.Format, Kind: string(file.Kind), Lifecycle: life, AsOf: asOf, DryRun: f.dryRun && !s.Temporary, Keep: keep, ByDomain: f.byDomain,
		Progress: s.Meter.ImportProgress(filepath.Base(file.path), file.Size(), 0), Reject: rejects.add(file),
	})
}

// eventIDOf is the header of the column with the ids of events, "" without one, and
// whether the user said that it is that.
func eventIDOf(file inputFile, mapping []string) (header string, said bool) {
	for _, use := range file.Columns {
		if use.Field != field.EventID {
			continue
		}
		return use.Header, slices.ContainsFunc(mapping, func(pair string) bool {
			at := strings.LastIndexByte(pair, '=')
			return at >= 0 && strings.EqualFold(strings.TrimSpace(pair[:at]), use.Header)
		})
	}
	return "", false
}

// inputFile is an open file and the path that the user gave.
type inputFile struct {
	*feed.File
	path string
}

// openFeeds opens the files and puts customers first: events of an account without a
// customer row are counted in the audit.
//
// Streams are read to their end meanwhile, so that nothing in the workspace is locked
// while one stalls.
func openFeeds(g *session.Globals, paths []string, o feed.Options) ([]inputFile, error) {
	var files []inputFile
	defer g.Meter.Clear()
	for _, path := range paths {
		o.Spooled = func(bytes int64) {
			g.Meter.Show(progress.State{Subject: filepath.Base(path), Stage: "receiving", Done: bytes, Count: bytes >> 20, Unit: "MB"})
		}
		opened, err := feed.OpenAll(path, o)
		if err != nil {
			return files, err
		}
		for _, file := range opened {
			files = append(files, inputFile{file, file.Path})
		}
	}
	if err := checkMapped(files, o.Map); err != nil {
		return files, err
	}
	order := []field.Kind{field.Customers, field.Contacts, field.Mixed, field.Events}
	slices.SortStableFunc(files, func(a, b inputFile) int {
		return slices.Index(order, a.Kind) - slices.Index(order, b.Kind)
	})
	return files, nil
}

// checkMapped refuses a map of a column that none of the files has. Each takes what
// it has of the others.
func checkMapped(files []inputFile, mapping map[string]string) error {
	for _, header := range slices.Sorted(maps.Keys(mapping)) {
		if slices.ContainsFunc(files, func(f inputFile) bool { return !slices.Contains(f.Unmapped, header) }) {
			continue
		}
		names := make([]string, 0, len(files[0].Columns))
		for _, c := range files[0].Columns {
			names = append(names, c.Header)
		}
		return fmt.Errorf("there is no column %q to map in %s; the columns of %s are %s", header, fileNames(files), files[0].path, strings.Join(names, ", "))
	}
	return nil
}

// fileNames names the files for a message.
func fileNames(files []inputFile) string {
	if len(files) == 1 {
		return files[0].path
	}
	return "any of the files"
}

func closeFeeds(files []inputFile) error {
	var err error
	for _, file := range files {
		err = errors.Join(err, file.Close())
	}
	return err
}
