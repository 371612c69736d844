package ui

import (
	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
	"trialist/ui/theme"
)

// confirm is an overlay that asks before something cannot be taken back. The
// key that says yes is another than the one that asked.
type confirm struct {
	frame  frame
	asks   clean.Text
	key    string     // says yes
	yes    clean.Text // what it does then, such as "discard the draft"
	run    func() tea.Cmd
	closed bool
}

func (c *confirm) done() bool { return c.closed }

func (c *confirm) update(tea.Msg) tea.Cmd { return nil }

func (c *confirm) bindings() []binding {
	return []binding{
		{keys: []string{c.key}, does: c.yes, short: c.yes, run: func() tea.Cmd {
			c.closed = true
			return c.run()
		}},
		{keys: []string{"esc", "n", "ctrl+g"}, does: "go back, changing nothing", short: "back", group: aboutFrame, run: func() tea.Cmd {
			c.closed = true
			return nil
		}},
	}
}

func (c *confirm) view(width, height int) ([]theme.Line, rect) {
	look := c.frame.Theme()
	inner := max(min(c.asks.Width(), 60, width-6), 1)
	var lines []theme.Line
	for _, text := range c.asks.Wrap(inner) {
		lines = append(lines, look.Text.Say(text))
	}
	lines = append(lines, nil, look.Accent.Say(keyName(c.key)).Gap(1).Add(look.Muted, c.yes).Gap(3).
		Add(look.Accent, "esc").Gap(1).Add(look.Muted, "back"))
	w := inner
	for _, line := range lines {
		w = max(w, line.Width())
	}
	box := middle(w+4, len(lines)+2, width, height)
	return drawBox(look, "", lines, box.w), box
}
