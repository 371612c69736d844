package workflows

import (
	"errors"
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

// The lines of the editor. Behind these come those of the actions.
const (
	nameField = iota
	triggerField
	ifField
	repeatField
	firstAction
)

// maxActions is how many actions the editor has lines for.
const maxActions = 6

// editor is an overlay in which a workflow is written. What is wrong with a sentence is
// said as one types, and whole sentences are offered.
type editor struct {
	screen    *Screen
	title     clean.Text
	workflow  rulebook.Workflow // as it was opened
	fields    []textfield.Field // but for that of repeatField, which has no text
	once      bool
	was       string // all that was written when it was opened
	focus     int
	chosen    int // index of the chosen suggestion
	problem   clean.Text
	problemAt int
	typing    bool // nothing was kept or refused since the last key
	onSave    func(rulebook.Workflow) (tea.Cmd, error)
	closed    bool
}

// newEditor is an editor of a workflow. OnSave returns what is wrong with it.
func newEditor(s *Screen, title clean.Text, initial rulebook.Workflow, onSave func(rulebook.Workflow) (tea.Cmd, error)) *editor {
	e := &editor{screen: s, title: title, workflow: initial, once: initial.Once, onSave: onSave}
	e.fields = []textfield.Field{
		textfield.New(initial.Name), textfield.NewLong(initial.Trigger.String()), textfield.NewLong(initial.If.String()), textfield.NewLong(""),
	}
	for _, sentence := range initial.ActionSentences() {
		e.fields = append(e.fields, textfield.NewLong(sentence))
	}
	e.addLine()
	e.was = e.written()
	e.check()
	return e
}

// addLine has an empty line behind the actions.
func (e *editor) addLine() {
	last := &e.fields[len(e.fields)-1]
	actions := len(e.fields) - firstAction
	if actions == 0 || last.Value() != "" && actions < max(maxActions, len(e.workflow.Actions)) {
		e.fields = append(e.fields, textfield.NewLong(""))
	}
}

// written is all that is written.
func (e *editor) written() string {
	var b strings.Builder
	for i := range e.fields {
		b.WriteString(strings.TrimSpace(e.fields[i].Value()) + "\n")
	}
	if e.once {
		b.WriteString("once")
	}
	return strings.TrimRight(b.String(), "\n")
}

func (e *editor) Done() bool { return e.closed }

// UnsavedWork is what quitting would lose.
func (e *editor) UnsavedWork() clean.Text {
	if e.written() != e.was {
		return "The workflow being written is not kept yet."
	}
	return ""
}

func (e *editor) Bindings() []host.Binding {
	n := len(e.fields)
	next := func(by int) func() tea.Cmd {
		return func() tea.Cmd { e.moveFocus((e.focus + by + n) % n); return nil }
	}
	bindings := []host.Binding{
		{Keys: []string{"ctrl+s", "enter"}, Desc: "keep the workflow in the draft", Hint: "keep", Run: e.save},
		{Keys: []string{"down"}, Desc: "go to the next field", Hint: "next field", Group: host.GroupMoving, Run: next(1)},
		{Keys: []string{"up", "shift+tab"}, Desc: "go to the field before", Group: host.GroupMoving, Run: next(-1)},
	}
	if offered := e.suggestions(); len(offered) > 0 {
		step := func(by int) func() tea.Cmd {
			return func() tea.Cmd { e.chosen = (e.chosen + by + len(offered)) % len(offered); return nil }
		}
		bindings = append(bindings,
			host.Binding{Keys: []string{"tab"}, Desc: "take the suggestion", Hint: "take it", Run: e.take},
			host.Binding{Keys: []string{"ctrl+n"}, Desc: "choose the next suggestion", Hint: "next", Run: step(1)},
			host.Binding{Keys: []string{"ctrl+p"}, Desc: "choose the suggestion before", Run: step(-1)},
		)
	} else {
		bindings = append(bindings, host.Binding{Keys: []string{"tab"}, Desc: "go to the next field", Group: host.GroupMoving, Run: next(1)})
	}
	if e.focus == repeatField {
		bindings = append(bindings, host.Binding{Keys: []string{"space", "left", "right"}, Desc: "fire once for each trial, or every time", Hint: "change", Run: func() tea.Cmd {
			e.once = !e.once
			return nil
		}})
	}
	return append(bindings, host.Binding{
		Keys: []string{"esc", "ctrl+g"}, Desc: "go back, asking before anything is lost", Hint: "back", Group: host.GroupEverywhere,
		Run: func() tea.Cmd {
			return dialog.Leave(e.screen.frame, e.UnsavedWork(), func() tea.Cmd { e.closed = true; return nil })
		},
	})
}

// moveFocus goes to a field. What a new workflow has there at first is replaced by typing.
func (e *editor) moveFocus(to int) {
	if input := e.input(); input != nil {
		input.Select(false)
	}
	e.focus, e.chosen = to, 0
	input := e.input()
	if input == nil || e.workflow.ID != 0 {
		return
	}
	switch to {
	case triggerField:
		input.Select(input.Value() == e.workflow.Trigger.String())
	case ifField:
		input.Select(input.Value() == e.workflow.If.String())
	}
}

// input is the text field with the focus; nil where there is none.
func (e *editor) input() *textfield.Field {
	if e.focus == repeatField {
		return nil
	}
	return &e.fields[e.focus]
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
	e.chosen, e.typing = 0, true
	lost := input.Lost()
	e.addLine()
	e.check()
	if lost != nil {
		e.screen.frame.Fail(lost)
	}
	return nil
}

// check says what is wrong with the field that has the focus. One that is empty is not
// written yet.
func (e *editor) check() {
	e.problem = ""
	if input := e.input(); input == nil || strings.TrimSpace(input.Value()) == "" {
		return
	}
	if _, at, err := e.read(); err != nil && at == e.focus {
		e.problem, e.problemAt = words.Capitalize(clean.Of(err.Error())), at
	}
}

// read is the workflow that is written, or what is wrong with it in which field.
func (e *editor) read() (w rulebook.Workflow, field int, err error) {
	w = e.workflow
	w.Name, w.Once, w.If, w.Actions = strings.TrimSpace(e.fields[nameField].Value()), e.once, condition.Condition{}, nil
	if w.Trigger, err = rulebook.ParseTrigger(e.fields[triggerField].Value()); err != nil {
		return w, triggerField, err
	}
	if text := strings.TrimSpace(e.fields[ifField].Value()); text != "" {
		if w.If, err = rulebook.ParseSegmentCondition(text); err != nil {
			return w, ifField, err
		}
	}
	for i := firstAction; i < len(e.fields); i++ {
		text := strings.TrimSpace(e.fields[i].Value())
		if text == "" {
			continue
		}
		a, err := rulebook.ParseAction(text)
		if err != nil {
			return w, i, err
		}
		w.Actions = append(w.Actions, a)
	}
	return w, 0, nil
}

// save gives the workflow to the draft. What is wrong is said, and the focus goes there.
func (e *editor) save() tea.Cmd {
	w, at, err := e.read()
	if err == nil {
		var cmd tea.Cmd
		if cmd, err = e.onSave(w); err == nil {
			e.closed = true
			return cmd
		}
		at = fieldOf(err)
	}
	e.problem, e.problemAt, e.focus, e.typing = words.Capitalize(clean.Of(err.Error())), at, at, false
	return nil
}

// fieldOf is the line that an error of the rulebook is about.
func fieldOf(err error) int {
	var wrong *value.FieldError
	if errors.As(err, &wrong) {
		switch name, _, _ := strings.Cut(wrong.Field, "."); name {
		case "trigger":
			return triggerField
		case "if":
			return ifField
		case "actions":
			return firstAction
		}
	}
	return nameField
}

// suggestions are the sentences that the field with the focus can have.
func (e *editor) suggestions() []string {
	input := e.input()
	if input == nil || e.focus == nameField {
		return nil
	}
	var all []string
	switch e.focus {
	case triggerField:
		all = e.screen.triggers()
	case ifField:
		all = conditions()
	default:
		all = e.screen.actions()
	}
	return matching(all, input.Value())
}

func (e *editor) take() tea.Cmd {
	offered := e.suggestions()
	if len(offered) == 0 {
		return nil
	}
	e.fields[e.focus] = textfield.NewLong(offered[min(e.chosen, len(offered)-1)])
	e.chosen = 0
	e.addLine()
	e.check()
	return nil
}

// editorWidth is the most cells the editor takes, and labelWidth that of the names of the
// fields.
const (
	editorWidth = 100
	labelWidth  = 9
)

// box is where the editor is, and the width of its fields.
func (e *editor) box(width, height, lines int) (layout.Rect, int) {
	box := layout.Center(min(editorWidth, width-2), lines+2, width, height)
	return box, max(box.W-4-labelWidth, 1)
}

func (e *editor) TextCursor(width, height int) (int, int, bool) {
	lines, _ := e.View(width, height)
	box, room := e.box(width, height, len(lines)-2)
	input := e.input()
	if input == nil || box.H == 0 {
		return 0, 0, false
	}
	_, x := input.Line(theme.Style{}, room)
	return 2 + labelWidth + x, 1 + e.focus, true
}

func (e *editor) View(width, height int) ([]theme.Line, layout.Rect) {
	styles := e.screen.frame.Theme()
	_, room := e.box(width, height, 0)
	var lines []theme.Line
	for i := range e.fields {
		ink := styles.Muted
		if e.focus == i {
			ink = styles.Accent
		}
		line := ink.Line(labelOf(i).Pad(labelWidth))
		if i == repeatField {
			lines = append(lines, line.Join(e.repeatLine(styles)))
			continue
		}
		text, _ := e.fields[i].Line(styles.Text, room)
		lines = append(lines, line.Join(text))
	}
	lines = append(lines, nil)
	lines = append(lines, e.answerLines(styles, room+labelWidth)...)
	box, _ := e.box(width, height, len(lines))
	return layout.Box(styles, e.title, lines, box.W), box
}

func labelOf(field int) clean.Text {
	switch field {
	case nameField:
		return "Name"
	case triggerField:
		return "When"
	case ifField:
		return "Only if"
	case repeatField:
		return "Fires"
	case firstAction:
		return "Does"
	}
	return ""
}

func (e *editor) repeatLine(styles theme.Theme) theme.Line {
	text := clean.Text("every time")
	if e.once {
		text = "once for each trial"
	}
	if e.focus != repeatField {
		return styles.Text.Line(text)
	}
	return styles.Accent.Line(styles.Glyphs.Chevrons[0]).Space(1).Add(styles.Text, text).Space(1).Add(styles.Accent, styles.Glyphs.Chevrons[1])
}

// answerLines says what is wrong, and offers sentences.
func (e *editor) answerLines(styles theme.Theme, room int) []theme.Line {
	var lines []theme.Line
	offered := e.suggestions()
	if e.problem != "" && (len(offered) == 0 || e.problemAt != e.focus || !e.typing) {
		for _, text := range e.problem.WrapTo(room, 3) {
			lines = append(lines, styles.Bad.Line(text))
		}
	}
	const most = 4
	from := max(min(e.chosen-most+1, len(offered)-most), 0)
	for i := from; i < min(from+most, len(offered)); i++ {
		line := theme.Line{}.Space(2).Add(styles.Muted, clean.Of(offered[i]))
		if i == e.chosen {
			line = styles.Accent.Line(styles.Glyphs.Marker).Space(1).Add(styles.Text, clean.Of(offered[i]))
		}
		lines = append(lines, line.Fit(room))
	}
	return lines
}
