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
		d.width = msg.Width
		text, choices, _ := d.render(msg.Width)
		d.lineCount, d.visibleLines = len(text), max(msg.Height-4-len(choices), 0)
		d.scrollBy(0)
	case host.Wheeled:
		d.scrollBy(msg.By)
	case host.Clicked:
		text, _, _ := d.render(d.width)
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
	choices = append(choices, nil)
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
	return text, choices, inner
}

func (d *Decision) View(width, height int) ([]theme.Line, layout.Rect) {
	text, choices, _ := d.render(width)
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
