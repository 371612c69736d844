package dialog

import (
	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
	"trialist/ui/host"
	"trialist/ui/layout"
	"trialist/ui/theme"
)

// Confirm is an overlay that asks before something that cannot be undone. The key
// for yes should differ from the key that opened the question, so that a double
// press does not answer it.
type Confirm struct {
	Frame     host.Frame
	Question  clean.Text
	Key       string     // for yes
	Action    clean.Text // what yes does, such as "discard the draft"
	OnConfirm func() tea.Cmd
	closed    bool
}

// Leave runs leave, which gives up what is being written. Where that would lose
// something, which lost says as a sentence, it asks first.
func Leave(frame host.Frame, lost clean.Text, leave func() tea.Cmd) tea.Cmd {
	if lost == "" {
		return leave()
	}
	frame.Open(&Confirm{Frame: frame, Question: lost, Key: "x", Action: "leave and lose it", OnConfirm: leave})
	return nil
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
	styles := c.Frame.Theme()
	inner := max(min(c.Question.Width(), 60, width-6), 1)
	var lines []theme.Line
	for _, text := range c.Question.Wrap(inner) {
		lines = append(lines, styles.Text.Line(text))
	}
	lines = append(lines, nil, styles.Accent.Line(host.KeyName(c.Key)).Space(1).Add(styles.Muted, c.Action).Space(3).
		Add(styles.Accent, "esc").Space(1).Add(styles.Muted, "back"))
	w := inner
	for _, line := range lines {
		w = max(w, line.Width())
	}
	box := layout.Center(w+4, len(lines)+2, width, height)
	return layout.Box(styles, "", lines, box.W), box
}
