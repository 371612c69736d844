package draft

import (
	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rulebook"
	"trialist/ui/board"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/host"
	"trialist/ui/job"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// Editor is the rulebook being edited. The tabs that edit it share one: it
// holds every step since the last save, has them ranked, and saves them. What is
// in force, and with it all other tabs, stays as it is until then.
type Editor struct {
	frame        host.Frame
	board        *board.Board
	options      Options
	draft        rulebook.Draft
	version      int64 // of the saved rulebook that the draft is made from
	loaded       bool  // the saved rulebook has been read
	recoveryDone bool  // so has what was kept of a draft of another day
	editCount    int   // how often the draft changed; tells what is out of date

	preview  previewState
	saveJob  job.Latest
	recovery recovery
}

// Options say who edits.
type Options struct {
	Who      string // "" when not known
	ReadOnly bool   // nothing can be edited
}

// New is an editor whose rulebook has not been read yet.
func New(f host.Frame, b *board.Board, o Options) *Editor {
	return &Editor{frame: f, board: b, options: o}
}

// Changed is sent to all screens when the draft or its preview is another.
type Changed struct{}

// Book is the rulebook as edited.
func (d *Editor) Book() rulebook.Rulebook { return d.draft.Book() }

// Saved is the rulebook that the draft is made from.
func (d *Editor) Saved() rulebook.Rulebook { return d.draft.Saved() }

// Version is that of the saved rulebook that the draft is made from.
func (d *Editor) Version() int64 { return d.version }

// Loaded reports whether the saved rulebook has been read.
func (d *Editor) Loaded() bool { return d.loaded }

// changes lists what saving would change.
func (d *Editor) changes() []rulebook.Change { return d.draft.Changes() }

// Dirty reports whether there is something to save.
func (d *Editor) Dirty() bool { return d.draft.Dirty() }

// DisabledReason says why nothing can be edited now; "" when it can.
func (d *Editor) DisabledReason() clean.Text {
	switch {
	case d.options.ReadOnly:
		return "the workspace is open for reading only"
	case !d.recoveryDone:
		return "the signals are still being read"
	}
	return ""
}

// reset starts from what is saved, without a change.
func (d *Editor) reset(book rulebook.Rulebook, version int64) {
	d.draft, d.version, d.loaded = rulebook.NewDraft(book), version, true
	d.editCount++
}

// SyncSaved takes over what somebody saved, here or elsewhere. A draft with changes
// stays as it is: saving it will ask.
func (d *Editor) SyncSaved() tea.Cmd {
	b := d.board
	switch {
	case b.Population == nil:
	case !d.loaded:
		d.reset(b.Book, b.Version)
		return d.findRecovery()
	case b.Version > d.version && !d.Dirty():
		d.reset(b.Book, b.Version)
	}
	return nil
}

// conflicting reports whether somebody else saved while there was a draft.
func (d *Editor) conflicting() bool {
	return d.board.Version > d.version && d.Dirty() && !d.saveJob.Running
}

// Edit makes a rulebook the newest step of the draft.
func (d *Editor) Edit(book rulebook.Rulebook) tea.Cmd {
	if why := d.DisabledReason(); why != "" {
		d.frame.Tell("Cannot change anything: " + why)
		return nil
	}
	d.draft = d.draft.Edit(book)
	return d.afterEdit()
}

// EditCard makes a scorecard the newest step, unless the edit was refused.
func (d *Editor) EditCard(card rulebook.Scorecard, err error) tea.Cmd {
	if err != nil {
		d.frame.Fail(err)
		return nil
	}
	book := d.Book()
	book.Card = card
	return d.Edit(book)
}

// afterEdit has the draft kept aside once the hands rest, and tells the screens. It
// is ranked when a screen that shows it next has its data fetched.
func (d *Editor) afterEdit() tea.Cmd {
	d.editCount++
	return tea.Batch(d.scheduleRecovery(), d.frame.Broadcast(Changed{}))
}

func (d *Editor) undo() tea.Cmd { return d.moveTo(d.draft.Undo()) }

func (d *Editor) redo() tea.Cmd { return d.moveTo(d.draft.Redo()) }

// moveTo tells what a step back or forth did, as it may be out of sight.
func (d *Editor) moveTo(to rulebook.Draft, stepped bool) tea.Cmd {
	if !stepped {
		return nil
	}
	was := d.Book()
	d.draft = to
	d.frame.Tell(words.Capitalize(clean.Of(rulebook.DescribeChanges(rulebook.Diff(was, d.Book())))))
	return d.afterEdit()
}

// discard goes back to what is saved. That is a step like others, so that undo
// brings the draft back.
func (d *Editor) discard() tea.Cmd {
	cmd := d.Edit(d.draft.Saved())
	d.frame.Tell("The draft is discarded  u brings it back")
	return tea.Batch(cmd, d.SyncSaved())
}

// Back asks whether to discard the draft. It reports whether there is one.
func (d *Editor) Back() (tea.Cmd, bool) {
	if !d.Dirty() {
		return nil, false
	}
	d.frame.Open(&dialog.Decision{Frame: d.frame, Title: "Discard the draft?", Sections: []dialog.Section{
		{Heading: "It would not change any more", Lines: changeLines(d.changes())},
	}, Choices: []host.Binding{
		{Keys: []string{"x"}, Desc: "discard the draft", Hint: "discard it", Run: d.discard},
		{Keys: []string{"s", "ctrl+s"}, Desc: "save the draft", Hint: "save it", Run: d.save},
	}, EscLabel: "keep editing"})
	return nil, true
}

// UnsavedWork is what quitting would lose.
func (d *Editor) UnsavedWork() clean.Text {
	if !d.Dirty() {
		return ""
	}
	return "The draft has " + words.Count(len(d.changes()), "change", "changes") + " that " +
		either(len(d.changes()) == 1, "is", "are") + " not saved."
}

// either is one of two words.
func either(first bool, one, other clean.Text) clean.Text {
	if first {
		return one
	}
	return other
}

// Mark is what the tabs that edit show beside their name.
func (d *Editor) Mark() clean.Text {
	if d.Dirty() {
		return d.frame.Theme().Glyphs.Dot
	}
	return ""
}

// StatusLine says how the draft stands, for the first line of a tab that edits it:
// in few words, and what it changes as far as there is room.
func (d *Editor) StatusLine(look theme.Theme, width int) theme.Line {
	if why := d.DisabledReason(); d.options.ReadOnly {
		return look.Muted.Line("As saved; " + why)
	}
	if !d.Dirty() {
		return look.Muted.Line("As saved")
	}
	line := look.Accent.Line("Draft, " + words.Count(len(d.changes()), "change", "changes"))
	if d.conflicting() {
		return line.Space(2).Add(look.Warn, "somebody saved meanwhile; ctrl+s asks").Fit(width)
	}
	if room := width - line.Width() - 2; room >= 24 {
		line = line.Space(2).Add(look.Muted, clean.Of(rulebook.DescribeChanges(d.changes())).Fit(room))
	}
	return line
}

// Bindings is what can be done about the draft, on every tab that edits it.
func (d *Editor) Bindings() []host.Binding {
	undo, redo, save := d.DisabledReason(), d.DisabledReason(), d.DisabledReason()
	if _, ok := d.draft.Undo(); !ok && undo == "" {
		undo = "nothing was changed"
	}
	if _, ok := d.draft.Redo(); !ok && redo == "" {
		redo = "nothing was undone"
	}
	switch {
	case save != "":
	case !d.Dirty():
		save = "nothing was changed"
	case d.saveJob.Running:
		save = "it is being saved"
	}
	return []host.Binding{
		{Keys: []string{"u"}, Desc: "undo the last change", Hint: "undo", DisabledReason: undo, Run: d.undo},
		{Keys: []string{"ctrl+r"}, Desc: "do again what was undone", Hint: "redo", DisabledReason: redo, Run: d.redo},
		{Keys: []string{"ctrl+s"}, Desc: "save the draft", Hint: "save", DisabledReason: save, Run: d.save},
		{Keys: []string{"H"}, Desc: "look at what was saved before", Run: d.openHistory},
	}
}

// Update handles the answers of the draft's commands. It reports whether the
// message was one of them.
func (d *Editor) Update(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case previewRanked:
		return d.handlePreview(msg), true
	case bookSaved:
		return d.handleSaved(msg), true
	case recoveryDue:
		return d.handleRecoveryDue(msg), true
	case recoverySaved:
		return d.handleRecoverySaved(msg), true
	case recoveryFound:
		return d.handleRecoveryFound(msg), true
	case historyRead:
		return d.handleHistory(msg), true
	case versionRead:
		return d.handleVersion(msg), true
	}
	return nil, false
}

// changeLines is changes as lines of text.
func changeLines(changes []rulebook.Change) []clean.Text {
	words := make([]clean.Text, len(changes))
	for i, c := range changes {
		words[i] = clean.Of(c.String())
	}
	return words
}
