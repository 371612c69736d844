package convert

import (
	"trialist/scoring/rulebook"
	"trialist/ui/clean"
	"trialist/ui/layout"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// statusLine is the filter or the order, and at the right the counts or what is
// wrong with the filter.
func (c *Screen) statusLine(width int) theme.Line {
	styles := c.frame.Theme()
	left := c.filter.line(styles, width)
	if left == nil && c.board.Ready() && c.board.Ranking().Len() > 0 {
		left = theme.Line{}.Space(1).Add(styles.Muted, c.sortText())
	}
	if !c.filter.editing {
		left = c.viewLine(width).Join(left)
	}
	if message, below := c.filterMessage(); below {
		return left
	} else if message != nil {
		return theme.Justify(left, message.Space(1), width)
	}
	right := c.countsLine(width - min(left.Width(), width/2) - 2)
	return theme.Justify(c.withNews(left, width-right.Width()-2), right, width)
}

// filterMessage says what is wrong with the filter, or what it waits for; nil for
// nothing. It reports whether it is too long for the line of the filter, so that it
// stands below.
func (c *Screen) filterMessage() (message theme.Line, below bool) {
	styles := c.frame.Theme()
	switch wrong := c.filterError(); {
	case wrong != "":
		message = styles.Bad.Line(wrong)
	case c.filter.waiting != "":
		message = styles.Muted.Line(c.filter.waiting)
	case c.filter.editing && c.board.HeldBack() && len(c.filter.completions.List) > 0:
		message = styles.Muted.Line("no such trial; waiting for " + clean.Of(c.filter.completions.List[0].Text))
	default:
		return nil, false
	}
	left := c.filter.line(styles, c.layout.status.W)
	if !c.filter.editing {
		left = c.viewLine(c.layout.status.W).Join(left)
	}
	return message, message.Width() > c.layout.status.W-left.Width()-3
}

// drawCompletions draws the message about the filter where its line has no room, and the
// completions, over the list.
func (c *Screen) drawCompletions(lines []theme.Line) {
	message, below := c.filterMessage()
	at := c.layout.status.H
	if below && at < len(lines) {
		lines[at] = theme.Line{}.Space(1).Join(message).Fit(c.layout.status.W)
	}
	if box, where := c.completionBox(c.frame.Theme(), c.layout.status.W, len(lines)); box != nil {
		layout.DrawOver(lines, box, layout.Rect{X: where.X, Y: at + 1, W: where.W, H: where.H})
	}
}

// viewLine is the name of the view that the list is.
func (c *Screen) viewLine(width int) theme.Line {
	at := c.currentView()
	if at < 0 {
		return nil
	}
	return theme.Line{}.Space(1).Add(c.frame.Theme().Strong, clean.Of(c.views[at].Name).Fit(width/3)).Space(1)
}

// countsLine says how many trials are marked and how many there are, in at most so many
// cells where it can: the marks are left out last.
func (c *Screen) countsLine(room int) theme.Line {
	styles := c.frame.Theme()
	counts := styles.Muted.Line(c.countsText()).Space(1)
	marked := c.marksText()
	if marked == "" {
		return counts
	}
	if both := styles.Accent.Line(marked).Space(3).Join(counts); both.Width() <= room {
		return both
	}
	return styles.Accent.Line(marked).Space(1)
}

// sortText says what the list is sorted by.
func (c *Screen) sortText() clean.Text {
	sort := c.board.Sort()
	text := "By " + words.SortName(sort.By)
	if sort.Reverse {
		text += ", the other way round"
	}
	return text
}

// withNews is the left of the status line with what changed since the last look, in width
// cells. Where there is no room for both, the order gives way, and a filter does not.
func (c *Screen) withNews(left theme.Line, width int) theme.Line {
	if c.news == nil || c.filter.editing {
		return left
	}
	styles, texts := c.frame.Theme(), c.news()
	before := []theme.Line{append(theme.Line{}, left...).Add(styles.Muted, " "+styles.Glyphs.Bullet+" ")}
	if c.filter.line(styles, width) == nil && c.currentView() < 0 {
		before = append(before, theme.Line{}.Space(1))
	}
	for _, start := range before {
		for _, text := range texts {
			if line := append(theme.Line{}, start...).Add(styles.Accent, text); line.Width() <= width {
				return line
			}
		}
	}
	return left
}

// countsText is how many trials there are, how many of them are shown and how
// many of those are qualified; and how many accounts count nowhere.
func (c *Screen) countsText() clean.Text {
	b := c.board
	if !b.Ready() || b.Ranking().Len() == 0 {
		return ""
	}
	if b.Searching() {
		return "searching"
	}
	text := words.Count(b.Ranking().Len(), "trial", "trials")
	if !b.ShownFilter().Empty() {
		text = words.Number(len(b.Shown())) + " of " + text
	}
	dot := " " + c.frame.Theme().Glyphs.Bullet + " "
	leftOut := clean.Text("")
	if n := c.leftOutCount(); n > 0 {
		leftOut = dot + words.Number(n) + " left out"
	}
	if len(b.Book.Card.Enabled(rulebook.Adoption))+len(b.Book.Card.Enabled(rulebook.Fit)) == 0 {
		return text + dot + "no signals yet, so no scores" + leftOut
	}
	text += dot + words.Number(b.QualifiedCount()) + " qualified"
	if lane, raised := b.Lane(); lane == 0 && raised > 0 {
		text += dot + words.Number(raised) + " raised a hand"
	}
	if hidden := c.hiddenText(); hidden != "" {
		text += dot + hidden
	}
	return text + leftOut
}

// hiddenText says how many trials are left out as they are snoozed or dismissed; "" for
// none.
func (c *Screen) hiddenText() clean.Text {
	snoozed, dismissed := c.board.HiddenCounts()
	var parts []clean.Text
	if snoozed > 0 {
		parts = append(parts, words.Number(snoozed)+" snoozed")
	}
	if dismissed > 0 {
		parts = append(parts, words.Number(dismissed)+" dismissed")
	}
	return clean.Join(parts, ", ")
}
