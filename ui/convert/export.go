package convert

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/store/feed/export"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/host"
	"trialist/ui/newfile"
	"trialist/ui/textfield"
	"trialist/ui/words"
)

// Clipboard is where copies go.
type Clipboard struct {
	Local    func(text string) error   // writes that of this machine
	Terminal func(text string) tea.Cmd // asks the terminal to write its own, which works through ssh
}

// listing is the trials that are copied or exported, as the list was at one moment.
type listing struct {
	store      *store.Store
	slots      []uint32 // in the order of the list
	ranking    *rank.Ranking
	population *rank.Population
	asOf       value.Instant
	touchesAt  value.Instant
	what       clean.Text // such as "20 marked trials"
}

// listing is the marked trials, those that the filter hides last, or without marks all
// trials of the list.
func (c *Screen) listing() listing {
	b := c.board
	l := listing{store: b.Store(), ranking: b.Ranking(), population: b.Population, asOf: b.AsOf, touchesAt: b.TouchesAt()}
	if c.marks.count == 0 {
		l.slots = slices.Clone(b.Shown())
		l.what = words.Count(len(l.slots), "trial", "trials")
		return l
	}
	for _, slot := range b.Shown() {
		if c.marks.has(slot) {
			l.slots = append(l.slots, slot)
		}
	}
	for slot := range c.marks.bits.All() {
		if b.IndexOf(uint32(slot)) < 0 {
			l.slots = append(l.slots, uint32(slot))
		}
	}
	l.what = words.Count(len(l.slots), "marked trial", "marked trials")
	if hidden := c.marks.hidden(); hidden > 0 {
		l.what += ", " + words.Number(hidden) + " of them hidden by the filter"
	}
	return l
}

// each visits the trials with their rows.
func (l listing) each(ctx context.Context, visit func(row accounts.Row) error) error {
	for rows, err := range accounts.StreamRows(ctx, l.store, l.slots, l.touchesAt) {
		if err != nil {
			return err
		}
		for _, row := range rows {
			if row.ID == "" { // no account any more
				continue
			}
			if err := visit(row); err != nil {
				return err
			}
		}
	}
	return nil
}

// csvHeader is the titles of the exported columns.
var csvHeader = []string{
	"rank", "id", "name", "adoption", "adoption_band", "fit", "fit_band", "qualified", "days_left", "last_seen", "owner", "last_touch",
}

// writeCSV writes the trials as CSV that no spreadsheet takes for formulas.
func (l listing) writeCSV(ctx context.Context, w io.Writer) error {
	t := export.NewTable(w, export.Options{})
	for _, title := range csvHeader {
		t.Plain(title)
	}
	t.End()
	err := l.each(ctx, func(row accounts.Row) error {
		slot := int(row.Slot)
		t.Plain(strconv.Itoa(l.ranking.Position(slot) + 1))
		t.Text(row.ID)
		t.Text(row.Name)
		for _, side := range rulebook.Sides() {
			score := ""
			if s := l.ranking.Score(side, slot); s.Known() {
				score = string(words.FormatScore(s))
			}
			t.Plain(score)
			t.Plain(l.ranking.Band(side, slot).Name(side))
		}
		t.Plain(map[bool]string{true: "yes", false: "no"}[l.ranking.Qualified(slot)])
		t.Plain(l.daysLeft(slot))
		t.Plain(instantCell(l.population.LastSeen[slot]))
		t.Text(row.Owner)
		touched := ""
		if row.LastTouch != nil {
			touched = row.LastTouch.Kind.String() + " " + instantCell(row.LastTouch.At)
		}
		t.Text(touched)
		t.End()
		return nil
	})
	return errors.Join(err, t.Flush())
}

// instantCell is an instant as machines read it, "" for none.
func instantCell(i value.Instant) string {
	if !i.Known() {
		return ""
	}
	return i.String()
}

// daysLeft is the days that a trial still runs, with a decimal; "" where it is not known.
func (l listing) daysLeft(slot int) string {
	end := l.population.End[slot]
	if !end.Known() {
		return ""
	}
	return strconv.FormatFloat(float64(end-l.asOf)/float64(value.Day), 'f', 1, 64)
}

// writeText writes a line for each trial: rank, name, both scores, the time left and the
// owner, with tabs between.
func (l listing) writeText(ctx context.Context, w io.Writer) error {
	return l.each(ctx, func(row accounts.Row) error {
		slot := int(row.Slot)
		cells := []clean.Text{
			clean.Text(strconv.Itoa(l.ranking.Position(slot) + 1)), words.AccountName(row),
			words.FormatScore(l.ranking.Score(rulebook.Adoption, slot)), words.FormatScore(l.ranking.Score(rulebook.Fit, slot)),
			words.TimeLeft(l.population.End[slot], l.asOf), clean.Of(row.Owner),
		}
		_, err := fmt.Fprintln(w, clean.Join(cells, "\t"))
		return err
	})
}

// maxCopied is the most trials that are copied at once: terminals take some 100 KB.
const maxCopied = 1000

// Answers of the commands that copy and export.
type (
	listRead struct { // for the clipboard
		text string
		what clean.Text
		err  error
	}
	listCopied struct {
		what  clean.Text
		local bool // the clipboard of this machine has it
	}
	listExported struct {
		what clean.Text
		path string
		err  error
	}
)

// copyList copies the listing, as CSV or as text.
func (c *Screen) copyList(asCSV bool) func() tea.Cmd {
	return func() tea.Cmd {
		l := c.listing()
		if len(l.slots) > maxCopied {
			c.frame.Tell("Cannot copy " + l.what + ": the most are " + words.Number(maxCopied) + "; export them to a file")
			return nil
		}
		ctx := c.board.Context()
		return func() tea.Msg {
			var b bytes.Buffer
			write := l.writeText
			if asCSV {
				write = l.writeCSV
			}
			err := write(ctx, &b)
			return listRead{b.String(), l.what, err}
		}
	}
}

// askForExport asks where to export the listing to.
func (c *Screen) askForExport() tea.Cmd {
	l := c.listing()
	name := "trials-" + c.board.Zone().Local(c.board.AsOf).Time().Format(value.DayLayout) + ".csv"
	c.frame.Open(&dialog.Prompt{Frame: c.frame, Label: "Export " + l.what + " to", Field: textfield.New(name), OnEnter: func(path string) tea.Cmd {
		if strings.TrimSpace(path) == "" {
			return nil
		}
		ctx := c.board.Context()
		return func() tea.Msg {
			written, err := newfile.Write(l.store, path, func(w io.Writer) error { return l.writeCSV(ctx, w) })
			return listExported{l.what, written, err}
		}
	}})
	return nil
}

// handleListing tells what became of a copy or an export.
func (c *Screen) handleListing(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case listRead:
		if msg.err != nil {
			c.frame.Fail(msg.err)
			return nil
		}
		local := c.clipboard.Local
		return tea.Batch(
			c.clipboard.Terminal(msg.text),
			func() tea.Msg { return listCopied{msg.what, local(msg.text) == nil} },
		)
	case listCopied:
		if msg.local {
			c.frame.Tell("Copied " + msg.what)
		} else {
			// A terminal does not say whether it took the text.
			c.frame.Tell("Sent to the terminal's clipboard: " + msg.what + "  (tmux needs set-clipboard on)")
		}
	case listExported:
		if msg.err != nil {
			c.frame.Fail(msg.err)
			return nil
		}
		c.frame.Tell("Exported " + msg.what + " to " + clean.Of(msg.path))
	}
	return nil
}

// exportBindings are found in the palette only: they are needed too seldom for keys.
func (c *Screen) exportBindings(emptyReason clean.Text) []host.Binding {
	if c.marks.count > 0 {
		emptyReason = ""
	}
	what := clean.Text("the list")
	if c.marks.count > 0 {
		what = "the marked trials"
	}
	return []host.Binding{
		{Action: "convert.copy-text", Desc: "copy " + what + " as text", Keywords: "clipboard", DisabledReason: emptyReason, Run: c.copyList(false)},
		{Action: "convert.copy-csv", Desc: "copy " + what + " as CSV", Keywords: "clipboard spreadsheet excel", DisabledReason: emptyReason, Run: c.copyList(true)},
		{Action: "convert.export", Desc: "export " + what + " to a CSV file", Keywords: "save write file spreadsheet excel download", DisabledReason: emptyReason, Run: c.askForExport},
	}
}
