package main

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"trialist/scoring/value"
)

// The tables that show prints of an account.

func signalTable(signals []signalDetail) *table {
	t := newTable(
		column{header: ""}, column{header: "signal", cut: true}, column{header: "weight", right: true, drop: 1},
		column{header: "points", right: true}, column{header: "evidence", cut: true},
	)
	for _, s := range signals {
		mark := "○"
		if s.Matched {
			mark = "✓"
		}
		t.add(mark, s.Name, strconv.Itoa(s.Weight), s.Points.fixed()+" of "+s.Possible.fixed(), s.Evidence)
	}
	return t
}

func (d *detail) raiseTable() *table {
	t := newTable(
		column{header: "signal", cut: true}, column{header: "points", right: true},
		column{header: "to", right: true}, column{header: "band"}, column{header: ""},
	)
	for _, r := range d.Raise {
		qualifies := ""
		if r.Qualifies {
			qualifies = "✓ qualifies"
		}
		t.add(r.Signal, "+"+r.Points.fixed(), r.Side.String()+" "+r.Score.fixed(), r.Band, qualifies)
	}
	return t
}

func (d *detail) attributeTable() *table {
	t := newTable(column{header: "name", cut: true}, column{header: "kind", drop: 1}, column{header: "value", cut: true})
	for _, a := range inNameOrder(d.account.Attributes) {
		t.add(a.Name, a.Value.Kind.String(), a.Value.String())
	}
	return t
}

func (d *detail) contactTable() *table {
	t := newTable(column{header: "contact", cut: true}, column{header: "attributes", cut: true})
	for _, c := range d.account.Contacts {
		var words []string
		for _, a := range inNameOrder(c.Attributes) {
			words = append(words, a.Name+": "+a.Value.String())
		}
		t.add(c.ID, strings.Join(words, ", "))
	}
	return t
}

func (d *detail) touchTable() *table {
	t := newTable(column{header: "when"}, column{header: "what"}, column{header: "who", drop: 1}, column{header: "note", cut: true})
	for _, touched := range d.Touches {
		t.add(shortTime(value.Instant(touched.At)), touched.Kind, orBlank(touched.Who, same), orBlank(touched.Body, same))
	}
	return t
}

// inNameOrder is the attributes as a reader looks for them.
func inNameOrder(attributes []value.Attribute) []value.Attribute {
	return slices.SortedFunc(slices.Values(attributes), func(a, b value.Attribute) int { return cmp.Compare(a.Name, b.Name) })
}
