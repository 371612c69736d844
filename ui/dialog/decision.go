package dialog

import (
	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
	"trialist/ui/host"
	"trialist/ui/layout"
	"trialist/ui/theme"
)

// Decision is an overlay with sections of text and the choices below them. Long
// texts scroll; the choices stay on screen.
type Decision struct {
	Frame        host.Frame
	Title        clean.Text
	Sections     []Section
	Choices      []host.Binding
	EscLabel     clean.Text // what esc does; "" when esc is among the choices
	scroll       int
	visibleLines int // lines of text on screen
	lineCount    int // lines of text in all
	width        int // of the terminal
	height       int
	closed       bool
}

// Section is some lines under a heading.
type Section struct {
	Heading clean.Text
	Lines   []clean.Text
}

func (d *Decision) Done() bool { return d.closed }

func (d *Decision) Bindings() []host.Binding {
	var bindings []host.Binding
	for _, b := range d.Choices {
		run := b.Run
		b.Run = func() tea.Cmd {
			d.closed = true
			return run()
		}
		bindings = append(bindings, b)
	}
	move := func(by int) func() tea.Cmd {
		return func() tea.Cmd { d.scrollBy(by); return nil }
	}
	bindings = append(bindings,
		host.Binding{Keys: []string{"down", "j"}, Desc: "go down a line", Group: host.GroupMoving, Run: move(1)},
		host.Binding{Keys: []string{"up", "k"}, Desc: "go up a line", Group: host.GroupMoving, Run: move(-1)},
		host.Binding{Keys: []string{"pgdown", "space"}, Desc: "go down a page", Group: host.GroupMoving, Run: move(10)},
		host.Binding{Keys: []string{"pgup"}, Desc: "go up a page", Group: host.GroupMoving, Run: move(-10)})
	if d.EscLabel != "" {
		bindings = append(bindings, host.Binding{
			Keys: []string{"esc", "ctrl+g"}, Desc: d.EscLabel, Hint: d.EscLabel, Group: host.GroupEverywhere,
			Run: func() tea.Cmd { d.closed = true; return nil },
		})
	}
	return bindings
}

func (d *Decision) scrollBy(by int) {
	d.scroll = max(min(d.scroll+by, d.lineCount-d.visibleLines), 0)
}

func (d *Decision) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case host.Resized:
		d.width, d.height = msg.Width, msg.Height
		text, choices, _ := d.fitted(msg.Width, msg.Height)
		d.lineCount, d.visibleLines = len(text), max(msg.Height-4-len(choices), 0)
		d.scrollBy(0)
	case host.Wheeled:
		d.scrollBy(msg.By)
	case host.Clicked:
		text, _, brief := d.fitted(d.width, d.height)
		if brief {
			return nil // the keys choose
		}
		if i := msg.Y - 1 - min(len(text), d.visibleLines) - 1; i >= 0 && i < len(d.Choices) {
			return host.Run(d.Frame, d.Bindings()[i])
		}
	}
	return nil
}

// maxTextWidth is the most cells of a line of text: longer lines are hard to
// read.
const maxTextWidth = 72

// render draws the text and the choices for a terminal of width cells. inner is
// the width that they were fitted to.
func (d *Decision) render(width int) (text, choices []theme.Line, inner int) {
	styles := d.Frame.Theme()
	inner = max(min(width-8, maxTextWidth), 1)
	for i, p := range d.Sections {
		if i > 0 {
			text = append(text, nil)
		}
		for _, line := range p.Heading.Wrap(inner) {
			text = append(text, styles.Muted.Line(line))
		}
		for _, line := range p.Lines {
			for j, wrapped := range line.Wrap(max(inner-4, 1)) {
				lead := theme.Line{}.Space(2)
				if j > 0 {
					lead = lead.Space(2)
				}
				text = append(text, lead.Add(styles.Text, wrapped).Fit(inner))
			}
		}
	}
	return text, d.choiceLines(styles, inner), inner
}

// choiceLines lists the choices, each on a line of its own below a blank one.
func (d *Decision) choiceLines(styles theme.Theme, inner int) []theme.Line {
	choices := []theme.Line{nil}
	keys := 1
	for _, b := range d.Choices {
		keys = max(keys, host.KeyName(b.Keys[0]).Width())
	}
	if d.EscLabel != "" {
		keys = max(keys, len("esc"))
	}
	add := func(key string, label clean.Text) {
		choices = append(choices, styles.Accent.Line(host.KeyName(key).Pad(keys)).Space(2).Add(styles.Text, label).Fit(inner))
	}
	for _, b := range d.Choices {
		add(b.Keys[0], b.Hint)
	}
	if d.EscLabel != "" {
		add("esc", d.EscLabel)
	}
	return choices
}

// minText is the least lines of text beside choices on lines of their own.
const minText = 6

// briefChoices lists the choices beside each other, for a terminal that has few lines.
func (d *Decision) briefChoices(styles theme.Theme, inner int) []theme.Line {
	choices := []theme.Line{nil, nil}
	add := func(key string, label clean.Text) {
		choice := styles.Accent.Line(host.KeyName(key)).Space(1).Add(styles.Text, label)
		last := len(choices) - 1
		switch {
		case choices[last] == nil:
			choices[last] = choice
		case choices[last].Width()+2+choice.Width() <= inner:
			choices[last] = choices[last].Space(2).Join(choice)
		default:
			choices = append(choices, choice)
		}
	}
	for _, b := range d.Choices {
		add(b.Keys[0], b.Hint)
	}
	if d.EscLabel != "" {
		add("esc", d.EscLabel)
	}
	return choices
}

// fitted is the text and the choices for a terminal of a size. The choices are brief where
// the text would have little room.
func (d *Decision) fitted(width, height int) (text, choices []theme.Line, brief bool) {
	text, choices, inner := d.render(width)
	if room := height - 4 - len(choices); room < min(len(text), minText) {
		return text, d.briefChoices(d.Frame.Theme(), inner), true
	}
	return text, choices, false
}

func (d *Decision) View(width, height int) ([]theme.Line, layout.Rect) {
	text, choices, _ := d.fitted(width, height)
	w := d.Title.Width() + 2
	for _, line := range append(append([]theme.Line{}, text...), choices...) {
		w = max(w, line.Width())
	}
	room := max(height-4-len(choices), 0)
	from := min(d.scroll, max(len(text)-room, 0))
	shown := append([]theme.Line{}, text[from:min(from+room, len(text))]...)
	if from+room < len(text) && room > 0 {
		shown[room-1] = d.Frame.Theme().Muted.Line("more " + d.Frame.Theme().Glyphs.Down)
	}
	lines := append(shown, choices...)
	box := layout.Center(w+4, len(lines)+2, width, height)
	return layout.Box(d.Frame.Theme(), d.Title, lines, box.W), box
}
