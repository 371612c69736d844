package ui

import (
	"trialist/scoring/rulebook"
	"trialist/ui/clean"
	"trialist/ui/theme"
)

// emptyLines says why there is no list and what to do about it; nil when there
// is one, or when there is nothing to say yet.
func (c *convert) emptyLines(width int) []theme.Line {
	look, b := c.frame.Theme(), c.board
	switch {
	case b.broken != nil:
		return paragraphs(look, width, sentence(clean.Of(b.broken.Error()))+".", "q leaves.")
	case !b.ready():
		if b.slow {
			lines := paragraphs(look, width, "Reading "+clean.Of(c.board.fileName())+".")
			return append(lines, look.Muted.Say(b.reading.words()))
		}
		return nil
	case len(b.shown) > 0:
		return nil
	case b.ranking.Len() > 0:
		return paragraphs(look, width,
			"The filter hides all "+count(b.ranking.Len(), "trial", "trials")+".",
			"esc takes it off, / changes it.")
	case len(b.people.Status) == 0:
		return paragraphs(look, width,
			"Nothing has been imported yet.",
			"Leave with q and run: trialist import customers.csv events.csv",
			"Or look around in made-up data first: trialist demo")
	}
	return c.noTrials(width)
}

// lacksTrials reports whether there are accounts and none of them is a trial.
func (c *convert) lacksTrials() bool {
	b := c.board
	return b.ready() && b.ranking.Len() == 0 && len(b.people.Status) > 0
}

// noTrials tells what the accounts are instead of trials.
func (c *convert) noTrials(width int) []theme.Line {
	look, b := c.frame.Theme(), c.board
	_, at := c.board.asOfText()
	lines := paragraphs(look, width, "No account has trial status as of "+at+".")
	for _, status := range rulebook.Statuses() {
		lines = append(lines, numberLine(look, b.counts[status], clean.Of(status.String())))
	}
	if n := b.counts[rulebook.NoStatus]; n > 0 {
		lines = append(lines, numberLine(look, n, "of which only events are known, or whose trial starts later"))
	}
	lines = append(lines, nil)
	return append(lines, paragraphs(look, width,
		"The status conditions say what a trial is: enter opens them.",
		"Other days can be looked at with --as-of.")...)
}

func numberLine(look theme.Theme, n int, what clean.Text) theme.Line {
	return look.Text.Say(number(n).PadLeft(8)).Gap(2).Add(look.Muted, what)
}
