package draft

import (
	"context"
	"errors"
	"os"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/rulebooks"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/host"
	"trialist/ui/job"
	"trialist/ui/words"
)

// recoveryDelay is how long after the last edit the recovery copy is written. A key
// held down makes 30 edits a second, and each write waits for the disk.
const recoveryDelay = 300 * time.Millisecond

// Messages about the recovery copy: the draft in the workspace that survives when
// the program is killed or the power fails.
type (
	// recoveryDue says that recoveryDelay has passed since an edit.
	recoveryDue struct{ edit int }

	// recoverySaved is the result of writing or deleting the copy as of an edit.
	// An error is not shown: the draft itself is in memory, and the next edit or
	// the end of the program tries again.
	recoverySaved struct {
		seq, edit int
		err       error
	}

	// recoveryFound is the copy that an earlier session of this user left, if
	// there is one.
	recoveryFound struct {
		found   bool
		draft   rulebook.Draft
		version int64 // of the saved rulebook that it is based on
		at      value.Instant
		err     error
	}
)

// recovery is how far the copy in the workspace is behind the draft in memory.
// Edits are numbered from 1.
type recovery struct {
	job          job.Latest
	timerRunning bool // a recoveryDue is coming
	lastEdit     int  // the newest edit
	savedEdit    int  // the newest edit that the copy has
	abandoned    bool // the user quits without the draft
}

// recoveryCopy is a copy to write.
type recoveryCopy struct {
	rulebooks.Draft
	drop bool // the draft has no changes: the copy in the workspace is deleted
}

// write writes the copy to the workspace, or deletes the one there.
func (c recoveryCopy) write(ctx context.Context, s *store.Store) error {
	if c.drop {
		return rulebooks.DeleteDraft(ctx, s, c.Who, c.Process)
	}
	return rulebooks.SaveDraft(ctx, s, c.Draft)
}

// recoveryCopy is a copy of the draft as it is now.
func (d *Editor) recoveryCopy() recoveryCopy {
	return recoveryCopy{
		Draft: rulebooks.Draft{
			Who: d.options.Who, Process: os.Getpid(), BasedOn: d.version, Book: d.Book(), At: value.FromTime(d.board.Now()),
			ChangesTimeZone: d.Book().TimeZone != d.Saved().TimeZone,
		},
		drop: !d.Dirty() || d.recovery.abandoned,
	}
}

// recoveryBehind reports whether the copy in the workspace is out of date.
func (d *Editor) recoveryBehind() bool {
	return !d.options.ReadOnly && d.recovery.savedEdit != d.recovery.lastEdit
}

// scheduleRecovery counts an edit, and has the copy written when no other edit
// follows within recoveryDelay. There is one timer at most: when it fires after
// another edit it is started again.
func (d *Editor) scheduleRecovery() tea.Cmd {
	r := &d.recovery
	r.lastEdit++
	if r.timerRunning {
		return nil
	}
	r.timerRunning = true
	return d.waitToSave()
}

func (d *Editor) waitToSave() tea.Cmd {
	edit := d.recovery.lastEdit
	return d.board.Tick(recoveryDelay, func(time.Time) tea.Msg { return recoveryDue{edit} })
}

// handleRecoveryDue writes the copy, unless the draft was edited since the timer
// was started.
func (d *Editor) handleRecoveryDue(m recoveryDue) tea.Cmd {
	r := &d.recovery
	if m.edit != r.lastEdit {
		return d.waitToSave()
	}
	r.timerRunning = false
	if !d.recoveryBehind() { // the copy was written meanwhile
		return nil
	}
	return d.saveRecovery()
}

// saveRecovery writes the copy in the background, or deletes it when the draft has
// no changes.
func (d *Editor) saveRecovery() tea.Cmd {
	r := &d.recovery
	if d.options.ReadOnly || !r.job.Start() {
		return nil
	}
	b := d.board
	ctx, s, m, draft := b.Context(), b.Store(), recoverySaved{seq: r.job.Seq, edit: r.lastEdit}, d.recoveryCopy()
	return func() tea.Msg {
		m.err = draft.write(ctx, s)
		return m
	}
}

func (d *Editor) handleRecoverySaved(m recoverySaved) tea.Cmd {
	r := &d.recovery
	fresh, again := r.job.Finish(m.seq)
	if fresh && m.err == nil {
		r.savedEdit = m.edit
	}
	if again {
		return d.saveRecovery()
	}
	return nil
}

// Close writes the copy if it is out of date. It is called when the program ends,
// for whatever reason. All commands must have been cancelled before: one of them
// could write an older draft over this one.
func (d *Editor) Close(ctx context.Context) error {
	if !d.recoveryBehind() && !d.recovery.abandoned {
		return nil
	}
	return d.recoveryCopy().write(ctx, d.board.Store())
}

// Abandon makes Close delete the copy: the user quits without the draft.
func (d *Editor) Abandon() { d.recovery.abandoned = true }

// findRecovery looks for the copy of an earlier session that no other dashboard of
// this user has open.
func (d *Editor) findRecovery() tea.Cmd {
	if d.options.ReadOnly {
		d.recoveryDone = true
		return nil
	}
	b := d.board
	return claimRecovery(b.Context(), b.Store(), d.options.Who)
}

func claimRecovery(ctx context.Context, s *store.Store, who string) tea.Cmd {
	return func() tea.Msg {
		claimed, found, err := rulebooks.ClaimDraft(ctx, s, who, os.Getpid(), processEnded)
		if err != nil || !found {
			return recoveryFound{err: err}
		}
		base, err := rulebooks.At(ctx, s, claimed.BasedOn)
		if errors.Is(err, store.ErrNotFound) { // the workspace was taken back to before that version
			base, claimed.BasedOn, err = rulebooks.Current(ctx, s)
		}
		return recoveryFound{
			found: true, draft: rulebook.NewDraft(base).Edit(claimed.Book), version: claimed.BasedOn, at: claimed.At, err: err,
		}
	}
}

// processEnded reports whether a process has ended.
func processEnded(process int) bool {
	if process <= 0 {
		return true
	}
	p, err := os.FindProcess(process)
	return err != nil || errors.Is(p.Signal(syscall.Signal(0)), os.ErrProcessDone)
}

// handleRecoveryFound asks whether to go on with the draft that was found.
func (d *Editor) handleRecoveryFound(m recoveryFound) tea.Cmd {
	d.recoveryDone = true
	if m.err != nil || !m.found || !m.draft.Dirty() {
		return d.frame.Broadcast(Changed{}) // a copy that cannot be read counts as none
	}
	restore := func() tea.Cmd {
		d.draft, d.version = m.draft, m.version
		d.frame.Tell("Your draft is back, in Signals and Settings")
		return d.afterEdit()
	}
	when := words.RelativeDay(m.at, value.FromTime(d.board.Now()), d.board.Zone())
	d.frame.Open(&dialog.Decision{
		Frame: d.frame, Title: "A draft of yours was never saved",
		Sections: []dialog.Section{{
			Heading: "From " + when + " " + clean.Of(d.board.Zone().Time(m.at).Format("15:04 MST")) + ", it changes",
			Lines:   changeLines(m.draft.Changes()),
		}},
		Choices: []host.Binding{
			// Esc restores too: closing the question must not lose the draft.
			{Keys: []string{"r", "enter", "esc"}, Desc: "go on with the draft", Hint: "restore it", Run: restore},
			{Keys: []string{"x"}, Desc: "throw the draft away", Hint: "drop it", Run: d.saveRecovery}, // as it has no changes
		},
	})
	return nil
}
