package changes

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"

	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/changes"
	"trialist/scoring/rulebook"
	"trialist/ui/words"
)

// changeJSON is a change in the JSON contract.
type changeJSON struct {
	ID           string         `json:"id"`
	Name         *string        `json:"name"`
	Kind         changes.Kind   `json:"kind"`
	Side         *string        `json:"side"` // adoption, fit or both; null where neither did it
	From         *string        `json:"from"`
	To           *string        `json:"to"`
	Gained       []string       `json:"signals_gained"`
	Lost         []string       `json:"signals_lost"`
	Disqualified []string       `json:"disqualified"` // disqualifiers that hold now and did not
	Cleared      []string       `json:"cleared"`      // disqualifiers that held and do not now
	Cause        changes.Cause  `json:"cause"`
	Edits        []changes.Edit `json:"edits"` // what was edited that it may be due to
}

// change is a change as it is printed.
func (l *list) change(e changes.Entry) changeJSON {
	c, row := l.Change(e), l.rows[e.Slot]
	from, to := c.Text()
	j := changeJSON{
		ID: row.ID, Name: output.TextOrNull(row.Name), Kind: e.Kind, Side: output.TextOrNull(sideText(c.Sides)),
		From: output.TextOrNull(from), To: output.TextOrNull(to), Gained: names(c.Gained), Lost: names(c.Lost),
		Disqualified: names(c.Disqualified), Cleared: names(c.Cleared), Cause: c.Cause, Edits: c.Edits,
	}
	if e.Kind == changes.New || e.Kind == changes.Ended {
		*j.From, *j.To = output.SnakeCase(from), output.SnakeCase(to) // statuses, as list has them
	}
	if j.Edits == nil {
		j.Edits = []changes.Edit{}
	}
	return j
}

// sideText is the side that did a change, "both", or "" for neither.
func sideText(sides []rulebook.Side) string {
	switch len(sides) {
	case 0:
		return ""
	case 1:
		return sides[0].String()
	}
	return "both"
}

func names(signals []changes.SignalChange) []string {
	all := []string{}
	for _, s := range signals {
		all = append(all, s.Name)
	}
	return all
}

// JSON prints the contract. There may be a change for every account, so each is written
// by itself.
func (l *list) JSON(w io.Writer) error {
	edited := []string{}
	for _, e := range l.Edits {
		edited = append(edited, e.String())
	}
	text, err := output.MarshalIndented(struct {
		Version int            `json:"version"`
		Since   output.Instant `json:"since"`
		AsOf    output.Instant `json:"as_of"`
		Edited  []string       `json:"edited"`  // what was edited in between
		Changes []struct{}     `json:"changes"` // written below
	}{output.JSONVersion, output.Instant(l.Before.Population.AsOf), output.Instant(l.After.Population.AsOf), edited, []struct{}{}}, "")
	if err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	out := bufio.NewWriterSize(w, 64<<10)
	out.Write(bytes.TrimSuffix(text, []byte("]\n}"))) //nolint:errcheck // kept by the writer and told by Flush
	between, end := "\n    ", "]\n}\n"
	for _, e := range l.entries {
		text, err := output.MarshalIndented(l.change(e), "    ")
		if err != nil {
			return fmt.Errorf("writing JSON: %w", err)
		}
		out.WriteString(between) //nolint:errcheck // see above
		out.Write(text)          //nolint:errcheck // see above
		between, end = ",\n    ", "\n  ]\n}\n"
	}
	out.WriteString(end) //nolint:errcheck // see above
	return out.Flush()
}

// CSV prints a row a change.
func (l *list) CSV(w io.Writer) error {
	csv := output.NewCSVWriter(w, "id", "name", "kind", "side", "from", "to", "signals_gained", "signals_lost", "cause", "edits", "disqualified", "cleared")
	for _, e := range l.entries {
		j := l.change(e)
		csv.WriteRow(j.ID, output.OrBlank(j.Name, output.Identity), j.Kind.String(), output.OrBlank(j.Side, output.Identity),
			output.OrBlank(j.From, output.Identity), output.OrBlank(j.To, output.Identity),
			strings.Join(j.Gained, "; "), strings.Join(j.Lost, "; "), j.Cause.String(), joinEdits(j.Edits),
			strings.Join(j.Disqualified, "; "), strings.Join(j.Cleared, "; "))
	}
	return csv.Flush()
}

func joinEdits(edits []changes.Edit) string {
	all := make([]string, len(edits))
	for i, e := range edits {
		all[i] = string(e)
	}
	return strings.Join(all, "; ")
}

// Table prints the changes with what did them.
func (l *list) Table(w io.Writer) error {
	t := output.NewTable(
		output.Column{Header: "change"}, output.Column{Header: "trial", Shrinkable: true, MinWidth: 24, DropOrder: 1}, output.Column{Header: "id"},
		output.Column{Header: "side", DropOrder: 3}, output.Column{Header: "from"}, output.Column{Header: "to"},
		output.Column{Header: "signals", Shrinkable: true, DropOrder: 2},
	)
	for _, e := range l.entries {
		c, row := l.Change(e), l.rows[e.Slot]
		from, to := c.Text()
		if len(c.Sides) == 1 { // the bands say more than that it is qualified
			from, to = c.Before.Bands[c.Sides[0]].Name(c.Sides[0]), c.After.Bands[c.Sides[0]].Name(c.Sides[0])
		}
		t.AddRow(kindText(e.Kind), row.Name, row.ID, sideText(c.Sides), from, to, signalsText(c))
	}
	if !t.Empty() {
		if err := t.WriteWhole(w); err != nil {
			return err
		}
	}
	if len(l.Edits) > 0 {
		if err := terminal.PrintLine(w, "Edited in between: "+rulebook.DescribeChanges(l.Edits)); err != nil {
			return err
		}
	}
	since := "since "
	if l.look {
		since = "since the last look, "
	}
	return terminal.PrintLine(w, fmt.Sprintf("%s %s%s · as of %s", words.ChangesOf(len(l.entries), len(l.rows)), since,
		l.After.Population.Zone.ShortTime(l.Before.Population.AsOf), l.After.Population.Zone.ShortTime(l.After.Population.AsOf)))
}

// kindText is a kind for people.
func kindText(k changes.Kind) string {
	switch k {
	case changes.Qualified:
		return "✓ qualified"
	case changes.Unqualified:
		return "✗ no longer qualified"
	case changes.BandUp:
		return "▲ up a band"
	case changes.BandDown:
		return "▼ down a band"
	case changes.New:
		return "+ new trial"
	case changes.Ended:
	}
	return "■ ended"
}

// signalsText is the signals that did a change, and what was edited.
func signalsText(c changes.Change) string {
	var parts []string
	named := make(map[changes.Edit]bool)
	for i, signals := range [][]changes.SignalChange{c.Gained, c.Lost} {
		for _, s := range signals {
			text := []string{"+", "-"}[i] + s.String()
			if s.Edited {
				named[changes.EditOf(s.Name)] = true
				text += " (edited)"
			}
			parts = append(parts, text)
		}
	}
	for _, s := range c.Disqualified {
		parts = append(parts, "✗ "+s.Name)
	}
	for _, s := range c.Cleared {
		parts = append(parts, "no longer "+s.Name)
	}
	for _, e := range c.Edits {
		if !named[e] {
			parts = append(parts, string(e)+" edited")
		}
	}
	return strings.Join(parts, ", ")
}
