package convert

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/condition"
	"trialist/scoring/explain"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/words"
)

// maxLeftOut is how many of the accounts that are left out are listed. Each is read
// whole, for the rule that holds.
const maxLeftOut = 200

// leftOutRow is an account that is left out.
type leftOutRow struct {
	slot     uint32
	id, name string
	rules    []condition.Rule // those that leave it out
}

// leftOutRead is the first accounts that are left out, in the order of their slots.
type leftOutRead struct {
	seq   int
	rows  []leftOutRow
	total int
	err   error
}

// leftOutCount is how many accounts count nowhere.
func (c *Screen) leftOutCount() int {
	if !c.board.Ready() {
		return 0
	}
	return c.board.Population.LeftOut.Count()
}

// listLeftOut reads the accounts that are left out, with the rules.
func (c *Screen) listLeftOut() tea.Cmd {
	total := c.leftOutCount()
	if total == 0 || !c.leftOutJob.Start() {
		return nil
	}
	var slots []uint32
	for slot := range c.board.Population.LeftOut.All() {
		if slots = append(slots, uint32(slot)); len(slots) == maxLeftOut {
			break
		}
	}
	b := c.board
	ctx, db, seq, when, m := b.Context(), b.Store(), c.leftOutJob.Seq, b.Book.Lifecycle.LeftOut, b.Moment()
	return func() tea.Msg {
		rows, err := readLeftOut(ctx, db, slots, when, m)
		return leftOutRead{seq, rows, total, err}
	}
}

// readLeftOut reads accounts, and which rules of a condition hold for each.
func readLeftOut(ctx context.Context, db *store.Store, slots []uint32, when condition.Condition, m condition.Moment) ([]leftOutRow, error) {
	var rows []leftOutRow
	for _, slot := range slots {
		a, err := accounts.BySlot(ctx, db, slot)
		if err != nil {
			return nil, err
		}
		rows = append(rows, leftOutRow{slot, a.ID, a.Name, explain.HoldingRules(when, &a, m)})
	}
	return rows, nil
}

// openLeftOut opens the list.
func (c *Screen) openLeftOut(read leftOutRead) {
	if fresh, _ := c.leftOutJob.Finish(read.seq); !fresh {
		return
	}
	if read.err != nil {
		c.frame.Fail(read.err)
		return
	}
	var choices []dialog.Choice
	for _, row := range read.rows {
		text := words.AccountName(accounts.Row{ID: row.id, Name: row.name})
		if rules := words.RulesText(row.rules); rules != "" {
			text += ", as " + rules
		}
		choices = append(choices, dialog.Choice{
			Text: text, Keywords: clean.Of(row.id), Run: func() tea.Cmd { return c.openTrial(row.slot) },
		})
	}
	title := words.Number(read.total) + " left out"
	if len(choices) < read.total {
		title += ", the first " + words.Number(len(choices))
	}
	m := dialog.NewMenu(c.frame, title, choices)
	m.Searchable = true
	c.frame.Open(m)
}
