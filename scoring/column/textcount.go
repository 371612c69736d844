package column

import (
	"cmp"
	"slices"
)

// TextCount is a text and how many rows have it.
type TextCount struct {
	Text string
	Rows int
}

// CountTexts lists the texts of the rows for which include is true, the most frequent
// first, at most so many. There are none where texts hardly repeat, as names and
// addresses: a list of those would be of use to nobody.
func (c *Column) CountTexts(include func(row int) bool, most int) []TextCount {
	if c == nil || c.Codes == nil || c.highCardinality() {
		return nil
	}
	rows := make([]int, c.Texts.Len()+1)
	for row, code := range c.Codes {
		if code > 0 && include(row) {
			rows[code]++
		}
	}
	var counts []TextCount
	for code, n := range rows {
		if n > 0 {
			counts = append(counts, TextCount{string(c.Texts.At(code - 1)), n})
		}
	}
	slices.SortFunc(counts, func(a, b TextCount) int {
		return cmp.Or(cmp.Compare(b.Rows, a.Rows), cmp.Compare(a.Text, b.Text))
	})
	return counts[:min(len(counts), most)]
}
