package touch

import (
	"trialist/store/accounts"
	"trialist/ui/clean"
	"trialist/ui/words"
)

// Targets are the accounts that actions are about.
type Targets struct {
	Row     accounts.Row // of the account under the cursor
	Present bool         // there is one
	Marked  []uint32     // slots of those that are marked, which all else is about; none where Row is
	First   clean.Text   // the name of the first of the marked; "" where it has not been read
	Hidden  int          // of the marked, those that a filter hides
	Stays   bool         // the screen is about that account alone, and so are undo and redo
	Noted   func()       // is called when a touch of the marked was stored; nil for nothing
}

// One is the targets of a screen that shows one account, or none.
func One(row accounts.Row, present bool) Targets {
	return Targets{Row: row, Present: present, Stays: true}
}

// slots are the accounts that touches are about.
func (t Targets) slots() []uint32 {
	if len(t.Marked) > 0 {
		return t.Marked
	}
	return []uint32{t.Row.Slot}
}

// one reports whether they are a single account whose row is known.
func (t Targets) one() bool { return len(t.Marked) == 0 }

// any reports whether there is an account.
func (t Targets) any() bool { return t.Present || len(t.Marked) > 0 }

// maxName is how much of the name of the first of many is said, in cells.
const maxName = 24

// name is what they are called.
func (t Targets) name() clean.Text {
	if t.one() {
		return words.AccountName(t.Row)
	}
	text := words.Count(len(t.Marked), "marked trial", "marked trials")
	if t.First != "" {
		text = words.AndMore(t.first(), len(t.Marked)-1)
	}
	switch {
	case t.Hidden > 0 && len(t.Marked) == 1:
		text += ", which is hidden"
	case t.Hidden > 0:
		text += ", " + words.Number(t.Hidden) + " of them hidden"
	}
	return text
}

// maxLabelName is how much of a name stands in the label of a prompt, in cells, so that the
// words after it are not cut.
const maxLabelName = 36

// label is what they are called in the label of a prompt.
func (t Targets) label() clean.Text {
	name := t.name()
	if t.one() {
		return name.Fit(min(name.Width(), maxLabelName))
	}
	return name
}

// question asks whether something is to be noted on all of them, though a filter hides
// some.
func (t Targets) question() clean.Text {
	n := len(t.Marked)
	if n == 1 {
		return "Note it on " + t.name() + "?"
	}
	all := "all " + words.Number(n) + " marked trials"
	if t.First != "" {
		all += ", " + words.AndMore(t.first(), n-1)
	}
	return "Note it on " + all + "? The filter hides " + words.Number(t.Hidden) + " of them."
}

// first is the name of the first of the marked where there is not much room.
func (t Targets) first() clean.Text { return t.First.Fit(min(t.First.Width(), maxName)) }
