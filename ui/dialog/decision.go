package dialog

import (
	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
	"trialist/ui/host"
	"trialist/ui/layout"
	"trialist/ui/theme"
)

// Decision is an overlay that lays out what is at stake, in words, and offers
// ways on. Long texts scroll; the ways on stay in sight.
type Decision struct {
	Frame        host.Frame
	Title        clean.Text
	Sections     []Section
	Choices      []host.Binding
	EscLabel     clean.Text // what esc does; "" when esc is among the choices
	scroll       int
	visibleLines int // lines of text that are in sight
	lineCount    int // of text
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
		text, ways, _ := d.render(msg.Width)
		d.lineCount, d.visibleLines = len(text), max(msg.Height-4-len(ways), 0)
		d.scrollBy(0)
	case host.Wheeled:
		d.scrollBy(msg.By)
	case host.Clicked:
		// A click on a way on takes it.
		text, _, _ := d.render(d.width)
		if i := msg.Y - 1 - min(len(text), d.visibleLines) - 1; i >= 0 && i < len(d.Choices) {
			return host.Run(d.Frame, d.Bindings()[i])
		}
	}
	return nil
}

// maxTextWidth is how wide the text becomes at most, for it to be read well.
const maxTextWidth = 72

// render draws the text and the ways on, for a terminal so wide, and says how wide
// they came out.
func (d *Decision) render(width int) (text, ways []theme.Line, inner int) {
	look := d.Frame.Theme()
	inner = max(min(width-8, maxTextWidth), 1)
	for i, p := range d.Sections {
		if i > 0 {
			text = append(text, nil)
		}
		text = append(text, look.Muted.Line(p.Heading).Fit(inner))
		for _, line := range p.Lines {
			for j, wrapped := range line.Wrap(max(inner-2, 1)) {
				lead := theme.Line{}.Space(2)
				if j > 0 {
					lead = lead.Space(2)
				}
				text = append(text, lead.Add(look.Text, wrapped).Fit(inner))
			}
		}
	}
	ways = append(ways, nil)
	keys := 1
	for _, b := range d.Choices {
		keys = max(keys, host.KeyName(b.Keys[0]).Width())
	}
	if d.EscLabel != "" {
		keys = max(keys, len("esc"))
	}
	way := func(key string, does clean.Text) {
		ways = append(ways, look.Accent.Line(host.KeyName(key).Pad(keys)).Space(2).Add(look.Text, does).Fit(inner))
	}
	for _, b := range d.Choices {
		way(b.Keys[0], b.Hint)
	}
	if d.EscLabel != "" {
		way("esc", d.EscLabel)
	}
	return text, ways, inner
}

func (d *Decision) View(width, height int) ([]theme.Line, layout.Rect) {
	text, ways, _ := d.render(width)
	w := d.Title.Width() + 2
	for _, line := range append(append([]theme.Line{}, text...), ways...) {
		w = max(w, line.Width())
	}
	room := max(height-4-len(ways), 0)
	from := min(d.scroll, max(len(text)-room, 0))
	shown := append([]theme.Line{}, text[from:min(from+room, len(text))]...)
	if from+room < len(text) && room > 0 {
		shown[room-1] = d.Frame.Theme().Faint.Line("more " + d.Frame.Theme().Glyphs.Down)
	}
	lines := append(shown, ways...)
	box := layout.Center(w+4, len(lines)+2, width, height)
	return layout.Box(d.Frame.Theme(), d.Title, lines, box.W), box
}
