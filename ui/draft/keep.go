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

// recoveryDelay is how long after an edit the draft is written. A key held down makes
// 30 edits a second, and each write waits for the disk.
const recoveryDelay = 300 * time.Millisecond

// Answers of the commands that keep a draft aside, for the day the program is
// killed or the power goes.
type (
	// recoveryDue is that recoveryDelay has passed since the edit of that number.
	recoveryDue struct{ edit int }

	// recoverySaved is an attempt to keep the draft, or to forget it, as it was after
	// the edit of that number. It may fail: the draft itself is in memory.
	recoverySaved struct {
		seq, edit int
		err       error
	}

	// recoveryFound is the draft of this user that was never saved, if there is
	// one.
	recoveryFound struct {
		found   bool
		draft   rulebook.Draft
		version int64 // that it is made from
		at      value.Instant
		err     error
	}
)

// recovery is how far the draft in the workspace is behind the one in memory.
type recovery struct {
	job          job.Latest
	timerRunning bool // until the hands rest
	lastEdit     int  // the last one made here
	savedEdit    int  // the last one that the workspace has
	abandoned    bool // the user quits without the draft
}

// recoveryCopy is a draft on its way into the workspace.
type recoveryCopy struct {
	rulebooks.Draft
	drop bool // there is nothing to save; what was kept is to be forgotten
}

// write puts the draft into the workspace, or forgets the one there.
func (k recoveryCopy) write(ctx context.Context, s *store.Store) error {
	if k.drop {
		return rulebooks.DeleteDraft(ctx, s, k.Who, k.Process)
	}
	return rulebooks.SaveDraft(ctx, s, k.Draft)
}

// recoveryCopy is the draft as it is now.
func (d *Editor) recoveryCopy() recoveryCopy {
	return recoveryCopy{
		Draft: rulebooks.Draft{
			Who: d.options.Who, Process: os.Getpid(), BasedOn: d.version, Book: d.Book(), At: value.FromTime(d.board.Now()),
		},
		drop: !d.Dirty() || d.recovery.abandoned,
	}
}

// recoveryBehind reports whether the workspace has another draft than there is.
func (d *Editor) recoveryBehind() bool {
	return !d.options.ReadOnly && d.recovery.savedEdit != d.recovery.lastEdit
}

// scheduleRecovery notes an edit, and has it written when none follows for a while. There
// is one clock at most: an edit while it runs has it run again.
func (d *Editor) scheduleRecovery() tea.Cmd {
	k := &d.recovery
	k.lastEdit++
	if k.timerRunning {
		return nil
	}
	k.timerRunning = true
	return d.waitToSave()
}

func (d *Editor) waitToSave() tea.Cmd {
	edit := d.recovery.lastEdit
	return d.board.Tick(recoveryDelay, func(time.Time) tea.Msg { return recoveryDue{edit} })
}

// handleRecoveryDue writes the draft, unless it was edited since.
func (d *Editor) handleRecoveryDue(m recoveryDue) tea.Cmd {
	k := &d.recovery
	if m.edit != k.lastEdit {
		return d.waitToSave()
	}
	k.timerRunning = false
	if !d.recoveryBehind() { // it was saved meanwhile
		return nil
	}
	return d.saveRecovery()
}

// saveRecovery puts the draft aside in the background, and forgets it once there is
// nothing left to save.
func (d *Editor) saveRecovery() tea.Cmd {
	k := &d.recovery
	if d.options.ReadOnly || !k.job.Start() {
		return nil
	}
	b := d.board
	ctx, s, m, draft := b.Context(), b.Store(), recoverySaved{seq: k.job.Seq, edit: k.lastEdit}, d.recoveryCopy()
	return func() tea.Msg {
		m.err = draft.write(ctx, s)
		return m
	}
}

func (d *Editor) handleRecoverySaved(m recoverySaved) tea.Cmd {
	k := &d.recovery
	fresh, again := k.job.Finish(m.seq)
	if fresh && m.err == nil {
		k.savedEdit = m.edit
	}
	if again {
		return d.saveRecovery()
	}
	return nil
}

// Close writes what is not kept yet, when the program ends for whatever reason.
// The commands under way must have been cancelled before: one of them could
// write an older draft over this one.
func (d *Editor) Close(ctx context.Context) error {
	if !d.recoveryBehind() && !d.recovery.abandoned {
		return nil
	}
	return d.recoveryCopy().write(ctx, d.board.Store())
}

// Abandon has the end of the program forget the draft.
func (d *Editor) Abandon() { d.recovery.abandoned = true }

// findRecovery looks for a draft that was never saved, and that no other dashboard of
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
		kept, found, err := rulebooks.ClaimDraft(ctx, s, who, os.Getpid(), processEnded)
		if err != nil || !found {
			return recoveryFound{err: err}
		}
		base, err := rulebooks.At(ctx, s, kept.BasedOn)
		return recoveryFound{
			found: true, draft: rulebook.NewDraft(base).Edit(kept.Book), version: kept.BasedOn, at: kept.At, err: err,
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

// handleRecoveryFound offers the draft that was found.
func (d *Editor) handleRecoveryFound(m recoveryFound) tea.Cmd {
	d.recoveryDone = true
	if m.err != nil || !m.found || !m.draft.Dirty() {
		return d.frame.Broadcast(Changed{}) // a draft that cannot be read is none
	}
	restore := func() tea.Cmd {
		d.draft, d.version = m.draft, m.version
		d.frame.Tell("Your draft is back, in Signals and Settings")
		return d.afterEdit()
	}
	when := words.RelativeDay(m.at, value.FromTime(d.board.Now()))
	d.frame.Open(&dialog.Decision{
		Frame: d.frame, Title: "A draft of yours was never saved",
		Sections: []dialog.Section{{
			Heading: "From " + when + " " + clean.Of(m.at.Time().In(d.board.Now().Location()).Format("15:04")) + ", it changes",
			Lines:   changeLines(m.draft.Changes()),
		}},
		Choices: []host.Binding{
			// Whoever waves it away does not mean to lose it.
			{Keys: []string{"r", "enter", "esc"}, Desc: "go on with the draft", Hint: "restore it", Run: restore},
			{Keys: []string{"x"}, Desc: "throw the draft away", Hint: "drop it", Run: d.saveRecovery}, // as it has no changes
		},
	})
	return nil
}
