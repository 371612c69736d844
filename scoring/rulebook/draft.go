package rulebook

// Draft is a rulebook being edited: what it was made from, every edit since, and
// how many of them are in force. It is a value: an edit returns a new draft, which
// shares what did not change.
type Draft struct {
	base     Rulebook   // as saved
	steps    []Rulebook // the rulebook after each edit
	position int        // number of steps in force, 0 to len(steps)
}

// NewDraft starts from the saved rulebook without a change.
func NewDraft(saved Rulebook) Draft { return Draft{base: saved} }

// Saved is the rulebook that the draft was made from.
func (d Draft) Saved() Rulebook { return d.base }

// Book is the rulebook as edited.
func (d Draft) Book() Rulebook {
	if d.position == 0 {
		return d.base
	}
	return d.steps[d.position-1]
}

// Edit makes book the newest step. Steps that were undone are dropped. An edit that
// changes nothing is no step.
func (d Draft) Edit(book Rulebook) Draft {
	if len(Diff(d.Book(), book)) == 0 {
		return d
	}
	steps := append(d.steps[:d.position:d.position], book)
	return Draft{base: d.base, steps: steps, position: len(steps)}
}

// Undo takes the last step back; false when there is none.
func (d Draft) Undo() (Draft, bool) {
	if d.position == 0 {
		return d, false
	}
	d.position--
	return d, true
}

// Redo takes the step that was undone last; false when there is none.
func (d Draft) Redo() (Draft, bool) {
	if d.position == len(d.steps) {
		return d, false
	}
	d.position++
	return d, true
}

// Changes lists what saving the draft would change; none when every edit was undone
// or reverted by a later one.
func (d Draft) Changes() []Change { return Diff(d.base, d.Book()) }

// Dirty reports whether there is something to save.
func (d Draft) Dirty() bool { return d.position > 0 && len(d.Changes()) > 0 }
