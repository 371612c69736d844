package dialog

import (
	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
	"trialist/ui/host"
	"trialist/ui/layout"
	"trialist/ui/textfield"
	"trialist/ui/theme"
)

// Prompt is an overlay that asks for one line of text. It takes a line above the footer,
// which says the keys, below a rule that parts it from the screen, and with suggestions some
// lines more. On a low screen it takes the line of the footer alone.
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
		host.Binding{Keys: []string{"down", "ctrl+n"}, Desc: "choose the next suggestion", Hint: "choose", Group: host.GroupMoving, Run: func() tea.Cmd { p.choose(1); return nil }},
		host.Binding{Keys: []string{"up", "ctrl+p"}, Desc: "choose the suggestion before", Group: host.GroupMoving, Run: func() tea.Cmd { p.choose(-1); return nil }},
		host.Binding{Keys: []string{"tab"}, Desc: "take the suggestion", Hint: "complete", Run: p.take})
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
	low   bool         // there is room for the line of the field alone
	label clean.Text   // before the field; "" where it stands above
	field int          // width of the field
	title clean.Text   // the label above the field, where there is no room beside it
	right clean.Text   // the meaning beside the field; "" for none
	above []clean.Text // the meaning above the field, where there is no room beside it
}

// minPromptHeight is the height of the screen from which a prompt leaves the footer in sight.
const minPromptHeight = 10

// sizes lays the prompt out for a screen.
func (p *Prompt) sizes(width, height int) promptSizes {
	s := promptSizes{low: height < minPromptHeight, label: p.Label.Fit(max(width/2, 1))}
	if !s.low && s.label != p.Label {
		s.label, s.title = "", p.Label.Fit(max(width-2, 1))
	}
	s.field = max(width-s.label.Width()-s.gap()-2, 1)
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

// gap is how many cells part the label from the field.
func (s promptSizes) gap() int {
	if s.label == "" {
		return 0
	}
	return 2
}

// minField is the least room for the text beside what it means, in cells.
const minField = 14

// headHeight is how many lines are above that of the field: a rule, the suggestions, what
// the text means and the label, where they have lines of their own.
func (p *Prompt) headHeight(s promptSizes) int {
	n := len(p.suggestions()) + len(s.above)
	if s.title != "" {
		n++
	}
	if n > 0 || !s.low {
		n++
	}
	return n
}

func (p *Prompt) TextCursor(width, height int) (int, int, bool) {
	s := p.sizes(width, height)
	_, x := p.Field.Line(theme.Style{}, s.field)
	y := min(p.headHeight(s), max(p.room(s, height)-1, 0))
	return min(s.label.Width()+s.gap()+1+x, max(width-1, 0)), y, true
}

// room is how many lines of the screen the prompt may take.
func (p *Prompt) room(s promptSizes, height int) int {
	if s.low {
		return height
	}
	return height - 1 // without the footer
}

func (p *Prompt) View(width, height int) ([]theme.Line, layout.Rect) {
	styles := p.Frame.Theme()
	s := p.sizes(width, height)
	var lines []theme.Line
	if p.headHeight(s) > 0 {
		lines = append(lines, layout.Rule(styles, width))
	}
	for i, one := range p.suggestions() {
		line := theme.Line{}.Space(2)
		if i == p.chosen-1 {
			line = styles.Accent.Line(styles.Glyphs.Marker).Space(1)
		}
		line = line.Add(styles.Text, clean.Of(one.Text)).Space(2).Add(styles.Muted, one.Note).Pad(width)
		if i == p.chosen-1 {
			line = line.Inherit(styles.Selection)
		}
		lines = append(lines, line)
	}
	style := styles.Muted
	if _, ok := p.shown(); !ok {
		style = styles.Bad
	}
	for _, text := range s.above {
		lines = append(lines, theme.Line{}.Space(1).Add(style, text).Fit(width))
	}
	if s.title != "" {
		lines = append(lines, theme.Line{}.Space(1).Add(styles.Accent, s.title).Fit(width))
	}
	text, _ := p.Field.Line(styles.Text, s.field)
	line := theme.Line{}.Space(1).Add(styles.Accent, s.label).Space(s.gap()).Join(text)
	if s.right != "" {
		line = line.Space(2).Add(style, s.right)
	}
	lines = append(lines, line)
	room := max(p.room(s, height), 0)
	lines = lines[max(len(lines)-room, 0):]
	return lines, layout.Rect{X: 0, Y: room - len(lines), W: width, H: len(lines)}
}
