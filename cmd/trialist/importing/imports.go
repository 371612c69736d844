package importing

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/session"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/value"
	"trialist/store/imports"
	"trialist/ui/clean"
)

func NewImports(g *session.Globals) *cobra.Command {
	var out output.Format
	cmd := &cobra.Command{
		Use:   "imports",
		Short: "List what was imported, when and by whom, or undo the last import",
		Long: `List the imports that changed something, the newest first: when, who, which file, and what it did.
The last one can be undone until the next.`,
		Example: `trialist imports
trialist imports undo`,
		Args: cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return g.WithWorkspaceToRead(cmd.Context(), func(s *session.Session) error {
				list, err := imports.List(cmd.Context(), s.Store)
				if err != nil {
					return err
				}
				zone, _, err := s.TimeZone(cmd.Context())
				if err != nil {
					return err
				}
				return out.Write(cmd.OutOrStdout(), importList{list, zone})
			})
		},
	}
	out.AddFlags(cmd)
	cmd.AddCommand(newImportsUndo(g))
	return cmd
}

func newImportsUndo(g *session.Globals) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "undo",
		Short: "Undo the last import: the data is as it was before it",
		Long: `Undo the last import: customers, contacts and events are as they were before it. Touches, signals
and settings stay, but for a time zone that the import set. It is refused when somebody noted a touch of a customer who came with the import.

What that takes is kept in the workspace until the next import, up to 64 MB;
trialist config set undo SIZE allows more or less, and off keeps nothing.`,
		Args: cli.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return g.WithWorkspace(cmd.Context(), func(s *session.Session) error {
				undone, err := undoImport(cmd.Context(), s)
				if err != nil {
					return cli.AsInterrupted(err, "interrupted; nothing was changed")
				}
				if asJSON {
					return output.WriteJSON(cmd.OutOrStdout(), struct {
						Version  int        `json:"version"`
						Undone   importJSON `json:"undone"`
						TimeZone *string    `json:"time_zone"` // that was unset, as the import had set it
					}{output.JSONVersion, newImportJSON(undone), output.TextOrNull(undone.TimeZone)})
				}
				if err := terminal.PrintLine(cmd.OutOrStdout(), fmt.Sprintf("undone: the import of %s, %s", clean.Of(undone.Path), importEffect(undone))); err != nil || undone.TimeZone == "" {
					return err
				}
				return terminal.PrintLine(cmd.OutOrStdout(), "the workspace has no time zone again: that import had set "+undone.TimeZone)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

// undoImport undoes the last import and prepares the answers to come.
func undoImport(ctx context.Context, s *session.Session) (imports.Import, error) {
	undone, err := imports.Undo(ctx, s.Store, value.FromTime(time.Now()), session.UserName())
	if err == nil {
		prepare(ctx, s)
	}
	return undone, err
}

// importList prints imports.
type importList struct {
	list []imports.Import
	zone *value.Zone // of the times that people read
}

// importJSON is one import in the JSON contract.
type importJSON struct {
	ID        int64          `json:"id"`
	At        output.Instant `json:"at"`
	By        *string        `json:"by"`
	Files     []string       `json:"files"`
	Kind      string         `json:"kind"`
	Format    string         `json:"format"`
	New       int            `json:"new"`
	Changed   int            `json:"changed"`
	Duplicate int            `json:"duplicate"`
	Rejected  int            `json:"rejected"`
	Undoable  bool           `json:"undoable"`
	Undone    bool           `json:"undone"`
	UndoneAt  output.Instant `json:"undone_at"`
	UndoneBy  *string        `json:"undone_by"`
}

func newImportJSON(i imports.Import) importJSON {
	return importJSON{
		ID: i.ID, At: output.Instant(i.At), By: output.TextOrNull(i.By), Files: namesOfFiles(i), Kind: i.Kind, Format: i.Format,
		New: i.New, Changed: i.Changed, Duplicate: i.Duplicate, Rejected: i.Rejected,
		Undoable: i.Undoable, Undone: i.Undone, UndoneAt: output.Instant(i.UndoneAt), UndoneBy: output.TextOrNull(i.UndoneBy),
	}
}

// namesOfFiles lists the files of an import, of which there is one where it is known.
func namesOfFiles(i imports.Import) []string {
	if i.Path == "" {
		return []string{}
	}
	return []string{i.Path}
}

// importTime is when an import was, "" where it is not known.
func importTime(at value.Instant, zone *value.Zone) string {
	if !at.Known() {
		return ""
	}
	return zone.ShortTime(at - at%value.Minute)
}

// importEffect says what the import did.
func importEffect(i imports.Import) string {
	return fmt.Sprintf("%d new, %d changed, %d duplicate, %d rejected", i.New, i.Changed, i.Duplicate, i.Rejected)
}

// importState says whether the import can be undone, or was.
func importState(i imports.Import) string {
	switch {
	case i.Undone && i.UndoneBy != "":
		return "undone by " + i.UndoneBy
	case i.Undone:
		return "undone"
	case i.Undoable:
		return "can be undone"
	}
	return ""
}

func (l importList) JSON(w io.Writer) error {
	list := []importJSON{}
	for _, i := range l.list {
		list = append(list, newImportJSON(i))
	}
	return output.WriteJSON(w, struct {
		Version int          `json:"version"`
		Imports []importJSON `json:"imports"`
	}{output.JSONVersion, list})
}

func (l importList) CSV(w io.Writer) error {
	var rows [][]string
	for _, i := range l.list {
		rows = append(rows, []string{
			strconv.FormatInt(i.ID, 10), output.Instant(i.At).String(), i.By, i.Path, i.Kind,
			strconv.Itoa(i.New), strconv.Itoa(i.Changed), strconv.Itoa(i.Duplicate), strconv.Itoa(i.Rejected), importState(i),
		})
	}
	return output.WriteCSV(w, []string{"id", "at", "by", "file", "kind", "new", "changed", "duplicate", "rejected", "state"}, rows)
}

func (l importList) Table(w io.Writer) error {
	if len(l.list) == 0 {
		return terminal.PrintLine(w, "nothing was imported yet")
	}
	t := output.NewTable(
		output.Column{Header: "id", AlignRight: true}, output.Column{Header: "when"}, output.Column{Header: "who", Shrinkable: true},
		output.Column{Header: "file", Shrinkable: true}, output.Column{Header: "what"},
		output.Column{Header: "did", Shrinkable: true}, output.Column{Header: "", Shrinkable: true},
	)
	for _, i := range l.list {
		t.AddRow(strconv.FormatInt(i.ID, 10), importTime(i.At, l.zone), i.By, i.Path, i.Kind, importEffect(i), importState(i))
	}
	return t.WriteWhole(w)
}
