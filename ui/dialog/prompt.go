package dialog

import (
	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
	"trialist/ui/host"
	"trialist/ui/layout"
	"trialist/ui/textfield"
	"trialist/ui/theme"
)

// Prompt is an overlay that asks for one line of text. It takes the line of the
// footer, so that it hides nothing of the screen.
type Prompt struct {
	Frame   host.Frame
	Label   clean.Text
	Field   textfield.Field
	OnEnter func(text string) tea.Cmd
	closed  bool
}

func (p *Prompt) Done() bool { return p.closed }

func (p *Prompt) Bindings() []host.Binding {
	return []host.Binding{
		{Keys: []string{"enter"}, Desc: "take what is typed", Hint: "done", Run: func() tea.Cmd {
			p.closed = true
			return p.OnEnter(p.Field.Value())
		}},
		{Keys: []string{"esc", "ctrl+g"}, Desc: "go back, changing nothing", Hint: "back", Group: host.GroupEverywhere, Run: func() tea.Cmd {
			p.closed = true
			return nil
		}},
	}
}

func (p *Prompt) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		p.Field.Press(msg)
	case tea.PasteMsg:
		p.Field.Insert(msg.Content)
	}
	return nil
}

// sizes is the label, cut to the room there is, and the width of the field.
func (p *Prompt) sizes(width int) (clean.Text, int) {
	label := p.Label.Fit(max(width/2, 1))
	return label, max(width-label.Width()-4, 1)
}

func (p *Prompt) TextCursor(width, height int) (int, int, bool) {
	label, room := p.sizes(width)
	_, x := p.Field.Line(theme.Style{}, room)
	return min(label.Width()+3+x, max(width-1, 0)), 0, true
}

func (p *Prompt) View(width, height int) ([]theme.Line, layout.Rect) {
	styles := p.Frame.Theme()
	label, room := p.sizes(width)
	text, _ := p.Field.Line(styles.Text, room)
	line := theme.Line{}.Space(1).Add(styles.Accent, label).Space(2).Join(text)
	return []theme.Line{line}, layout.Rect{X: 0, Y: height - 1, W: width, H: 1}
}
