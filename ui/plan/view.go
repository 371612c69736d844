package plan

import (
	"trialist/scoring/message"
	"trialist/scoring/rulebook"
	"trialist/ui/clean"
	"trialist/ui/layout"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// screenLayout is where the parts of the screen are: the head of the table, its rows, and
// the preview.
type screenLayout struct {
	head, list layout.Rect
	preview    layout.Preview
}

// Sizes from which the preview is shown, in cells.
const (
	minWidthBeside = 120
	previewWidth   = 48
	minPreview     = 5
)

func newScreenLayout(width, height, rows int) screenLayout {
	l := screenLayout{list: layout.Rect{W: width, H: height}}
	switch {
	case width >= minWidthBeside && height >= 8:
		l.list, l.preview = layout.SplitBeside(l.list, previewWidth)
	case height >= 10:
		l.list, l.preview = layout.SplitBelow(l.list, max(height-rows-2, minPreview))
	}
	l.head, l.list = l.list.CutTop(1)
	return l
}

// columns is the widths of the table: of the names, and of the messages that drive and
// that reward. Where there is no room for both, the one that is chosen has it.
type columns struct{ name, phase, first, second int }

func (s *Screen) columns() columns {
	longest := 20
	for _, m := range s.milestones() {
		longest = max(longest, clean.Of(m.Name).Width()+6)
	}
	width := s.layout.list.W
	c := columns{name: min(longest, max(width*3/10, 18))}
	if width >= 100 {
		c.phase = 11
	}
	rest := width - c.name - c.phase
	c.first = rest
	if rest >= 52 {
		c.first, c.second = rest/2, rest-rest/2
	}
	return c
}

// View draws the screen.
func (s *Screen) View(_, height int) []theme.Line {
	styles, l := s.frame.Theme(), s.layout
	lines := make([]theme.Line, height)
	if height == 0 {
		return nil
	}
	if !s.draft.Loaded() {
		if err := s.board.LoadErr(); err != nil {
			lines[0] = theme.Line{}.Space(2).Add(styles.Bad, words.Capitalize(clean.Of(err.Error())))
		}
		return lines
	}
	c := s.columns()
	lines[0] = s.headLine(styles, c)
	from, to := s.list.VisibleRange()
	at, _ := s.list.Cursor()
	rows := s.rows()
	for i := from; i < min(to, len(rows)); i++ {
		if y := l.list.Y + i - from; y < height {
			lines[y] = s.rowLine(styles, rows[i], i, i == at, c)
		}
	}
	if l.preview.Area.H > 0 {
		l.preview.Draw(styles, lines, layout.Cut(styles, s.preview(styles), l.preview.Area.H))
	}
	return lines
}

// Titles of the columns of messages.
const (
	driveHead  clean.Text = "Drive: it is next"
	rewardHead clean.Text = "Reward: just reached"
)

func (s *Screen) headLine(styles theme.Theme, c columns) theme.Line {
	m := styles.Muted
	above, below := s.list.HasMore()
	line := theme.Line{}.Space(3).Add(m, "Told"+layout.More(styles, above, below)).Pad(c.name)
	if c.phase > 0 {
		line = line.Add(m, "Phase").Pad(c.name + c.phase)
	}
	if c.second > 0 {
		return line.Join(m.Line(driveHead).Pad(c.first)).Add(m, rewardHead).Fit(s.layout.list.W)
	}
	shown, brief, key, other := driveHead, clean.Text("Drive"), s.frame.KeyOf("plan.reward"), clean.Text("reward")
	if s.rewards {
		shown, brief, key, other = rewardHead, "Reward", s.frame.KeyOf("plan.drive"), "drive"
	}
	with := func(title clean.Text) theme.Line {
		return theme.Line{}.Join(line).Add(m, title).Space(2).Add(styles.Accent, key).Add(m, " "+other)
	}
	return layout.FirstFitting(s.layout.list.W, with(shown), with(brief), theme.Line{}.Join(line).Add(m, brief))
}

// rowLine draws a row: whether it was edited, its name, and the subjects of its messages.
func (s *Screen) rowLine(styles theme.Theme, r row, at int, selected bool, c columns) theme.Line {
	line, ink := theme.Line{}.Space(1), styles.Text
	if selected {
		line, ink = styles.Accent.Line(styles.Glyphs.Marker), styles.Strong
	}
	name, phase := s.rowName(r, at)
	line = line.Join(s.editedMark(styles, r)).Space(1).Add(ink, name.Fit(c.name-4)).Pad(c.name)
	if c.phase > 0 {
		line = line.Join(styles.Muted.Line(phase).Pad(c.phase))
	}
	width := s.layout.list.W
	switch {
	case r.kind == deliveryRow:
		line = line.Space(2).Add(styles.Text, s.deliveryWords().Fit(width-line.Width()-3))
	case r.kind == milestoneRow && c.second > 0:
		line = line.Join(s.cell(styles, messageRef{rulebook.DriveMessage, r.signal}, selected && !s.rewards, c.first)).
			Join(s.cell(styles, messageRef{rulebook.RewardMessage, r.signal}, selected && s.rewards, c.second))
	default:
		p, _ := s.ref(r)
		line = line.Join(s.cell(styles, p, selected, c.first))
	}
	line = line.Fit(width).Pad(width)
	if selected {
		line = line.Inherit(styles.Selection)
	}
	return line
}

// rowName is what a row is called, and the phase of a milestone.
func (s *Screen) rowName(r row, at int) (name, phase clean.Text) {
	switch r.kind {
	case welcomeRow:
		return "Welcome", ""
	case lookerRow:
		return "Lookers", ""
	case deliveryRow:
		return "You send", ""
	case milestoneRow:
	}
	signal, _ := s.draft.Book().Card.Signal(r.signal)
	phase = clean.Of(signal.Phase.String())
	if all := s.milestones(); at > 1 && at-2 < len(all) && all[at-2].Phase == signal.Phase {
		phase = ""
	}
	return words.Number(at) + " " + clean.Of(signal.Name), phase
}

// deliveryWords say who sees to what.
func (s *Screen) deliveryWords() clean.Text {
	plan := s.draft.Book().Plan
	said := "from fit " + words.Number(plan.TaskFit) + " on"
	if plan.TaskQualified {
		said += " or qualified"
	}
	return said + "; else your mailer"
}

// editedMark marks what is not as it is saved.
func (s *Screen) editedMark(styles theme.Theme, r row) theme.Line {
	was, now := s.draft.Saved().Plan, s.draft.Book().Plan
	same := true
	switch r.kind {
	case welcomeRow:
		same = was.Welcome.Equal(now.Welcome)
	case lookerRow:
		same = was.Looker.Equal(now.Looker)
	case deliveryRow:
		same = was.TaskFit == now.TaskFit && was.TaskQualified == now.TaskQualified
	case milestoneRow:
		same = was.Row(r.signal).Drive.Equal(now.Row(r.signal).Drive) && was.Row(r.signal).Reward.Equal(now.Row(r.signal).Reward)
	}
	if same {
		return theme.Line{}.Space(1)
	}
	return styles.Accent.Line(styles.Glyphs.Dot)
}

// cell is a message in the table: its subject, how many other texts it has, and who sees
// to it where that does not go by fit. What it says at first is muted.
func (s *Screen) cell(styles theme.Theme, p messageRef, selected bool, width int) theme.Line {
	m := s.message(p)
	ink := styles.Text
	if m.MessageText == (rulebook.MessageText{}) {
		ink = styles.Muted
	}
	mark := theme.Line{}.Space(2)
	if selected {
		mark, ink = styles.Accent.Line(styles.Glyphs.Chevrons[1]).Space(1), styles.Strong
	}
	note := clean.Text("")
	if m.Delivery != rulebook.ByFit {
		note = " " + clean.Of(m.Delivery.String())
	}
	if n := len(m.Variants); n > 0 {
		note += " +" + words.Number(n)
	}
	subject := s.subject(p, m.TextFor(p.kind, rulebook.NoBand).Subject)
	return mark.Add(ink, subject.Fit(max(width-3-note.Width(), 0))).Add(styles.Accent, note).Fit(width).Pad(width)
}

// subject is a subject with the milestones that it is about. Of fields about a trial it has
// what is said where nothing is known.
func (s *Screen) subject(p messageRef, text string) clean.Text {
	v := message.Values{}
	v.MilestoneName, v.MilestoneNext = s.steps(p)
	filled, err := message.Compose(text, "", v)
	if err != nil {
		return clean.Of(text)
	}
	return clean.Of(filled.Subject)
}

// preview is the selected message for a trial, or what the delivery means.
func (s *Screen) preview(styles theme.Theme) []theme.Line {
	width := s.layout.preview.Area.W
	p, ok := s.selectedRef()
	if !ok {
		return layout.Wrap(styles.Text, "Messages whose delivery is by fit are a task for you "+s.deliveryWords()+". "+
			s.frame.KeyOf("plan.edit")+" changes the fit, "+s.frame.KeyOf("plan.qualified")+" whether qualified trials count too.", width)
	}
	m := s.message(p)
	lines := []theme.Line{layout.FirstFitting(width, styles.Accent.Line(s.title(p)).Add(styles.Muted, "  "+words.MessageMeaning(p.kind)), styles.Accent.Line(s.title(p)))}
	return append(lines, s.previewLines(styles, p, m.TextFor(p.kind, s.band()), s.delivery(m), s.frame.KeyOf("plan.next-trial"), width)...)
}

// title is what a message is called.
func (s *Screen) title(p messageRef) clean.Text {
	signal, _ := s.draft.Book().Card.Signal(p.signal)
	switch p.kind {
	case rulebook.WelcomeMessage:
		return "Welcome"
	case rulebook.LookerMessage:
		return "To lookers"
	case rulebook.DriveMessage:
		return "Drive to " + clean.Of(signal.Name)
	case rulebook.RewardMessage:
		return "Reward for " + clean.Of(signal.Name)
	}
	return ""
}
