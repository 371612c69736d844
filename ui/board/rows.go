package board

import (
	tea "charm.land/bubbletea/v2"

	"trialist/store/accounts"
	"trialist/ui/clean"
)

// AccountName is the name of the account in a slot, or its id where it has no
// name; "" while it is being read.
func (b *Board) AccountName(slot uint32) clean.Text {
	row, ok := b.rows[slot]
	if !ok {
		return ""
	}
	if row.Name == "" {
		return clean.Of(row.ID)
	}
	return clean.Of(row.Name)
}

// RequestRows reads the rows of the slots that are not in memory. One read runs at
// a time: while one is pending nothing is started, and a later call asks for
// what is on screen by then.
func (b *Board) RequestRows(slots []uint32) tea.Cmd {
	if !b.Ready() || b.rowsJob.Running || b.rowsFailed {
		return nil
	}
	var missing []uint32
	for _, slot := range slots {
		if _, ok := b.rows[slot]; !ok || b.stale[slot] {
			missing = append(missing, slot)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	b.rowsJob.Start()
	return loadRows(b.ctx, b.rowsJob.Seq, b.store, missing, b.TouchesAt())
}

func (b *Board) handleRows(m rowsLoaded) {
	if fresh, _ := b.rowsJob.Finish(m.seq); !fresh {
		return
	}
	if m.err != nil {
		b.rowsFailed = true
		return
	}
	if len(b.rows) > maxRows {
		clear(b.rows)
		clear(b.stale)
	}
	for _, slot := range m.slots {
		delete(b.stale, slot)
		b.rows[slot] = accounts.Row{Slot: slot} // empty where there is no row, so that it is not asked for again
	}
	for _, row := range m.rows {
		b.rows[row.Slot] = row
	}
}

// invalidateRows has every row read again the next time it is on screen.
func (b *Board) invalidateRows() {
	b.segments.now++
	b.rowsJob.Invalidate()
	b.rowsFailed = false
	for slot := range b.rows {
		b.stale[slot] = true
	}
	b.invalidateAccount()
}

// InvalidateAccounts has the rows and the details of accounts read again after
// touches. The list is made anew too: what is shown may depend on touches.
func (b *Board) InvalidateAccounts(ids []string) tea.Cmd {
	b.segments.now++
	touched := make(map[string]bool, len(ids))
	for _, id := range ids {
		touched[id] = true
	}
	for slot, row := range b.rows {
		if touched[row.ID] {
			b.stale[slot] = true
		}
	}
	b.invalidateAccount()
	return b.rerank()
}
