package dialog

import (
	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
	"trialist/ui/host"
	"trialist/ui/layout"
	"trialist/ui/theme"
)

// Confirm is an overlay that asks before something cannot be taken back. The
// key that says yes is another than the one that asked.
type Confirm struct {
	Frame     host.Frame
	Question  clean.Text
	Key       string     // says yes
	Action    clean.Text // what it does then, such as "discard the draft"
	OnConfirm func() tea.Cmd
	closed    bool
}

func (c *Confirm) Done() bool { return c.closed }

func (c *Confirm) Update(tea.Msg) tea.Cmd { return nil }

func (c *Confirm) Bindings() []host.Binding {
	return []host.Binding{
		{Keys: []string{c.Key}, Desc: c.Action, Hint: c.Action, Run: func() tea.Cmd {
			c.closed = true
			return c.OnConfirm()
		}},
		{Keys: []string{"esc", "n", "ctrl+g"}, Desc: "go back, changing nothing", Hint: "back", Group: host.GroupEverywhere, Run: func() tea.Cmd {
			c.closed = true
			return nil
		}},
	}
}

func (c *Confirm) View(width, height int) ([]theme.Line, layout.Rect) {
	look := c.Frame.Theme()
	inner := max(min(c.Question.Width(), 60, width-6), 1)
	var lines []theme.Line
	for _, text := range c.Question.Wrap(inner) {
		lines = append(lines, look.Text.Line(text))
	}
	lines = append(lines, nil, look.Accent.Line(host.KeyName(c.Key)).Space(1).Add(look.Muted, c.Action).Space(3).
		Add(look.Accent, "esc").Space(1).Add(look.Muted, "back"))
	w := inner
	for _, line := range lines {
		w = max(w, line.Width())
	}
	box := layout.Center(w+4, len(lines)+2, width, height)
	return layout.Box(look, "", lines, box.W), box
}
