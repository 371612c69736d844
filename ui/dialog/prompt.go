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
// footer, and with suggestions some lines above it, so that it hides little of the
// screen.
type Prompt struct {
	Frame   host.Frame
	Label   clean.Text
	Field   textfield.Field // made with [textfield.Selected] where typing is to replace what is in it
	OnEnter func(text string) tea.Cmd

	// Meaning says what the text means, or what is wrong with it; then it cannot be kept.
	// It may be nil.
	Meaning func(text string) (meaning clean.Text, ok bool)

	// Suggest is the texts to choose from, best first. The text in the field is "" while
	// nothing was typed. It may be nil.
	Suggest func(typed string) []Suggestion

	typed  bool
	chosen int // place of the chosen suggestion, from 1; 0 for what was typed
	closed bool
}

// Suggestion is a text that can be chosen.
type Suggestion struct {
	Text string
	Note clean.Text // shown beside it
}

// maxSuggestions is how many are shown.
const maxSuggestions = 8

func (p *Prompt) Done() bool { return p.closed }

// suggestions are those that are shown.
func (p *Prompt) suggestions() []Suggestion {
	if p.Suggest == nil {
		return nil
	}
	typed := ""
	if p.typed {
		typed = p.Field.Value()
	}
	all := p.Suggest(typed)
	return all[:min(len(all), maxSuggestions)]
}

// text is what is kept: the chosen suggestion, or what is in the field.
func (p *Prompt) text() string {
	if list := p.suggestions(); p.chosen > 0 && p.chosen <= len(list) {
		return list[p.chosen-1].Text
	}
	return p.Field.Value()
}

// meaning is what the text means.
func (p *Prompt) meaning() (clean.Text, bool) {
	if p.Meaning == nil {
		return "", true
	}
	return p.Meaning(p.text())
}

// shown is what stands beside the text: what it means, or that not all of what was typed or
// pasted had room.
func (p *Prompt) shown() (text clean.Text, ok bool) {
	if err := p.Field.Lost(); err != nil {
		return clean.Of(err.Error()), false
	}
	return p.meaning()
}

func (p *Prompt) Bindings() []host.Binding {
	bindings := []host.Binding{
		{Keys: []string{"enter"}, Desc: "take what is typed", Hint: "done", Run: p.keep},
		{Keys: []string{"esc", "ctrl+g"}, Desc: "go back, changing nothing", Hint: "back", Group: host.GroupEverywhere, Run: func() tea.Cmd {
			p.closed = true
			return nil
		}},
	}
	if p.Suggest == nil {
		return bindings
	}
	return append(bindings,
		host.Binding{Keys: []string{"down", "ctrl+n"}, Desc: "choose the next suggestion", Group: host.GroupMoving, Run: func() tea.Cmd { p.choose(1); return nil }},
		host.Binding{Keys: []string{"up", "ctrl+p"}, Desc: "choose the suggestion before", Group: host.GroupMoving, Run: func() tea.Cmd { p.choose(-1); return nil }},
		host.Binding{Keys: []string{"tab"}, Desc: "take the suggestion", Run: p.take})
}

// keep closes the prompt, unless the text is wrong.
func (p *Prompt) keep() tea.Cmd {
	if _, ok := p.meaning(); !ok {
		return nil
	}
	p.closed = true
	return p.OnEnter(p.text())
}

// choose moves among the suggestions and what was typed.
func (p *Prompt) choose(by int) {
	n := len(p.suggestions()) + 1
	p.chosen = (p.chosen + by + n) % n
}

// take puts the chosen suggestion, or the first, into the field.
func (p *Prompt) take() tea.Cmd {
	list := p.suggestions()
	if len(list) == 0 {
		return nil
	}
	p.Field.SetValue(list[min(max(p.chosen, 1), len(list))-1].Text)
	p.Field.CursorEnd()
	p.typed, p.chosen = true, 0
	return nil
}

func (p *Prompt) Update(msg tea.Msg) tea.Cmd {
	before := p.Field.Value()
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		p.Field.Press(msg)
	case tea.PasteMsg:
		p.Field.Insert(msg.Content)
	case host.Clicked:
		if at := msg.Y - 1; at >= 0 && at < len(p.suggestions()) {
			p.chosen = at + 1
			return p.keep()
		}
	}
	if p.Field.Value() != before {
		p.typed, p.chosen = true, 0
	}
	return nil
}

// promptSizes is how the prompt is laid out.
type promptSizes struct {
	label clean.Text
	field int          // width of the field
	right clean.Text   // the meaning beside the field; "" for none
	above []clean.Text // the meaning above the field, where there is no room beside it
}

// sizes lays the prompt out for a width.
func (p *Prompt) sizes(width int) promptSizes {
	s := promptSizes{label: p.Label.Fit(max(width/2, 1))}
	s.field = max(width-s.label.Width()-4, 1)
	meaning, _ := p.shown()
	switch {
	case meaning == "":
	case meaning.Width() <= s.field-minField-2:
		s.right = meaning
		s.field = max(s.field-meaning.Width()-2, 1)
	default:
		s.above = meaning.Wrap(max(width-2, 1))
	}
	return s
}

// minField is the least room for the text beside what it means, in cells.
const minField = 14

func (p *Prompt) TextCursor(width, _ int) (int, int, bool) {
	s := p.sizes(width)
	_, x := p.Field.Line(theme.Style{}, s.field)
	y := p.suggestionHeight()
	if len(s.above) > 0 {
		y = max(y, 1) + len(s.above)
	}
	return min(s.label.Width()+3+x, max(width-1, 0)), y, true
}

// suggestionHeight is how many lines are above that of the field.
func (p *Prompt) suggestionHeight() int {
	if n := len(p.suggestions()); n > 0 {
		return n + 1
	}
	return 0
}

func (p *Prompt) View(width, height int) ([]theme.Line, layout.Rect) {
	styles := p.Frame.Theme()
	var lines []theme.Line
	if list := p.suggestions(); len(list) > 0 {
		lines = append(lines, layout.Rule(styles, width))
		for i, s := range list {
			line := theme.Line{}.Space(2)
			if i == p.chosen-1 {
				line = styles.Accent.Line(styles.Glyphs.Marker).Space(1)
			}
			line = line.Add(styles.Text, clean.Of(s.Text)).Space(2).Add(styles.Muted, s.Note).Pad(width)
			if i == p.chosen-1 {
				line = line.Inherit(styles.Selection)
			}
			lines = append(lines, line)
		}
	}
	s := p.sizes(width)
	style := styles.Muted
	if _, ok := p.shown(); !ok {
		style = styles.Bad
	}
	if len(s.above) > 0 && len(lines) == 0 {
		lines = append(lines, layout.Rule(styles, width))
	}
	for _, text := range s.above {
		lines = append(lines, theme.Line{}.Space(1).Add(style, text).Fit(width))
	}
	text, _ := p.Field.Line(styles.Text, s.field)
	line := theme.Line{}.Space(1).Add(styles.Accent, s.label).Space(2).Join(text)
	if s.right != "" {
		line = line.Space(2).Add(style, s.right)
	}
	lines = append(lines, line)
	first := max(len(lines)-height, 0)
	lines = lines[first:]
	return lines, layout.Rect{X: 0, Y: height - len(lines), W: width, H: len(lines)}
}
