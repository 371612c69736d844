package draft

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/rulebooks"
	"trialist/ui/clean"
)

// bookSaved is the answer to a save. A conflict is no error: it is a question.
type bookSaved struct {
	seq      int
	draft    rulebook.Rulebook // the draft when it was saved
	book     rulebook.Rulebook // what was saved of it
	version  int64
	conflict *conflict
	err      error
}

// save makes the draft the rulebook in force, in one transaction.
func (d *Editor) save() tea.Cmd {
	return d.saveAs(d.Book(), d.draft.Saved(), d.version)
}

// saveAs saves a book that takes the place of version, which says what saved
// does.
func (d *Editor) saveAs(book, saved rulebook.Rulebook, version int64) tea.Cmd {
	if why := d.DisabledReason(); why != "" {
		d.frame.Tell("Cannot save: " + why)
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
	return saveDraft(d.board.Context(), d.board.Store(), m, version, by, first)
}

// saveDraft is the command behind save. The draft that is to be kept first, if
// any, is there in case saving does not come to its end. When somebody else saved
// in between it reads what.
func saveDraft(ctx context.Context, s *store.Store, m bookSaved, basedOn int64, by rulebooks.Commit, first *recoveryCopy) tea.Cmd {
	return func() tea.Msg {
		if first != nil {
			_ = first.write(ctx, s) // saving meets the same fault, and tells it
		}
		m.version, m.err = rulebooks.Save(ctx, s, m.book, basedOn, by)
		if errors.Is(m.err, store.ErrConflict) {
			m.conflict, m.err = readConflict(ctx, s, basedOn)
		}
		return m
	}
}

// handleSaved makes what was saved the base of the draft. What was edited while it
// was on its way stays an edit.
func (d *Editor) handleSaved(m bookSaved) tea.Cmd {
	if fresh, _ := d.saveJob.Finish(m.seq); !fresh {
		return nil
	}
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
	// The draft that is kept is saved now: it would be offered after a crash.
	return tea.Batch(d.afterEdit(), d.saveRecovery(), d.board.Reload())
}
