package ui

import (
	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
	"trialist/ui/theme"
)

// decision is an overlay that lays out what is at stake, in words, and offers
// ways on. Long texts scroll; the ways on stay in sight.
type decision struct {
	frame   frame
	title   clean.Text
	parts   []part
	choices []binding
	back    clean.Text // what esc does; "" when esc is among the choices
	scroll  int
	room    int // lines of text that are in sight
	lines   int // of text
	width   int // of the terminal
	closed  bool
}

// part is some lines under a heading.
type part struct {
	heading clean.Text
	lines   []clean.Text
}

func (d *decision) done() bool { return d.closed }

func (d *decision) bindings() []binding {
	var bindings []binding
	for _, b := range d.choices {
		run := b.run
		b.run = func() tea.Cmd {
			d.closed = true
			return run()
		}
		bindings = append(bindings, b)
	}
	move := func(by int) func() tea.Cmd {
		return func() tea.Cmd { d.scrollBy(by); return nil }
	}
	bindings = append(bindings,
		binding{keys: []string{"down", "j"}, does: "go down a line", group: aboutMoving, run: move(1)},
		binding{keys: []string{"up", "k"}, does: "go up a line", group: aboutMoving, run: move(-1)},
		binding{keys: []string{"pgdown", "space"}, does: "go down a page", group: aboutMoving, run: move(10)},
		binding{keys: []string{"pgup"}, does: "go up a page", group: aboutMoving, run: move(-10)})
	if d.back != "" {
		bindings = append(bindings, binding{
			keys: []string{"esc", "ctrl+g"}, does: d.back, short: d.back, group: aboutFrame,
			run: func() tea.Cmd { d.closed = true; return nil },
		})
	}
	return bindings
}

func (d *decision) scrollBy(by int) {
	d.scroll = max(min(d.scroll+by, d.lines-d.room), 0)
}

func (d *decision) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case resized:
		d.width = msg.width
		text, ways, _ := d.lay(msg.width)
		d.lines, d.room = len(text), max(msg.height-4-len(ways), 0)
		d.scrollBy(0)
	case wheeled:
		d.scrollBy(msg.by)
	case clicked:
		// A click on a way on takes it.
		text, _, _ := d.lay(d.width)
		if i := msg.y - 1 - min(len(text), d.room) - 1; i >= 0 && i < len(d.choices) {
			return runBinding(d.frame, d.bindings()[i])
		}
	}
	return nil
}

// decisionWidth is how wide the text becomes at most, for it to be read well.
const decisionWidth = 72

// lay draws the text and the ways on, for a terminal so wide, and says how wide
// they came out.
func (d *decision) lay(width int) (text, ways []theme.Line, inner int) {
	look := d.frame.Theme()
	inner = max(min(width-8, decisionWidth), 1)
	for i, p := range d.parts {
		if i > 0 {
			text = append(text, nil)
		}
		text = append(text, look.Muted.Say(p.heading).Fit(inner))
		for _, line := range p.lines {
			for j, wrapped := range line.Wrap(max(inner-2, 1)) {
				lead := theme.Line{}.Gap(2)
				if j > 0 {
					lead = lead.Gap(2)
				}
				text = append(text, lead.Add(look.Text, wrapped).Fit(inner))
			}
		}
	}
	ways = append(ways, nil)
	keys := 1
	for _, b := range d.choices {
		keys = max(keys, keyName(b.keys[0]).Width())
	}
	if d.back != "" {
		keys = max(keys, len("esc"))
	}
	way := func(key string, does clean.Text) {
		ways = append(ways, look.Accent.Say(keyName(key).Pad(keys)).Gap(2).Add(look.Text, does).Fit(inner))
	}
	for _, b := range d.choices {
		way(b.keys[0], b.short)
	}
	if d.back != "" {
		way("esc", d.back)
	}
	return text, ways, inner
}

func (d *decision) view(width, height int) ([]theme.Line, rect) {
	text, ways, _ := d.lay(width)
	w := d.title.Width() + 2
	for _, line := range append(append([]theme.Line{}, text...), ways...) {
		w = max(w, line.Width())
	}
	room := max(height-4-len(ways), 0)
	from := min(d.scroll, max(len(text)-room, 0))
	shown := append([]theme.Line{}, text[from:min(from+room, len(text))]...)
	if from+room < len(text) && room > 0 {
		shown[room-1] = d.frame.Theme().Faint.Say("more " + d.frame.Theme().Glyphs.Down)
	}
	lines := append(shown, ways...)
	box := middle(w+4, len(lines)+2, width, height)
	return drawBox(d.frame.Theme(), d.title, lines, box.w), box
}
