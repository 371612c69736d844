package ui

import (
	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
	"trialist/ui/textfield"
	"trialist/ui/theme"
)

// prompt is an overlay that asks for one line of text, in the place of the
// footer so that nothing is hidden by it.
type prompt struct {
	frame  frame
	label  clean.Text
	field  textfield.Field
	take   func(text string) tea.Cmd
	closed bool
}

func (p *prompt) done() bool { return p.closed }

func (p *prompt) bindings() []binding {
	return []binding{
		{keys: []string{"enter"}, does: "keep it", short: "keep", run: func() tea.Cmd {
			p.closed = true
			return p.take(p.field.Value())
		}},
		{keys: []string{"esc", "ctrl+g"}, does: "go back, changing nothing", short: "back", group: aboutFrame, run: func() tea.Cmd {
			p.closed = true
			return nil
		}},
	}
}

func (p *prompt) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		p.field.Press(msg)
	case tea.PasteMsg:
		p.field.Insert(msg.Content)
	}
	return nil
}

// parts are the label as far as there is room, and the width of the field.
func (p *prompt) parts(width int) (clean.Text, int) {
	label := p.label.Fit(max(width/2, 1))
	return label, max(width-label.Width()-4, 1)
}

func (p *prompt) typing(width, height int) (int, int, bool) {
	label, room := p.parts(width)
	_, x := p.field.Line(theme.Style{}, room)
	return min(label.Width()+3+x, max(width-1, 0)), 0, true
}

func (p *prompt) view(width, height int) ([]theme.Line, rect) {
	look := p.frame.Theme()
	label, room := p.parts(width)
	text, _ := p.field.Line(look.Text, room)
	line := theme.Line{}.Gap(1).Add(look.Accent, label).Gap(2).Join(text)
	return []theme.Line{line}, rect{0, height - 1, width, 1}
}
