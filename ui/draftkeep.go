package ui

import (
	"context"
	"errors"
	"os"
	"syscall"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring"
	"trialist/store"
	"trialist/ui/clean"
)

// Answers of the commands that keep a draft aside, for the day the program is
// killed or the power goes.
type (
	// draftKept is an attempt to keep the draft, or to forget it. It may fail:
	// the draft itself is in memory.
	draftKept struct{ seq int }

	// draftFound is the draft of this user that was never saved, if there is
	// one.
	draftFound struct {
		found   bool
		draft   scoring.Draft
		version int64 // that it is made from
		at      scoring.Instant
		err     error
	}
)

// keep puts the draft aside in the background, and forgets it once there is
// nothing left to save.
func (d *drafting) keep() tea.Cmd {
	if d.app.options.ReadOnly || !d.keeping.start() {
		return nil
	}
	b := &d.app.board
	ctx, s, seq, who, process := b.ctx, b.store, d.keeping.seq, d.app.options.Who, os.Getpid()
	if !d.dirty() {
		return func() tea.Msg {
			_ = s.DropDraft(ctx, who, process) // the next save or start finds nothing new in it
			return draftKept{seq}
		}
	}
	draft := store.Draft{Who: who, Process: process, BasedOn: d.version, Book: d.book(), At: scoring.At(b.now())}
	return func() tea.Msg {
		_ = s.KeepDraft(ctx, draft) // best effort, see draftKept
		return draftKept{seq}
	}
}

func (d *drafting) takeKept(m draftKept) tea.Cmd {
	if _, again := d.keeping.finish(m.seq); again {
		return d.keep()
	}
	return nil
}

// forget drops what was kept, and then runs what follows.
func (d *drafting) forget(then tea.Cmd) tea.Cmd {
	b := &d.app.board
	ctx, s, who := b.ctx, b.store, d.app.options.Who
	d.keeping.drop()
	return func() tea.Msg {
		_ = s.DropDraft(ctx, who, os.Getpid()) // else it is offered once more
		if then == nil {
			return nil
		}
		return then()
	}
}

// recover looks for a draft that was never saved, and that no other dashboard of
// this user has open.
func (d *drafting) recover() tea.Cmd {
	if d.app.options.ReadOnly {
		d.ready = true
		return nil
	}
	b := &d.app.board
	return findDraft(b.ctx, b.store, d.app.options.Who)
}

func findDraft(ctx context.Context, s *store.Store, who string) tea.Cmd {
	return func() tea.Msg {
		kept, found, err := s.ClaimDraft(ctx, who, os.Getpid(), gone)
		if err != nil || !found {
			return draftFound{err: err}
		}
		base, err := s.RulebookAt(ctx, kept.BasedOn)
		return draftFound{
			found: true, draft: scoring.NewDraft(base).Edit(kept.Book), version: kept.BasedOn, at: kept.At, err: err,
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
		return d.app.broadcast(draftChanged{}) // a draft that cannot be read is none
	}
	restore := func() tea.Cmd {
		d.draft, d.version = m.draft, m.version
		d.app.tell("Your draft is back, in Signals and Settings")
		return d.changed()
	}
	when := dayWord(m.at, scoring.At(d.app.board.now()))
	d.app.open(&decision{
		app: d.app, title: "A draft of yours was never saved",
		parts: []part{{
			"From " + when + " " + clean.Of(m.at.Time().In(d.app.board.now().Location()).Format("15:04")) + ", it changes",
			changeWords(m.draft.Changes()),
		}},
		choices: []binding{
			// Whoever waves it away does not mean to lose it.
			{keys: []string{"r", "enter", "esc"}, does: "go on with the draft", short: "restore it", run: restore},
			{keys: []string{"x"}, does: "throw the draft away", short: "drop it", run: func() tea.Cmd { return d.forget(nil) }},
		},
	})
	return nil
}
