package ui

import (
	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rulebook"
	"trialist/ui/clean"
	"trialist/ui/theme"
)

// drafting is the rulebook being edited. The tabs that edit it share one: it
// holds every step since the last save, has them ranked, and saves them. What is
// in force, and with it all other tabs, stays as it is until then.
type drafting struct {
	frame   frame
	board   *board
	options draftOptions
	draft   rulebook.Draft
	version int64 // of the saved rulebook that the draft is made from
	begun   bool  // the saved rulebook has been read
	ready   bool  // so has what was kept of a draft of another day
	edits   int   // how often the draft changed; tells what is out of date

	forecast forecast
	saving   job
	keeping  keeping
}

// draftOptions say who edits.
type draftOptions struct {
	Who      string // "" when not known
	ReadOnly bool   // nothing can be edited
}

func newDrafting(f frame, b *board, o draftOptions) *drafting {
	return &drafting{frame: f, board: b, options: o}
}

// draftChanged is sent to all screens when the draft or its forecast is another.
type draftChanged struct{}

// book is the rulebook as edited.
func (d *drafting) book() rulebook.Rulebook { return d.draft.Book() }

// changes lists what saving would change.
func (d *drafting) changes() []rulebook.Change { return d.draft.Changes() }

// dirty reports whether there is something to save.
func (d *drafting) dirty() bool { return d.draft.Dirty() }

// why says why nothing can be edited now; "" when it can.
func (d *drafting) why() clean.Text {
	switch {
	case d.options.ReadOnly:
		return "the workspace is open for reading only"
	case !d.ready:
		return "the signals are still being read"
	}
	return ""
}

// begin starts from what is saved, without a change.
func (d *drafting) begin(book rulebook.Rulebook, version int64) {
	d.draft, d.version, d.begun = rulebook.NewDraft(book), version, true
	d.edits++
}

// follow takes over what somebody saved, here or elsewhere. A draft with changes
// stays as it is: saving it will ask.
func (d *drafting) follow() tea.Cmd {
	b := d.board
	switch {
	case b.people == nil:
	case !d.begun:
		d.begin(b.book, b.version)
		return d.recover()
	case b.version > d.version && !d.dirty():
		d.begin(b.book, b.version)
	}
	return nil
}

// overtaken reports whether somebody else saved while there was a draft.
func (d *drafting) overtaken() bool {
	return d.board.version > d.version && d.dirty() && !d.saving.running
}

// edit makes a rulebook the newest step of the draft.
func (d *drafting) edit(book rulebook.Rulebook) tea.Cmd {
	if why := d.why(); why != "" {
		d.frame.Tell("Cannot change anything: " + why)
		return nil
	}
	d.draft = d.draft.Edit(book)
	return d.changed()
}

// editCard makes a scorecard the newest step, unless the edit was refused.
func (d *drafting) editCard(card rulebook.Scorecard, err error) tea.Cmd {
	if err != nil {
		d.frame.Fail(err)
		return nil
	}
	book := d.book()
	book.Card = card
	return d.edit(book)
}

// changed has the draft kept aside once the hands rest, and tells the screens. It
// is ranked when a screen that shows it next asks what it wants.
func (d *drafting) changed() tea.Cmd {
	d.edits++
	return tea.Batch(d.keepSoon(), d.frame.Broadcast(draftChanged{}))
}

func (d *drafting) undo() tea.Cmd { return d.step(d.draft.Undo()) }

func (d *drafting) redo() tea.Cmd { return d.step(d.draft.Redo()) }

// step tells what a step back or forth did, as it may be out of sight.
func (d *drafting) step(to rulebook.Draft, stepped bool) tea.Cmd {
	if !stepped {
		return nil
	}
	was := d.book()
	d.draft = to
	d.frame.Tell(sentence(clean.Of(rulebook.DescribeChanges(rulebook.Diff(was, d.book())))))
	return d.changed()
}

// discard goes back to what is saved. That is a step like others, so that undo
// brings the draft back.
func (d *drafting) discard() tea.Cmd {
	cmd := d.edit(d.draft.Saved())
	d.frame.Tell("The draft is discarded  u brings it back")
	return tea.Batch(cmd, d.follow())
}

// leave asks whether to discard the draft. It reports whether there is one.
func (d *drafting) leave() (tea.Cmd, bool) {
	if !d.dirty() {
		return nil, false
	}
	d.frame.Open(&decision{frame: d.frame, title: "Discard the draft?", parts: []part{
		{"It would not change any more", changeWords(d.changes())},
	}, choices: []binding{
		{keys: []string{"x"}, does: "discard the draft", short: "discard it", run: d.discard},
		{keys: []string{"s", "ctrl+s"}, does: "save the draft", short: "save it", run: d.save},
	}, back: "keep editing"})
	return nil, true
}

// loses is what quitting would lose.
func (d *drafting) loses() clean.Text {
	if !d.dirty() {
		return ""
	}
	return "The draft has " + count(len(d.changes()), "change", "changes") + " that " +
		pick(len(d.changes()) == 1, "is", "are") + " not saved."
}

// pick is one of two words.
func pick(first bool, one, other clean.Text) clean.Text {
	if first {
		return one
	}
	return other
}

// mark is what the tabs that edit show beside their name.
func (d *drafting) mark() clean.Text {
	if d.dirty() {
		return d.frame.Theme().Glyphs.Dot
	}
	return ""
}

// words says how the draft stands, for the first line of a tab that edits it:
// in few words, and what it changes as far as there is room.
func (d *drafting) words(look theme.Theme, width int) theme.Line {
	if why := d.why(); d.options.ReadOnly {
		return look.Muted.Say("As saved; " + why)
	}
	if !d.dirty() {
		return look.Muted.Say("As saved")
	}
	line := look.Accent.Say("Draft, " + count(len(d.changes()), "change", "changes"))
	if d.overtaken() {
		return line.Gap(2).Add(look.Warn, "somebody saved meanwhile; ctrl+s asks").Fit(width)
	}
	if room := width - line.Width() - 2; room >= 24 {
		line = line.Gap(2).Add(look.Muted, clean.Of(rulebook.DescribeChanges(d.changes())).Fit(room))
	}
	return line
}

// bindings is what can be done about the draft, on every tab that edits it.
func (d *drafting) bindings() []binding {
	undo, redo, save := d.why(), d.why(), d.why()
	if _, ok := d.draft.Undo(); !ok && undo == "" {
		undo = "nothing was changed"
	}
	if _, ok := d.draft.Redo(); !ok && redo == "" {
		redo = "nothing was undone"
	}
	switch {
	case save != "":
	case !d.dirty():
		save = "nothing was changed"
	case d.saving.running:
		save = "it is being saved"
	}
	return []binding{
		{keys: []string{"u"}, does: "undo the last change", short: "undo", why: undo, run: d.undo},
		{keys: []string{"ctrl+r"}, does: "do again what was undone", short: "redo", why: redo, run: d.redo},
		{keys: []string{"ctrl+s"}, does: "save the draft", short: "save", why: save, run: d.save},
		{keys: []string{"H"}, does: "look at what was saved before", run: d.openHistory},
	}
}

// update handles the answers of the draft's commands. It reports whether the
// message was one of them.
func (d *drafting) update(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case foreseen:
		return d.takeForeseen(msg), true
	case draftSaved:
		return d.takeSaved(msg), true
	case draftRested:
		return d.takeRested(msg), true
	case draftKept:
		return d.takeKept(msg), true
	case draftFound:
		return d.takeFound(msg), true
	case historyRead:
		return d.takeHistory(msg), true
	case versionRead:
		return d.takeVersion(msg), true
	}
	return nil, false
}

// changeWords is changes as lines of text.
func changeWords(changes []rulebook.Change) []clean.Text {
	words := make([]clean.Text, len(changes))
	for i, c := range changes {
		words[i] = clean.Of(c.String())
	}
	return words
}
