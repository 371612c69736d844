package draft

import (
	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rulebook"
	"trialist/ui/board"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/host"
	"trialist/ui/job"
	"trialist/ui/layout"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// Editor is the rulebook being edited. The tabs that edit it share one. It holds
// every step since the last save, ranks the draft for the preview, and saves it.
// Until then the saved rulebook, and with it every other tab, stays as it is.
type Editor struct {
	frame        host.Frame
	board        *board.Board
	options      Options
	draft        rulebook.Draft
	version      int64 // of the saved rulebook that the draft is based on
	loaded       bool  // the saved rulebook has been read
	recoveryDone bool  // the recovery copy of an earlier session has been looked for
	editCount    int   // number of changes to the draft; a preview with another count is stale

	preview previewState
	verdict verdictState
	weights weightState
	saveJob job.Latest
	// afterSave runs when the save that is running succeeds; nil for nothing.
	afterSave tea.Cmd
	recovery  recovery
}

// Options say who edits and whether editing is allowed.
type Options struct {
	Who      string // "" when not known
	ReadOnly bool   // nothing can be saved
}

// New is an editor before the rulebook has been read.
func New(f host.Frame, b *board.Board, o Options) *Editor {
	return &Editor{frame: f, board: b, options: o}
}

// Changed is sent to all screens when the draft or its preview changed.
type Changed struct{}

// Book is the rulebook as edited.
func (d *Editor) Book() rulebook.Rulebook { return d.draft.Book() }

// Saved is the saved rulebook that the draft is based on.
func (d *Editor) Saved() rulebook.Rulebook { return d.draft.Saved() }

// Version is the version of Saved.
func (d *Editor) Version() int64 { return d.version }

// Loaded reports whether the saved rulebook has been read.
func (d *Editor) Loaded() bool { return d.loaded }

// changes lists what saving would change.
func (d *Editor) changes() []rulebook.Change { return d.draft.Changes() }

// Dirty reports whether there is something to save.
func (d *Editor) Dirty() bool { return d.draft.Dirty() }

// DisabledReason is why nothing can be edited now; "" when it can. A draft that
// cannot be saved can be edited: one can still ask what it would do.
func (d *Editor) DisabledReason() clean.Text {
	if !d.recoveryDone {
		return "the signals are still being read"
	}
	return ""
}

// saveDisabledReason is why a draft could not be saved now; "" when it could.
func (d *Editor) saveDisabledReason() clean.Text {
	if d.options.ReadOnly {
		return "the workspace is open for reading only"
	}
	return d.DisabledReason()
}

// reset bases the draft on a saved rulebook, without changes.
func (d *Editor) reset(book rulebook.Rulebook, version int64) {
	d.draft, d.version, d.loaded = rulebook.NewDraft(book), version, true
	d.editCount++
}

// SyncSaved bases the draft on the newest saved rulebook. A draft with changes
// stays as it is: saving it will ask about the conflict.
func (d *Editor) SyncSaved() tea.Cmd {
	b := d.board
	switch {
	case b.Population == nil:
	case !d.loaded:
		d.reset(b.Book, b.Version)
		return d.findRecovery()
	case d.outOfDate() && !d.Dirty():
		d.reset(b.Book, b.Version)
	}
	return nil
}

// Restored has the draft follow a workspace that was taken back to a backup, whose
// versions count from an earlier one. A draft with changes stays as it is.
func (d *Editor) Restored() {
	if !d.Dirty() {
		d.version = -1
	}
}

// conflicting reports whether somebody else saved while the draft had changes.
func (d *Editor) conflicting() bool {
	return d.outOfDate() && d.Dirty() && !d.saveJob.Running
}

// outOfDate reports whether somebody else has saved since, or has set the time zone,
// which needs no new version.
func (d *Editor) outOfDate() bool {
	return d.board.Version > d.version || d.board.Version == d.version && d.board.Book.TimeZone != d.Saved().TimeZone
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

// EditCard makes a scorecard the newest step of the draft. It takes the result of
// an edit with its error, which is shown.
func (d *Editor) EditCard(card rulebook.Scorecard, err error) tea.Cmd {
	if err != nil {
		d.frame.Fail(err)
		return nil
	}
	return d.EditBook(d.Book().WithCard(card))
}

// EditBook is EditCard for a whole rulebook.
func (d *Editor) EditBook(book rulebook.Rulebook, err error) tea.Cmd {
	if err != nil {
		d.frame.Fail(err)
		return nil
	}
	return d.Edit(book)
}

// afterEdit schedules the recovery copy and tells the screens. The draft is ranked
// when a screen that shows the preview fetches its data.
func (d *Editor) afterEdit() tea.Cmd {
	d.editCount++
	return tea.Batch(d.scheduleRecovery(), d.frame.Broadcast(Changed{}))
}

func (d *Editor) undo() tea.Cmd { return d.moveTo(d.draft.Undo()) }

func (d *Editor) redo() tea.Cmd { return d.moveTo(d.draft.Redo()) }

// moveTo takes over the draft after an undo or redo. It says what changed, as that
// may not be on screen.
func (d *Editor) moveTo(to rulebook.Draft, stepped bool) tea.Cmd {
	if !stepped {
		return nil
	}
	was := d.Book()
	d.draft = to
	d.frame.Tell(words.Capitalize(clean.Of(rulebook.DescribeChanges(rulebook.Diff(was, d.Book())))))
	return d.afterEdit()
}

// discard goes back to the saved rulebook. That is a step like any other, so undo
// brings the draft back.
func (d *Editor) discard() tea.Cmd {
	cmd := d.Edit(d.draft.Saved())
	d.frame.Tell("The draft is discarded  " + d.frame.KeyOf("draft.undo") + " brings it back")
	return tea.Batch(cmd, d.SyncSaved())
}

// Back asks whether to discard the draft. It reports whether there are changes.
func (d *Editor) Back() (tea.Cmd, bool) {
	if !d.Dirty() {
		return nil, false
	}
	d.frame.Open(&dialog.Decision{Frame: d.frame, Title: "Discard the draft?", Sections: []dialog.Section{
		{Heading: "It would not change any more", Lines: changeLines(d.changes())},
	}, Choices: d.leaveChoices(), EscLabel: "go on editing"})
	return nil, true
}

// leaveChoices are what can become of the draft.
func (d *Editor) leaveChoices() []host.Binding {
	choices := []host.Binding{{Keys: []string{"x"}, Desc: "discard the draft", Hint: "discard it", Run: d.discard}}
	if d.saveDisabledReason() == "" {
		choices = append(choices, host.Binding{Keys: []string{"s", "ctrl+s"}, Desc: "save the draft", Hint: "save it", Run: d.save})
	}
	return choices
}

// UnsavedWork is what quitting would lose, as a sentence; "" for nothing. A draft
// that cannot be saved is only tried.
func (d *Editor) UnsavedWork() clean.Text {
	if !d.Dirty() || d.options.ReadOnly {
		return ""
	}
	return "The draft has " + words.Count(len(d.changes()), "change", "changes") + " that " +
		either(len(d.changes()) == 1, "is", "are") + " not saved."
}

// either is the first word or the other.
func either(first bool, one, other clean.Text) clean.Text {
	if first {
		return one
	}
	return other
}

// Mark is what the tabs that edit show beside their name: a dot while there are
// changes.
func (d *Editor) Mark() clean.Text {
	if d.Dirty() {
		return d.frame.Theme().Glyphs.Dot
	}
	return ""
}

// Warns reports whether [Editor.StatusLine] says that somebody else saved meanwhile, which
// must not be cut for what else stands on the line.
func (d *Editor) Warns() bool { return d.conflicting() && !d.options.ReadOnly }

// StatusLine is the state of the draft, for the first line of a tab that edits it:
// the number of changes, and as many of them as there is room for.
func (d *Editor) StatusLine(styles theme.Theme, width int) theme.Line {
	if !d.Dirty() && d.options.ReadOnly {
		return styles.Muted.Line("As saved; changes are only tried, as the workspace is open for reading only").Fit(width)
	}
	if !d.Dirty() {
		return styles.Muted.Line("As saved")
	}
	line := styles.Accent.Line("Draft, " + words.Count(len(d.changes()), "change", "changes"))
	if d.options.ReadOnly {
		line = line.Add(styles.Muted, ", to try only")
	}
	if d.Warns() {
		asks := "; " + d.frame.KeyOf("draft.save") + " asks"
		return layout.FirstFitting(width, line.Space(2).Add(styles.Warn, "somebody saved meanwhile"+asks), styles.Warn.Line("Others saved meanwhile"+asks))
	}
	if room := width - line.Width() - 2; room >= 24 {
		line = line.Space(2).Add(styles.Muted, clean.Of(rulebook.DescribeChanges(d.changes())).Fit(room))
	}
	return line
}

// Bindings are the bindings of the draft, for every tab that edits it.
func (d *Editor) Bindings() []host.Binding {
	undo, redo, save := d.DisabledReason(), d.DisabledReason(), d.saveDisabledReason()
	if _, ok := d.draft.Undo(); !ok && undo == "" {
		undo = "nothing was changed since it was saved; " + d.frame.KeyOf("draft.history") + " goes back to what was saved before"
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
		{Action: "draft.undo", Keys: []string{"u"}, Desc: "undo the last change", Hint: "undo", DisabledReason: undo, Run: d.undo},
		{Action: "draft.redo", Keys: []string{"ctrl+r"}, Desc: "do again what was undone", Hint: "redo", DisabledReason: redo, Run: d.redo},
		{Action: "draft.save", Keys: []string{"ctrl+s"}, Desc: "save the draft", Keywords: "write publish apply", Hint: "save", DisabledReason: save, Run: d.save},
		{Action: "draft.history", Keys: []string{"H"}, Desc: "look at what was saved before", Keywords: "past earlier versions revert restore", Run: d.openHistory},
	}
}

// Update handles the answers of the editor's commands. It reports whether the
// message was one of them.
func (d *Editor) Update(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case previewRanked:
		return d.handlePreview(msg), true
	case verdictMade:
		return d.handleVerdict(msg), true
	case fewFound:
		return d.handleFew(msg), true
	case weightsSuggested:
		return d.handleSuggestion(msg), true
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

// changeLines is one line of text for each change.
func changeLines(changes []rulebook.Change) []clean.Text {
	words := make([]clean.Text, len(changes))
	for i, c := range changes {
		words[i] = clean.Of(c.String())
	}
	return words
}
