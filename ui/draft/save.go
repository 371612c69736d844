package draft

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/facts"
	"trialist/store/rulebooks"
	"trialist/store/workflows"
	"trialist/ui/clean"
)

// bookSaved is the answer to a save. A conflict is not an error: the user is
// asked.
type bookSaved struct {
	seq      int
	draft    rulebook.Rulebook // the draft when the save began
	book     rulebook.Rulebook // the rulebook to save, in a conflict merged from the draft and theirs
	version  int64             // of book
	conflict *conflict
	err      error
}

// save saves the draft in one transaction.
func (d *Editor) save() tea.Cmd {
	return d.saveAs(d.Book(), d.draft.Saved(), d.version)
}

// SaveThen saves the draft, and runs next when that succeeded. After an error or a
// conflict, which the user is asked about, it does not.
func (d *Editor) SaveThen(next tea.Cmd) tea.Cmd {
	d.afterSave = next
	return d.save()
}

// saveAs saves book as the successor of version, whose rulebook is saved.
func (d *Editor) saveAs(book, saved rulebook.Rulebook, version int64) tea.Cmd {
	if why := d.saveDisabledReason(); why != "" {
		d.frame.Tell("Cannot save: " + why)
		d.afterSave = nil
		return nil
	}
	if d.saveJob.Running {
		return nil
	}
	d.saveJob.Start()
	by := rulebooks.Commit{
		Who: d.options.Who, At: value.FromTime(d.board.Now()),
		Summary: rulebook.DescribeChanges(rulebook.Diff(saved, book)),
	}
	m := bookSaved{seq: d.saveJob.Seq, draft: d.Book(), book: book}
	var first *recoveryCopy
	if d.recoveryBehind() {
		draft := d.recoveryCopy()
		first = &draft
	}
	return saveDraft(d.board.Context(), d.board.Cache(), d.board.ActingAt(), m, rulebooks.Base{Version: version, TimeZone: saved.TimeZone}, by, first)
}

// saveDraft is the command of saveAs. It writes the recovery copy first, if that is
// out of date, in case the program ends while saving. When somebody else has
// saved since base it reads what. Workflows that it enables start from what holds then;
// where that fails they do so at their next run.
func saveDraft(
	ctx context.Context, cache *facts.Cache, asOf value.Instant, m bookSaved, base rulebooks.Base, by rulebooks.Commit, first *recoveryCopy,
) tea.Cmd {
	return func() tea.Msg {
		s := cache.Store()
		if first != nil {
			_ = first.write(ctx, s) // saving fails for the same reason, and reports it
		}
		m.version, m.err = rulebooks.SaveFrom(ctx, s, m.book, base, by)
		if errors.Is(m.err, store.ErrConflict) {
			m.conflict, m.err = readConflict(ctx, s, base.Version)
		} else if m.err == nil {
			_ = workflows.Start(ctx, cache, m.book, asOf)
		}
		return m
	}
}

// handleSaved bases the draft on what was saved. Edits made while saving stay
// edits.
func (d *Editor) handleSaved(m bookSaved) tea.Cmd {
	if fresh, _ := d.saveJob.Finish(m.seq); !fresh {
		return nil
	}
	next := d.afterSave
	d.afterSave = nil
	if m.err != nil {
		d.frame.Fail(m.err)
		return nil
	}
	if m.conflict != nil {
		m.conflict.base = d.draft.Saved()
		d.frame.Open(d.conflictDialog(m.conflict))
		return nil
	}
	d.frame.Tell("Saved: " + clean.Of(rulebook.DescribeChanges(rulebook.Diff(d.draft.Saved(), m.book))))
	later := rulebook.Rebase(m.draft, d.Book(), m.book)
	d.draft, d.version = rulebook.NewDraft(m.book).Edit(later), m.version
	// The recovery copy is out of date now. Left there, it would be offered after
	// a crash.
	cmds := tea.Batch(d.afterEdit(), d.saveRecovery(), d.board.Reload())
	if next != nil && !d.Dirty() {
		return next
	}
	return cmds
}
