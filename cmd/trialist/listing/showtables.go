package listing

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"trialist/cmd/trialist/output"
	"trialist/scoring/value"
)

// The tables that show prints of one account.

func signalTable(signals []signalDetail) *output.Table {
	t := output.NewTable(
		output.Column{Header: ""}, output.Column{Header: "signal", Shrinkable: true}, output.Column{Header: "weight", AlignRight: true, DropOrder: 1},
		output.Column{Header: "points", AlignRight: true}, output.Column{Header: "evidence", Shrinkable: true},
	)
	for _, s := range signals {
		mark := "○"
		if s.Matched {
			mark = "✓"
		}
		why := s.Evidence
		if s.Outlook != nil {
			mark = fmt.Sprintf("%d/%d", s.Level, s.Levels)
			why = *s.Outlook + " · " + why
		}
		t.AddRow(mark, s.Name, strconv.Itoa(s.Weight), s.Points.Fixed()+" of "+s.Possible.Fixed(), why)
	}
	return t
}

func (d *detail) raiseTable() *output.Table {
	t := output.NewTable(
		output.Column{Header: "signal", Shrinkable: true}, output.Column{Header: "points", AlignRight: true},
		output.Column{Header: "to", AlignRight: true}, output.Column{Header: "band"}, output.Column{Header: ""},
	)
	for _, r := range d.Raise {
		qualifies := ""
		if r.Qualifies {
			qualifies = "✓ qualifies"
		}
		name := r.Signal
		if r.Levels > 1 {
			name += fmt.Sprintf(" (level %d of %d)", r.Level, r.Levels)
		}
		t.AddRow(name, "+"+r.Points.Fixed(), r.Side.String()+" "+r.Score.Fixed(), r.Band, qualifies)
	}
	return t
}

func (d *detail) attributeTable() *output.Table {
	t := output.NewTable(output.Column{Header: "name", Shrinkable: true}, output.Column{Header: "kind", DropOrder: 1}, output.Column{Header: "value", Shrinkable: true})
	for _, a := range sortedByName(d.account.Attributes) {
		t.AddRow(a.Name, a.Value.Shown().String(), a.Value.String())
	}
	return t
}

func (d *detail) contactTable() *output.Table {
	t := output.NewTable(output.Column{Header: "contact", Shrinkable: true}, output.Column{Header: "attributes", Shrinkable: true})
	for _, c := range d.account.Contacts {
		var words []string
		for _, a := range sortedByName(c.Attributes) {
			words = append(words, a.Name+": "+a.Value.String())
		}
		t.AddRow(c.ID, strings.Join(words, ", "))
	}
	return t
}

func (d *detail) touchTable() *output.Table {
	t := output.NewTable(output.Column{Header: "when"}, output.Column{Header: "what"}, output.Column{Header: "who", DropOrder: 1}, output.Column{Header: "note", Shrinkable: true})
	for _, touched := range d.Touches {
		t.AddRow(d.zone.ShortTime(value.Instant(touched.At)), touched.Kind, output.OrBlank(touched.Who, output.Identity), output.OrBlank(touched.Body, output.Identity))
	}
	return t
}

// sortedByName returns the attributes in the order of their names.
func sortedByName(attributes []value.Attribute) []value.Attribute {
	return slices.SortedFunc(slices.Values(attributes), func(a, b value.Attribute) int { return cmp.Compare(a.Name, b.Name) })
}
