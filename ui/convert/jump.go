package convert

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/words"
)

// JumpTo goes to the trial of a rank, from 1, which is the number at the left of its
// row.
func (c *Screen) JumpTo(rank int) tea.Cmd {
	b := c.board
	if why := c.jumpDisabledReason(rank); why != "" {
		c.frame.Tell(words.Capitalize(why))
		return nil
	}
	c.list.Select(b.IndexOf(b.Ranking().Slots[rank-1]))
	return nil
}

// jumpDisabledReason is why there is no going to a rank; "" when there is.
func (c *Screen) jumpDisabledReason(rank int) clean.Text {
	b := c.board
	switch {
	case !b.Ready() || b.Ranking().Len() == 0:
		return "there is no list yet"
	case rank < 1 || rank > b.Ranking().Len():
		return "the list goes from 1 to " + words.Number(b.Ranking().Len())
	case b.IndexOf(b.Ranking().Slots[rank-1]) < 0:
		return "the filter hides number " + words.Number(rank)
	}
	return ""
}

// askForNumber asks for the rank to go to. In the palette a number does the same.
func (c *Screen) askForNumber() tea.Cmd {
	c.frame.Open(&dialog.Prompt{Frame: c.frame, Label: "Go to number", OnEnter: func(text string) tea.Cmd {
		number, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil {
			c.frame.Tell("Not a number: " + clean.Of(text))
			return nil
		}
		return c.JumpTo(number)
	}})
	return nil
}
