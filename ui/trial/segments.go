package trial

import (
	"trialist/ui/clean"
	"trialist/ui/theme"
)

// segmentsSection is the names of the segments that the account is in.
func (t *Screen) segmentsSection(styles theme.Theme, width int) section {
	s := section{title: styles.Strong.Line("Segments")}
	var names []clean.Text
	for _, one := range t.board.Book.Segments.List {
		if found, _ := t.board.Members(one); found.Bits.Has(int(t.slot)) {
			names = append(names, clean.Of(one.Name))
		}
	}
	if len(names) == 0 {
		return section{}
	}
	for _, text := range clean.Join(names, ", ").Wrap(width) {
		s.lines = append(s.lines, styles.Text.Line(text))
	}
	return s
}
