package due

import (
	"cmp"
	"strings"

	"trialist/scoring/journey"
	"trialist/scoring/rulebook"
	storejourney "trialist/store/journey"
	"trialist/store/outbox"
	"trialist/ui/clean"
	"trialist/ui/layout"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// screenLayout is where the parts of the screen are.
type screenLayout struct {
	head, list layout.Rect
	preview    layout.Preview
}

// Sizes from which the preview is shown, in cells.
const (
	minWidthBeside = 120
	previewWidth   = 52
	minPreview     = 6
)

func newScreenLayout(width, height, rows int) screenLayout {
	l := screenLayout{list: layout.Rect{W: width, H: height}}
	switch {
	case width >= minWidthBeside && height >= 8:
		l.list, l.preview = layout.SplitBeside(l.list, previewWidth)
	case height >= 16:
		l.list, l.preview = layout.SplitBelow(l.list, max(height-rows-2, height/2, minPreview))
	}
	l.head, l.list = l.list.CutTop(1)
	return l
}

// View draws the screen.
func (s *Screen) View(width, height int) []theme.Line {
	styles, l := s.frame.Theme(), s.layout
	lines := make([]theme.Line, height)
	if height == 0 {
		return nil
	}
	if text := s.emptyText(); text != "" {
		for i, part := range text.Wrap(max(width-4, 1)) {
			if i+1 < height {
				lines[i+1] = theme.Line{}.Space(2).Add(styles.Muted, part)
			}
		}
		return lines
	}
	lines[0] = s.headLine(styles)
	from, to := s.dueList.VisibleRange()
	if s.showsLog {
		from, to = s.logList.VisibleRange()
	}
	at, _ := s.cursor()
	for i := from; i < to; i++ {
		if y := l.list.Y + i - from; y < height {
			lines[y] = s.rowLine(styles, i, i == at)
		}
	}
	if l.preview.Area.H > 0 {
		l.preview.Draw(styles, lines, layout.Cut(styles, s.preview(styles, l.preview.Area.W), l.preview.Area.H))
	}
	return lines
}

// emptyText is why nothing is listed; "" when something is.
func (s *Screen) emptyText() clean.Text {
	switch {
	case !s.board.Ready() && s.board.LoadErr() != nil:
		return words.Capitalize(clean.Of(s.board.LoadErr().Error()))
	case !s.board.Ready():
		return " "
	case s.showsLog && s.logErr != nil:
		return words.Capitalize(clean.Of(s.logErr.Error()))
	case s.showsLog && !s.logRead:
		return "Reading what trials were told"
	case s.showsLog && len(s.log) == 0:
		return "No trial was told anything yet. " + s.frame.KeyOf("due.outbox") + " lists what is due."
	case s.showsLog:
		return ""
	case len(journey.Milestones(s.board.Book.Card)) == 0:
		return "There are no milestones yet, so there is nothing to tell: they are the adoption signals, in their order."
	case s.findErr != nil:
		return words.Capitalize(clean.Of(s.findErr.Error()))
	case s.list == nil:
		return "Working out what each trial is due"
	case len(s.due) == 0 && len(s.list.Due) > 0:
		return "No message is due that is delivered so. " + s.frame.KeyOf("due.filter") + " lists others."
	case len(s.due) == 0:
		return "No message is due: every running trial was told what it did and what comes next. " + s.frame.KeyOf("due.outbox") + " lists what they were told."
	}
	return ""
}

// Status is how many messages there are and of which kind, for the first line of the tab.
func (s *Screen) Status(styles theme.Theme, width int) theme.Line {
	if s.showsLog {
		return s.logStatus(styles, width)
	}
	if s.list == nil {
		return nil
	}
	due := styles.Text.Line(words.Number(len(s.list.Due)) + " due")
	if n := s.markedCount(); n > 0 {
		marked := styles.Accent.Line(words.Number(n) + " marked")
		return layout.FirstFitting(width, theme.Line{}.Join(due).Add(styles.Muted, " "+styles.Glyphs.Bullet+" ").Join(marked), marked)
	}
	yours := theme.Line{}.Join(due).Add(styles.Muted, " "+styles.Glyphs.Bullet+" ").Add(styles.Text, words.Number(s.persons)+" for you")
	if s.markJob.Running {
		return layout.FirstFitting(width, yours.Add(styles.Muted, "  noting"), due)
	}
	if s.delivery != rulebook.ByFit {
		listed := styles.Accent.Line("listed: sent by " + deliveryWords(s.delivery))
		return layout.FirstFitting(width, yours.Space(2).Join(listed), listed, styles.Accent.Line("by "+deliveryWords(s.delivery)))
	}
	return layout.FirstFitting(width, yours, due)
}

// logStatus is how many messages of the outbox have which state. Where not all has room
// only those states are said that ask for something, and how many messages there are.
func (s *Screen) logStatus(styles theme.Theme, width int) theme.Line {
	if !s.logRead || s.logErr != nil {
		return styles.Text.Line("Outbox")
	}
	if n := s.markedCount(); n > 0 {
		marked := styles.Accent.Line(words.Number(n) + " marked")
		return layout.FirstFitting(width, styles.Text.Line("Outbox").Add(styles.Muted, " "+styles.Glyphs.Bullet+" ").Join(marked), marked)
	}
	counts := make(map[outbox.State]int)
	for _, t := range s.log {
		counts[t.State]++
	}
	counted := func(line theme.Line, states ...outbox.State) theme.Line {
		for _, state := range states {
			if n := counts[state]; n > 0 {
				line = line.Add(styles.Muted, " "+styles.Glyphs.Bullet+" ").Add(stateInk(styles, state), words.Number(n)+" "+clean.Of(string(state)))
			}
		}
		return line
	}
	number := styles.Text.Line(words.Number(len(s.log)) + " told")
	return layout.FirstFitting(width, counted(styles.Text.Line("Outbox"), outbox.States()...), counted(number, outbox.Failed), number)
}

func stateInk(styles theme.Theme, state outbox.State) theme.Style {
	switch state {
	case outbox.Failed:
		return styles.Bad
	case outbox.Due:
		return styles.Warn
	case outbox.Skipped:
		return styles.Muted
	case outbox.Done, outbox.Sent, outbox.Exported, outbox.Delivered:
	}
	return styles.Text
}

func deliveryWords(d rulebook.Delivery) clean.Text {
	switch d {
	case rulebook.AsTask:
		return "you"
	case rulebook.Automatic:
		return "your mailer"
	case rulebook.ByFit:
	}
	return "all"
}

// Widths of the columns, in cells.
const (
	leadWidth      = 3 // the marker of the row, the mark, and a blank
	deliveryWidth  = 13
	mailerWidth    = 10 // of the delivery and the state where the screen is narrow
	sinceWidth     = 6
	minNameMessage = 34 // the least of name and message together, beside the others
)

// columns are the widths of the columns; a delivery, or a state, of 0 has no room.
type columns struct{ name, message, delivery int }

// columns has the delivery as it is said in full, in short, or not at all: whoever reads
// the message sees it then.
func (s *Screen) columns() columns {
	rest := s.layout.list.W - leadWidth - sinceWidth
	c := columns{}
	for _, w := range []int{deliveryWidth, mailerWidth} {
		if c.delivery == 0 && rest-w >= minNameMessage && (w < deliveryWidth || rest >= 54) {
			c.delivery = w
		}
	}
	rest -= c.delivery
	c.name = max(rest*40/100, 1)
	c.message = max(rest-c.name, 1)
	return c
}

func (s *Screen) headLine(styles theme.Theme) theme.Line {
	c, m := s.columns(), styles.Muted
	line := theme.Line{}.Space(leadWidth).Join(m.Line("Trial").Pad(c.name)).Join(m.Line("Message").Pad(c.message))
	third, fourth := clean.Text("Sent by"), clean.Text("Seen")
	if s.showsLog {
		third, fourth = "State", "When"
	}
	if c.delivery > 0 {
		line = line.Join(m.Line(third).Pad(c.delivery))
	}
	return line.Add(m, fourth.PadLeft(sinceWidth)).Fit(s.layout.list.W)
}

// deliveryCell is who sends a message, in a column of a width.
func deliveryCell(d rulebook.Delivery, width int) clean.Text {
	if words := deliveryWords(d); words.Width() < width {
		return words
	}
	return "mailer"
}

// rowLine draws a message that is due, or what was told.
func (s *Screen) rowLine(styles theme.Theme, i int, selected bool) theme.Line {
	line, ink := theme.Line{}.Space(1), styles.Text
	if selected {
		line, ink = styles.Accent.Line(styles.Glyphs.Marker), styles.Strong
	}
	if s.shownMarks().Has(s.keyAt(i)) {
		line = line.Add(styles.Accent, styles.Glyphs.Full)
	}
	line = line.Pad(leadWidth)
	c := s.columns()
	var name, message, since clean.Text
	var third theme.Line
	if s.showsLog {
		t := s.log[i]
		name, message, since = s.entryName(t), s.EntryWords(t), words.Since(t.ChangedAt, s.board.AsOf)
		third = stateInk(styles, t.State).Line(clean.Of(string(t.State)))
	} else {
		d := s.due[i]
		name, message, since = s.board.AccountName(uint32(d.Slot)), s.MessageWords(d), words.Since(d.Seen, s.board.AsOf)
		third = styles.Muted.Line(deliveryCell(s.list.Delivery(d), c.delivery))
	}
	line = line.Join(ink.Line(name.Fit(c.name - 1)).Pad(c.name)).Join(styles.Text.Line(message.Fit(c.message - 1)).Pad(c.message))
	if c.delivery > 0 {
		line = line.Join(third.Pad(c.delivery))
	}
	line = line.Add(styles.Muted, since.PadLeft(sinceWidth)).Fit(s.layout.list.W).Pad(s.layout.list.W)
	if selected {
		line = line.Inherit(styles.Selection)
	}
	return line
}

// MessageWords is what a message is about.
func (s *Screen) MessageWords(d journey.Due) clean.Text {
	return words.MessageName(d.Kind, s.signalName(d.Milestone))
}

// signalName is the name of a milestone, also of one that was removed.
func (s *Screen) signalName(id int64) clean.Text {
	return clean.Of(cmp.Or(s.board.Book.Card.NameOf(id), "a milestone that is gone"))
}

func (s *Screen) entryName(t storejourney.LogEntry) clean.Text {
	return clean.Of(cmp.Or(t.Name, t.Account))
}

// EntryWords is what was told.
func (s *Screen) EntryWords(t storejourney.LogEntry) clean.Text {
	return words.MessageName(t.Past.Kind, s.signalName(t.Past.Milestone))
}

// StateWords say what became of what was told.
func (s *Screen) StateWords(t storejourney.LogEntry) clean.Text {
	said := words.Capitalize(clean.Of(string(t.State))) + " "
	if t.State == outbox.Due {
		said = "To be delivered, since "
	}
	said += words.RelativeDay(t.ChangedAt, s.board.AsOf, s.board.Zone())
	if t.ChangedBy != "" {
		said += " by " + clean.Of(t.ChangedBy)
	}
	if t.Target != "" {
		said += ", to " + clean.Of(t.Target)
	}
	if t.Error != "" {
		said += ". It fails: " + clean.Of(t.Error)
	}
	return said
}

// preview is the message under the cursor, whole.
func (s *Screen) preview(styles theme.Theme, width int) []theme.Line {
	if t, ok := s.selectedEntry(); ok {
		lines := layout.Wrap(styles.Muted, s.StateWords(t)+". It "+words.MessageMeaning(t.Past.Kind)+".", width)
		return append(append(lines, layout.Wrap(styles.Strong, clean.Of(t.Subject), width)...), bodyOf(styles, t.Said(), width)...)
	}
	d, ok := s.selectedDue()
	if !ok {
		return nil
	}
	m, filled := s.texts[d.Slot]
	if !filled {
		return nil
	}
	lines := layout.Wrap(styles.Muted, "To "+recipient(m)+", sent by "+deliveryWords(m.Delivery)+". It "+words.MessageMeaning(m.Kind)+".", width)
	lines = append(lines, layout.Wrap(styles.Strong, clean.Of(m.Subject), width)...)
	lines = append(lines, bodyOf(styles, m.Body, width)...)
	if words := missingWords(m.Missing); words != "" {
		lines = append(lines, layout.Wrap(styles.Warn, words, width)...)
	}
	return lines
}

// missingWords say which fields nothing is known for; "" for none.
func missingWords(fields []string) clean.Text {
	if len(fields) == 0 {
		return ""
	}
	return "Not known of it: " + clean.Of(strings.Join(fields, ", ")) + ". It is left out of exports."
}

func bodyOf(styles theme.Theme, body string, width int) []theme.Line {
	var lines []theme.Line
	for _, line := range bodyLines(body) {
		lines = append(lines, layout.Wrap(styles.Text, line, width)...)
	}
	return lines
}

// bodyLines is the lines of a body without empty ones at its end.
func bodyLines(body string) []clean.Text { return clean.Lines(strings.TrimRight(body, "\n")) }
