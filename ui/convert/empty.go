package convert

import (
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/ui/clean"
	"trialist/ui/layout"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// emptyLines says why there is no list and what to do about it; nil when there is
// a list, and in the first moment of reading.
func (c *Screen) emptyLines(width int) []theme.Line {
	styles, b := c.frame.Theme(), c.board
	switch {
	case b.LoadErr() != nil:
		return layout.Paragraphs(styles, width, words.Capitalize(clean.Of(b.LoadErr().Error()))+".", "q leaves.")
	case !b.Ready():
		if b.Reading() {
			lines := layout.Paragraphs(styles, width, "Reading "+clean.Of(c.board.FileName())+".")
			return append(lines, styles.Muted.Line(b.ProgressText()))
		}
		return nil
	case len(b.Shown()) > 0:
		return nil
	case c.hiddenText() != "":
		return layout.Paragraphs(styles, width,
			"What would be listed is out of the list: "+c.hiddenText()+".",
			c.frame.KeyOf("convert.hidden")+" shows them.")
	case b.Ranking().Len() > 0:
		return layout.Paragraphs(styles, width,
			"The filter hides all "+words.Count(b.Ranking().Len(), "trial", "trials")+".",
			"esc takes it off, / changes it.")
	case len(b.Population.Status) == 0:
		return layout.Paragraphs(styles, width,
			"Nothing has been imported yet.",
			"Leave with "+c.frame.KeyOf("everywhere.quit")+" and run: trialist import customers.csv events.csv",
			"Or look around in made-up data first: trialist demo")
	}
	return c.noTrialsLines(width)
}

// hasNoTrials reports whether there are accounts and none of them has trial
// status.
func (c *Screen) hasNoTrials() bool {
	b := c.board
	return b.Ready() && b.Ranking().Len() == 0 && len(b.Population.Status) > 0
}

// noTrialsLines is how many accounts have each status, where none is a trial.
func (c *Screen) noTrialsLines(width int) []theme.Line {
	styles, b := c.frame.Theme(), c.board
	_, at := c.board.AsOfText()
	lines := layout.Paragraphs(styles, width, "No account has trial status as of "+at+".")
	for _, status := range rulebook.Statuses() {
		lines = append(lines, countLine(styles, b.Counts[status], clean.Of(status.String())))
	}
	leftOut := c.leftOutCount()
	if leftOut > 0 {
		lines = append(lines, countLine(styles, leftOut, "left out; "+c.frame.KeyOf("convert.left-out")+" lists them"))
	}
	if n := b.Counts[rulebook.NoStatus] - leftOut; n > 0 {
		lines = append(lines, countLine(styles, n, "of which only events are known, or whose trial starts later"))
	}
	lines = append(lines, nil)
	another := c.frame.KeyOf("everywhere.as-of") + " shows how things stood on another day"
	if began := lastBegan(b.Population); began.Known() {
		another = "The last trial began on " + clean.Of(b.Zone().Local(began).Time().Format("2 Jan 2006")) + ". " + another + ", such as the one after that"
	}
	return append(lines, layout.Paragraphs(styles, width,
		"The status conditions say what a trial is: "+c.frame.KeyOf("convert.open")+" opens them.", another+".")...)
}

// lastBegan is when the last trial began that has; [value.Never] where none has.
func lastBegan(p *rank.Population) value.Instant {
	last := value.Never
	for _, start := range p.Start {
		if start.Known() && start <= p.AsOf && (!last.Known() || start > last) {
			last = start
		}
	}
	return last
}

func countLine(styles theme.Theme, n int, what clean.Text) theme.Line {
	return styles.Text.Line(words.Number(n).PadLeft(8)).Space(2).Add(styles.Muted, what)
}
