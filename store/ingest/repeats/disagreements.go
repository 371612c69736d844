package repeats

import (
	"fmt"

	"trialist/scoring/value"
	"trialist/store/ingest/note"
)

// Disagreement is an account of which several rows of one file disagree.
type Disagreement struct {
	Account string
	Lines   []int // of its rows, the first note.MaxNamed
	Kept    int   // line of the row that counts
}

// Note is the note about accounts whose rows disagree; ok is false without any.
func (r *Collector) Note() (note.Note, bool) {
	n := r.count
	if n == 0 {
		return note.Note{}, false
	}
	text := "1 account has several rows that disagree"
	if n > 1 {
		text = value.FormatCount(n) + " accounts have several rows that disagree"
	}
	text += "; of each the one counts that is true now by its dates"
	if r.options.Keep != KeepNewest {
		text += ", else the " + map[Keep]string{KeepFirst: "first", KeepLast: "last"}[r.options.Keep]
	}
	separator := ": "
	for _, a := range r.disagree {
		text += separator + fmt.Sprintf("%s line %d of %s", value.Truncate(a.Account), a.Kept, note.Lines(a.Lines))
		separator = "; "
	}
	if n > note.MaxNamed {
		text += "; and " + value.FormatCount(n-note.MaxNamed) + " more"
	}
	return note.Note{Text: text, Count: n}, true
}
