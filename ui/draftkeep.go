package ui

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
	"trialist/ui/clean"
)

// keepAfter is how long after an edit the draft is written. A key held down makes
// 30 edits a second, and each write waits for the disk.
const keepAfter = 300 * time.Millisecond

// Answers of the commands that keep a draft aside, for the day the program is
// killed or the power goes.
type (
	// draftRested is that keepAfter has passed since the edit of that number.
	draftRested struct{ edit int }

	// draftKept is an attempt to keep the draft, or to forget it, as it was after
	// the edit of that number. It may fail: the draft itself is in memory.
	draftKept struct {
		seq, edit int
		err       error
	}

	// draftFound is the draft of this user that was never saved, if there is
	// one.
	draftFound struct {
		found   bool
		draft   rulebook.Draft
		version int64 // that it is made from
		at      value.Instant
		err     error
	}
)

// keeping is how far the draft in the workspace is behind the one in memory.
type keeping struct {
	job     job
	waits   bool // until the hands rest
	edit    int  // the last one made here
	kept    int  // the last one that the workspace has
	givenUp bool // the user quits without the draft
}

// keptDraft is a draft on its way into the workspace.
type keptDraft struct {
	store.Draft
	drop bool // there is nothing to save; what was kept is to be forgotten
}

// write puts the draft into the workspace, or forgets the one there.
func (k keptDraft) write(ctx context.Context, s *store.Store) error {
	if k.drop {
		return s.DeleteDraft(ctx, k.Who, k.Process)
	}
	return s.SaveDraft(ctx, k.Draft)
}

// toKeep is the draft as it is now.
func (d *drafting) toKeep() keptDraft {
	return keptDraft{
		Draft: store.Draft{
			Who: d.options.Who, Process: os.Getpid(), BasedOn: d.version, Book: d.book(), At: value.FromTime(d.board.now()),
		},
		drop: !d.dirty() || d.keeping.givenUp,
	}
}

// behind reports whether the workspace has another draft than there is.
func (d *drafting) behind() bool {
	return !d.options.ReadOnly && d.keeping.kept != d.keeping.edit
}

// keepSoon notes an edit, and has it written when none follows for a while. There
// is one clock at most: an edit while it runs has it run again.
func (d *drafting) keepSoon() tea.Cmd {
	k := &d.keeping
	k.edit++
	if k.waits {
		return nil
	}
	k.waits = true
	return d.rest()
}

func (d *drafting) rest() tea.Cmd {
	edit := d.keeping.edit
	return d.board.tick(keepAfter, func(time.Time) tea.Msg { return draftRested{edit} })
}

// takeRested writes the draft, unless it was edited since.
func (d *drafting) takeRested(m draftRested) tea.Cmd {
	k := &d.keeping
	if m.edit != k.edit {
		return d.rest()
	}
	k.waits = false
	if !d.behind() { // it was saved meanwhile
		return nil
	}
	return d.keep()
}

// keep puts the draft aside in the background, and forgets it once there is
// nothing left to save.
func (d *drafting) keep() tea.Cmd {
	k := &d.keeping
	if d.options.ReadOnly || !k.job.start() {
		return nil
	}
	b := d.board
	ctx, s, m, draft := b.ctx, b.store, draftKept{seq: k.job.seq, edit: k.edit}, d.toKeep()
	return func() tea.Msg {
		m.err = draft.write(ctx, s)
		return m
	}
}

func (d *drafting) takeKept(m draftKept) tea.Cmd {
	k := &d.keeping
	fresh, again := k.job.finish(m.seq)
	if fresh && m.err == nil {
		k.kept = m.edit
	}
	if again {
		return d.keep()
	}
	return nil
}

// close writes what is not kept yet, when the program ends for whatever reason.
// The commands under way must have been cancelled before: one of them could
// write an older draft over this one.
func (d *drafting) close(ctx context.Context) error {
	if !d.behind() && !d.keeping.givenUp {
		return nil
	}
	return d.toKeep().write(ctx, d.board.store)
}

// abandon has the end of the program forget the draft.
func (d *drafting) abandon() { d.keeping.givenUp = true }

// recover looks for a draft that was never saved, and that no other dashboard of
// this user has open.
func (d *drafting) recover() tea.Cmd {
	if d.options.ReadOnly {
		d.ready = true
		return nil
	}
	b := d.board
	return findDraft(b.ctx, b.store, d.options.Who)
}

func findDraft(ctx context.Context, s *store.Store, who string) tea.Cmd {
	return func() tea.Msg {
		kept, found, err := s.ClaimDraft(ctx, who, os.Getpid(), gone)
		if err != nil || !found {
			return draftFound{err: err}
		}
		base, err := s.RulebookAt(ctx, kept.BasedOn)
		return draftFound{
			found: true, draft: rulebook.NewDraft(base).Edit(kept.Book), version: kept.BasedOn, at: kept.At, err: err,
		}
	}
}

// gone reports whether a process has ended.
func gone(process int) bool {
	if process <= 0 {
		return true
	}
	p, err := os.FindProcess(process)
	return err != nil || errors.Is(p.Signal(syscall.Signal(0)), os.ErrProcessDone)
}

// takeFound offers the draft that was found.
func (d *drafting) takeFound(m draftFound) tea.Cmd {
	d.ready = true
	if m.err != nil || !m.found || !m.draft.Dirty() {
		return d.frame.Broadcast(draftChanged{}) // a draft that cannot be read is none
	}
	restore := func() tea.Cmd {
		d.draft, d.version = m.draft, m.version
		d.frame.Tell("Your draft is back, in Signals and Settings")
		return d.changed()
	}
	when := dayWord(m.at, value.FromTime(d.board.now()))
	d.frame.Open(&decision{
		frame: d.frame, title: "A draft of yours was never saved",
		parts: []part{{
			"From " + when + " " + clean.Of(m.at.Time().In(d.board.now().Location()).Format("15:04")) + ", it changes",
			changeWords(m.draft.Changes()),
		}},
		choices: []binding{
			// Whoever waves it away does not mean to lose it.
			{keys: []string{"r", "enter", "esc"}, does: "go on with the draft", short: "restore it", run: restore},
			{keys: []string{"x"}, does: "throw the draft away", short: "drop it", run: d.keep}, // as it has no changes
		},
	})
	return nil
}
