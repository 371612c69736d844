package importing

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/value"
	"trialist/store/ingest"
	"trialist/ui/clean"
)

// importReport is the audit of all files of one import.
type importReport struct {
	files    []importedFile
	revision int64
	timeZone string // that the workspace has since; "" where it had one, or was given none
	leftOut  *leftOutProposal
	dryRun   bool

	rejectsPath string // of the file that has all rejected rows; "" without one
}

// importedFile is one file in the JSON contract.
type importedFile struct {
	Path           string          `json:"path"`
	Format         string          `json:"format"`
	Kind           string          `json:"kind"`
	Rows           int             `json:"rows"`
	New            int             `json:"new"`
	Changed        int             `json:"changed"`
	Duplicate      int             `json:"duplicate"`
	Superseded     int             `json:"superseded"` // rows that disagree with a newer one of their account in the file
	Lower          int             `json:"lower"`      // events that count less than is there
	Rejected       int             `json:"rejected"`
	Forgotten      int             `json:"forgotten"` // rows of customers who were forgotten for good
	UnknownAccount int             `json:"unknown_account"`
	TwoCompanies   int             `json:"two_companies"`
	Future         int             `json:"future"`
	NotUndoable    *string         `json:"not_undoable"` // why the import cannot be undone; null when it can
	Columns        []columnUse     `json:"columns"`
	Notes          []noteLine      `json:"notes"`
	NotUnderstood  []notUnderstood `json:"not_understood"`
	Disagreeing    int             `json:"disagreeing"`   // accounts of which several rows disagree
	Disagreements  []disagreement  `json:"disagreements"` // the first of them
	Rejects        []rejectedRow   `json:"rejects"`       // at most maxListedRejects

	unknownAccounts int
	rejectsPath     string // of the file that has all rejected rows; "" without one
}

// columnUse is what one column was taken for.
type columnUse struct {
	Header string  `json:"header"`
	Field  string  `json:"field"`
	Detail *string `json:"detail"`
}

// noteLine is one choice that was made in reading, or one thing that was read
// otherwise than it stands in the file.
type noteLine struct {
	Text  string `json:"text"`
	Count *int   `json:"count"` // null where nothing is counted
}

func newNoteLine(text string, count int) noteLine {
	if count == 0 {
		return noteLine{Text: text}
	}
	return noteLine{text, &count}
}

// notUnderstood is a word that says nothing about where an account stands.
type notUnderstood struct {
	Attribute string `json:"attribute"`
	Word      string `json:"word"`
	Rows      int    `json:"rows"`
}

// disagreement is an account of which several rows disagree.
type disagreement struct {
	Account string `json:"account"`
	Lines   []int  `json:"lines"` // the first of them
	Kept    int    `json:"kept"`  // the line that counts
}

// rejectedRow is a row that could not be read.
type rejectedRow struct {
	Line   int    `json:"line"`
	Reason string `json:"reason"`
}

// maxListedRejects is how many rejected rows of a file the report lists.
const maxListedRejects = 10

// attributeField is the Field of feed.Use for a column that is kept as an attribute
// under its own name.
const attributeField = "attribute"

// ignoredField is how feed.Use calls a column that is not used.
const ignoredField = "ignored"

func (r *importReport) add(file inputFile, audit ingest.Audit) {
	f := importedFile{
		Path: audit.Path, Format: audit.Format, Kind: audit.Kind,
		Rows: audit.Rows, New: audit.New, Changed: audit.Changed, Duplicate: audit.Duplicate, Superseded: audit.Superseded, Lower: audit.Lower,
		Rejected: audit.Rejected, Forgotten: audit.Forgotten, UnknownAccount: audit.UnknownAccount,
		TwoCompanies: audit.TwoCompanies, Future: audit.Future, NotUndoable: output.TextOrNull(audit.NotUndoable),
		Columns: []columnUse{}, Notes: []noteLine{}, NotUnderstood: []notUnderstood{}, Disagreeing: audit.Disagreeing, Disagreements: []disagreement{},
		Rejects: []rejectedRow{}, unknownAccounts: audit.UnknownAccounts, rejectsPath: r.rejectsPath,
	}
	for _, use := range file.Columns {
		f.Columns = append(f.Columns, columnUse{use.Header, use.Field, output.TextOrNull(use.Detail)})
	}
	for _, note := range file.Notes() {
		f.Notes = append(f.Notes, newNoteLine(note.Text, note.Count))
	}
	for _, note := range audit.Notes {
		f.Notes = append(f.Notes, newNoteLine(note.Text, note.Count))
	}
	for _, w := range audit.NotUnderstood {
		f.NotUnderstood = append(f.NotUnderstood, notUnderstood{w.Attribute, w.Word, w.Count})
	}
	for _, d := range audit.Disagreements {
		f.Disagreements = append(f.Disagreements, disagreement(d))
	}
	for _, reject := range audit.Rejects[:min(len(audit.Rejects), maxListedRejects)] {
		f.Rejects = append(f.Rejects, rejectedRow{reject.Line, reject.Reason})
	}
	r.files = append(r.files, f)
	r.revision = audit.Revision
}

// interrupted prints the report of the files that were imported before one failed.
// It prints no JSON: half an answer must not pass for a whole one.
func (r *importReport) interrupted(cmd *cobra.Command, f importFlags) error {
	if len(r.files) == 0 || f.json {
		return nil
	}
	return r.write(cmd.OutOrStdout(), false)
}

// rejected is the error that every row of a file was rejected, nil unless there is
// such a file.
func (r *importReport) rejected() error {
	for _, f := range r.files {
		if f.Rows > 0 && f.Rejected == f.Rows {
			return fmt.Errorf("%s: every row was rejected, so nothing of it was imported; the first, on line %d: %s", f.Path, f.Rejects[0].Line, f.Rejects[0].Reason)
		}
	}
	return nil
}

// anyAccepted reports whether a row of any file was not rejected, so that there is
// something that was read in the zone of the import.
func (r *importReport) anyAccepted() bool {
	return slices.ContainsFunc(r.files, func(f importedFile) bool { return f.Rejected < f.Rows })
}

func (r *importReport) write(w io.Writer, asJSON bool) error {
	if asJSON {
		return output.WriteJSON(w, struct {
			Version  int              `json:"version"`
			DryRun   bool             `json:"dry_run"`
			Files    []importedFile   `json:"files"`
			Revision int64            `json:"revision"`
			TimeZone *string          `json:"time_zone"`         // that the import set; null where it set none
			LeftOut  *leftOutProposal `json:"left_out_proposal"` // null where nothing looks like a test
		}{output.JSONVersion, r.dryRun, r.files, r.revision, output.TextOrNull(r.timeZone), r.leftOut})
	}
	for _, f := range r.files {
		for i, line := range f.lines() {
			most := terminal.MaxMessage
			if i == columnsLine {
				most = maxColumnsLine
			}
			if err := terminal.PrintLine(w, string(clean.Limit(line, most))); err != nil {
				return err
			}
		}
	}
	if r.timeZone != "" {
		line := "the time zone of the workspace is " + clean.Of(r.timeZone) + " now: days begin and end there; trialist config set time_zone ZONE sets another"
		if err := terminal.PrintLine(w, string(line)); err != nil {
			return err
		}
	}
	if r.leftOut != nil {
		if err := terminal.PrintLine(w, r.leftOut.String()); err != nil {
			return err
		}
	}
	if !r.dryRun {
		return nil
	}
	return terminal.PrintLine(w, "dry run: nothing was changed")
}

// columnsLine is which of the lines of a file lists its columns.
const columnsLine = 1

// supersededText is the end of the line of counts, "" where no row was superseded.
func supersededText(rows int) string {
	if rows == 0 {
		return ""
	}
	return fmt.Sprintf(", %d superseded by another row of the same account", rows)
}

// lines describes the audit of one file in words.
func (f importedFile) lines() []string {
	lines := []string{
		fmt.Sprintf("%s: %s as %s", f.Path, f.Kind, f.Format),
		"  columns: " + f.columns(),
		fmt.Sprintf("  %s: %d new, %d changed, %d duplicate, %d rejected",
			output.Plural(f.Rows, "row", "rows"), f.New, f.Changed, f.Duplicate, f.Rejected) + supersededText(f.Superseded),
	}
	if f.Lower > 0 {
		lines = append(lines, fmt.Sprintf("  %s less often than is known already; the larger count stays",
			output.Plural(f.Lower, "row says that something happened", "rows say that something happened")))
	}
	for _, note := range f.Notes {
		lines = append(lines, "  "+note.Text)
	}
	if f.UnknownAccount > 0 {
		lines = append(lines, fmt.Sprintf("  %s of %s without a customer row; they count once that is imported",
			output.Plural(f.UnknownAccount, "row", "rows"), output.Plural(f.unknownAccounts, "account", "accounts")))
	}
	if f.TwoCompanies > 0 {
		lines = append(lines, fmt.Sprintf("  %s in more than one account", output.Plural(f.TwoCompanies, "person is", "people are")))
	}
	if f.Future > 0 {
		lines = append(lines, fmt.Sprintf("  %s after as-of; they count from then on", output.Plural(f.Future, "row is dated", "rows are dated")))
	}
	if f.NotUndoable != nil {
		lines = append(lines, "  this import cannot be undone: "+*f.NotUndoable)
	}
	lines = append(lines, f.rejectLines()...)
	if more := f.Rejected - len(f.Rejects); more > 0 {
		keeps := "--rejects FILE keeps them all"
		if f.rejectsPath != "" {
			keeps = f.rejectsPath + " has them all"
		}
		lines = append(lines, fmt.Sprintf("  and %d more; %s", more, keeps))
	}
	return lines
}

// rejectLines says why rows were rejected, those of one reason together. What is said
// behind the first semicolon, which is what to do about it, is said once.
func (f importedFile) rejectLines() []string {
	var reasons []string
	rows := make(map[string][]int) // line numbers by reason
	for _, r := range f.Rejects {
		if rows[r.Reason] == nil {
			reasons = append(reasons, r.Reason)
		}
		rows[r.Reason] = append(rows[r.Reason], r.Line)
	}
	var lines []string
	said := make(map[string]bool)
	for _, reason := range reasons {
		where := "line " + strconv.Itoa(rows[reason][0])
		if others := rows[reason][1:]; len(others) > 0 {
			where = "lines " + strconv.Itoa(rows[reason][0])
			for i, line := range others {
				between := ", "
				if i == len(others)-1 {
					between = " and "
				}
				where += between + strconv.Itoa(line)
			}
		}
		what, advice, _ := strings.Cut(reason, "; ")
		if advice != "" && !said[advice] {
			said[advice] = true
			what = reason
		}
		lines = append(lines, "  "+where+": "+what)
	}
	return lines
}

// columns describes what every column was taken for: used, kept under its own name,
// or not used.
func (f importedFile) columns() string {
	var words, attributes, unused []string
	for _, c := range f.Columns {
		if c.Field == ignoredField {
			unused = append(unused, value.Truncate(c.Header))
			continue
		}
		word := value.Truncate(c.Header)
		if c.Field != attributeField && c.Field != c.Header {
			word += " is " + c.Field
		}
		if c.Detail != nil {
			word += " (" + *c.Detail + ")"
		}
		if c.Field == attributeField {
			attributes = append(attributes, word)
		} else {
			words = append(words, word)
		}
	}
	if len(attributes) > 0 {
		words = append(words, "attributes "+joinColumns(attributes))
	}
	if len(unused) > 0 {
		words = append(words, "not used "+joinColumns(unused))
	}
	return strings.Join(words, "; ")
}

// The most columns of one kind that the report lists, and about the most bytes that it
// takes for them.
const maxListedColumns, maxColumnList = 100, 2000

// maxColumnsLine is how much of the line of columns is shown, in characters: two lists,
// and the columns that are fields.
const maxColumnsLine = 3 * maxColumnList

// joinColumns lists columns, and how many are left out.
func joinColumns(columns []string) string {
	var list strings.Builder
	for i, column := range columns {
		if i == maxListedColumns || list.Len()+len(column) > maxColumnList {
			return list.String() + " and " + value.FormatCount(len(columns)-i) + " more (--json lists all)"
		}
		if i > 0 {
			list.WriteString(", ")
		}
		list.WriteString(column)
	}
	return list.String()
}
