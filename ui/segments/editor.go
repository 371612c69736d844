package segments

import (
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/condition"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/ui/clean"
	"trialist/ui/dialog"
	"trialist/ui/host"
	"trialist/ui/layout"
	"trialist/ui/textfield"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// field is a line of the editor.
type field uint8

const (
	nameField field = iota
	whenField
	colorField
	fieldCount
)

// editor is an overlay in which a segment is written. What is wrong with the
// sentence, and how many trials are in it, follows every key.
type editor struct {
	screen     *Screen
	title      clean.Text
	segment    rulebook.Segment // as it was opened, with the colour as chosen
	name, when textfield.Field
	was        [2]string // the texts when it was opened
	wasColor   rulebook.Color
	focus      field
	chosen     int // index of the chosen completion
	problem    clean.Text
	problemAt  field
	parsed     bool // segment.When is what the text says
	onSave     func(rulebook.Segment) (tea.Cmd, error)
	onCancel   func() tea.Cmd // nil for nothing
	closed     bool
}

// newEditor is an editor of a segment. OnSave returns what is wrong with it.
func newEditor(s *Screen, title clean.Text, initial rulebook.Segment, onSave func(rulebook.Segment) (tea.Cmd, error)) *editor {
	e := &editor{
		screen: s, title: title, segment: initial, wasColor: initial.Color,
		name: textfield.New(initial.Name), when: textfield.NewLong(initial.When.String()), onSave: onSave,
	}
	e.was = [2]string{e.name.Value(), e.when.Value()}
	e.parse()
	return e
}

func (e *editor) Done() bool { return e.closed }

// UnsavedWork is what quitting would lose.
func (e *editor) UnsavedWork() clean.Text {
	if e.was != [2]string{e.name.Value(), e.when.Value()} || e.wasColor != e.segment.Color {
		return "The segment being written is not in the draft yet."
	}
	return ""
}

// Fetch counts the trials of the segment as it is written.
func (e *editor) Fetch() tea.Cmd {
	if !e.parsed {
		return nil
	}
	return e.screen.board.RequestSegmentsOf(e.screen.rankedPopulation(), []rulebook.Segment{e.segment})
}

func (e *editor) Bindings() []host.Binding {
	next := func(by int) func() tea.Cmd {
		return func() tea.Cmd {
			e.focus = (e.focus + fieldCount + field(by)) % fieldCount
			e.chosen = 0
			return nil
		}
	}
	bindings := []host.Binding{
		{Keys: []string{"ctrl+s"}, Desc: "put the segment into the draft", Hint: "done", Run: e.save},
		{Keys: []string{"down"}, Desc: "go to the next field", Hint: "next field", Group: host.GroupMoving, Run: next(1)},
		{Keys: []string{"up", "shift+tab"}, Desc: "go to the field before", Group: host.GroupMoving, Run: next(int(fieldCount) - 1)},
	}
	if complete, _ := e.completions(); len(complete) > 0 {
		step := func(by int) func() tea.Cmd {
			return func() tea.Cmd { e.chosen = (e.chosen + by + len(complete)) % len(complete); return nil }
		}
		bindings = append(bindings,
			host.Binding{Keys: []string{"tab"}, Desc: "complete the word", Hint: "complete", Run: e.complete},
			host.Binding{Keys: []string{"ctrl+n"}, Desc: "choose the next completion", Run: step(1)},
			host.Binding{Keys: []string{"ctrl+p"}, Desc: "choose the completion before", Run: step(-1)},
		)
	} else {
		bindings = append(bindings, host.Binding{Keys: []string{"tab"}, Desc: "go to the next field", Group: host.GroupMoving, Run: next(1)})
	}
	if e.focus == colorField {
		color := func(by int) func() tea.Cmd {
			return func() tea.Cmd {
				all := rulebook.Colors()
				e.segment.Color = all[(slices.Index(all, e.segment.Color)+by+len(all))%len(all)]
				return nil
			}
		}
		bindings = append(bindings,
			host.Binding{Keys: []string{"right", "space"}, Desc: "take the next colour", Hint: "colour", Run: color(1)},
			host.Binding{Keys: []string{"left"}, Desc: "take the colour before", Run: color(-1)})
	}
	return append(bindings,
		host.Binding{Keys: []string{"enter"}, Desc: "put the segment into the draft", Run: e.save},
		host.Binding{Keys: []string{"esc", "ctrl+g"}, Desc: "go back, asking before anything is lost", Hint: "back", Group: host.GroupEverywhere, Run: e.cancel})
}

// cancel closes the editor, and asks first where something would be lost.
func (e *editor) cancel() tea.Cmd {
	return dialog.Leave(e.screen.frame, e.UnsavedWork(), func() tea.Cmd {
		e.closed = true
		if e.onCancel == nil {
			return nil
		}
		return e.onCancel()
	})
}

// input is the text field with the focus; nil on the colour.
func (e *editor) input() *textfield.Field {
	switch e.focus {
	case nameField:
		return &e.name
	case whenField:
		return &e.when
	case colorField, fieldCount:
	}
	return nil
}

func (e *editor) Update(msg tea.Msg) tea.Cmd {
	input := e.input()
	if input == nil {
		return nil
	}
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if !input.Press(msg) {
			return nil
		}
	case tea.PasteMsg:
		input.Insert(msg.Content)
	default:
		return nil
	}
	e.chosen = 0
	e.parse()
	if err := input.Lost(); err != nil {
		e.screen.frame.Fail(err)
	}
	return nil
}

// parse reads the sentence. A text that is not finished yet leaves no condition.
func (e *editor) parse() {
	e.problem, e.parsed = "", false
	text := strings.TrimSpace(e.when.Value())
	if text == "" {
		return
	}
	when, err := rulebook.ParseSegmentCondition(text)
	if err == nil {
		e.segment.When, e.parsed = when, true
		for _, r := range when.Rules {
			if _, ok := e.screen.draft.Book().Card.ByName(r.Name); r.Subject == condition.SignalSubject && !ok {
				e.problem, e.problemAt, e.parsed = "No signal is named "+clean.Of(condition.QuoteWord(r.Name)), whenField, false
			}
		}
		return
	}
	e.problem, e.problemAt = words.Capitalize(clean.Of(err.Error())), whenField
}

// completions is what can stand in place of the unfinished word.
func (e *editor) completions() ([]string, int) {
	if e.focus != whenField {
		return nil, 0
	}
	return e.screen.vocabulary().completions(e.when.Value())
}

func (e *editor) complete() tea.Cmd {
	found, from := e.completions()
	if len(found) == 0 {
		return nil
	}
	e.when = textfield.NewLong(e.when.Value()[:from] + found[min(e.chosen, len(found)-1)] + " ")
	e.chosen = 0
	e.parse()
	return nil
}

// save gives the segment to the draft. What is wrong is said beside its field, and
// the focus goes there.
func (e *editor) save() tea.Cmd {
	e.parse()
	if e.problem == "" && strings.TrimSpace(e.when.Value()) == "" {
		e.problem, e.problemAt = "A segment needs a condition", whenField
	}
	if e.problem == "" {
		e.segment.Name = strings.TrimSpace(e.name.Value())
		cmd, err := e.onSave(e.segment)
		if err == nil {
			e.closed = true
			return cmd
		}
		e.problem, e.problemAt = words.Capitalize(clean.Of(err.Error())), nameField
		var wrong *value.FieldError
		if errors.As(err, &wrong) && strings.HasPrefix(wrong.Field, "when") {
			e.problemAt = whenField
		}
	}
	e.focus = e.problemAt
	return nil
}

// editorWidth is the most cells the editor takes.
const editorWidth = 100

// box is where the editor is, and the width of its fields.
func (e *editor) box(width, height, lines int) (layout.Rect, int) {
	box := layout.Center(min(editorWidth, width-2), lines+2, width, height)
	return box, max(box.W-4-labelWidth, 1)
}

// labelWidth is the width of the names of the fields.
const labelWidth = 11

func (e *editor) TextCursor(width, height int) (int, int, bool) {
	lines, _ := e.View(width, height)
	box, room := e.box(width, height, len(lines)-2)
	input := e.input()
	if input == nil || box.H == 0 {
		return 0, 0, false
	}
	_, x := input.Line(theme.Style{}, room)
	return 2 + labelWidth + x, 1 + int(e.focus), true
}

func (e *editor) View(width, height int) ([]theme.Line, layout.Rect) {
	styles := e.screen.frame.Theme()
	_, room := e.box(width, height, 0)
	label := func(at field, text clean.Text) theme.Line {
		ink := styles.Muted
		if e.focus == at {
			ink = styles.Accent
		}
		return ink.Line(text.Pad(labelWidth))
	}
	name, _ := e.name.Line(styles.Text, room)
	when, _ := e.when.Line(styles.Text, room)
	color := colorMark(styles, e.segment.Color).Space(1).Add(styles.Text, clean.Of(e.segment.Color.String()))
	if e.focus == colorField {
		color = styles.Accent.Line(styles.Glyphs.Chevrons[0]).Space(1).Join(color).Space(1).Add(styles.Accent, styles.Glyphs.Chevrons[1])
	}
	lines := []theme.Line{
		label(nameField, "Name").Join(name), label(whenField, "Condition").Join(when), label(colorField, "Colour").Join(color), nil,
	}
	lines = append(lines, e.answerLines(styles, room)...)
	if found, _ := e.completions(); len(found) > 0 {
		lines = append(lines, nil, e.completionLine(styles, found, room))
	}
	box, _ := e.box(width, height, len(lines))
	return layout.Box(styles, e.title, lines, box.W), box
}

// answerLines says what is wrong, or how many trials are in the segment.
func (e *editor) answerLines(styles theme.Theme, room int) []theme.Line {
	lead := theme.Line{}.Space(labelWidth)
	if e.problem != "" {
		var lines []theme.Line
		for _, text := range e.problem.WrapTo(room, 3) {
			lines = append(lines, append(theme.Line{}, lead...).Add(styles.Bad, text))
		}
		return lines
	}
	if !e.parsed {
		return []theme.Line{lead.Join(layout.FirstFitting(room,
			styles.Muted.Line("Such as: qualified is yes and days since last touch is not set"), styles.Muted.Line("Such as: qualified is yes")))}
	}
	return []theme.Line{styles.Muted.Line(clean.Text("Now").Pad(labelWidth)).Join(e.screen.countLine(styles, e.segment))}
}

// completionLine lists the completions around the chosen one.
func (e *editor) completionLine(styles theme.Theme, found []string, room int) theme.Line {
	line := styles.Muted.Line(clean.Text("Next").Pad(labelWidth))
	from := 0
	if e.chosen > 2 {
		from = e.chosen - 2
	}
	for i, word := range found[from:] {
		if i > 0 {
			line = line.Space(2)
		}
		if from+i == e.chosen {
			line = line.Add(styles.Accent, styles.Glyphs.Marker+clean.Of(word))
		} else {
			line = line.Add(styles.Muted, clean.Of(word))
		}
	}
	return line.Fit(room + labelWidth)
}
