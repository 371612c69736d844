package textarea

import (
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textarea"
	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
	"trialist/ui/textfield"
	"trialist/ui/theme"
)

// maxRunes is how many characters an area takes; a paste beyond it is cut.
const maxRunes = 20_000

// Area is a text field of several lines. It edits as the text area of Bubbles does, but
// holds only clean text, and draws itself in the styles of the dashboard. Copies share
// their text.
type Area struct {
	widget *textarea.Model
	lost   int // characters of the last key or paste that had no room
}

// maxLines is how many lines the widget takes.
const maxLines = 10_000

// Lost is the error that says how many characters of the last key or paste had no room; nil
// where all had.
func (a *Area) Lost() error {
	if a.lost == 0 {
		return nil
	}
	return &textfield.NoRoomError{Lost: a.lost, Limit: maxRunes}
}

// countLost counts what had no room, where there would be so many characters with it.
func (a *Area) countLost(wanted int) {
	a.lost = 0
	if a.widget.Length() >= maxRunes || a.widget.LineCount() >= maxLines {
		a.lost = max(wanted-utf8.RuneCountInString(a.widget.Value()), 0)
	}
}

// New is an area with text in it and the cursor at its beginning.
func New(text string) Area {
	a := Area{widget: newWidget(1, 1)}
	a.widget.SetValue(cleaned(text))
	a.widget.MoveToBegin()
	return a
}

// newWidget is an empty text area of a size.
func newWidget(width, height int) *textarea.Model {
	w := textarea.New()
	w.Prompt, w.ShowLineNumbers, w.CharLimit, w.MaxHeight, w.MaxWidth = "", false, maxRunes, 0, 0
	w.SetStyles(textarea.Styles{})
	w.SetVirtualCursor(false) // the terminal's own cursor is used
	// Pastes arrive as messages. The widget would read and write the clipboard of this
	// machine, which is the wrong one through ssh. What is selected would not be seen.
	for _, b := range []*key.Binding{
		&w.KeyMap.Paste, &w.KeyMap.CopySelection, &w.KeyMap.SelectAll, &w.KeyMap.SelectCharacterBackward, &w.KeyMap.SelectCharacterForward,
		&w.KeyMap.SelectLineDown, &w.KeyMap.SelectLineUp, &w.KeyMap.SelectWordBackward, &w.KeyMap.SelectWordForward,
	} {
		b.SetEnabled(false)
	}
	w.SetWidth(width)
	w.SetHeight(height)
	w.Focus()
	return &w
}

// cleaned is the text with every line made safe.
func cleaned(text string) string {
	lines := strings.Split(strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n"), "\n")
	for i, line := range lines {
		lines[i] = string(clean.Limit(line, maxRunes))
	}
	return strings.Join(lines, "\n")
}

// Value is the text. It is clean but for its line breaks.
func (a *Area) Value() string { return cleaned(a.widget.Value()) }

// Resize gives the area a size, in cells. Lines that are wider are wrapped.
func (a *Area) Resize(width, height int) {
	a.widget.SetWidth(max(width, 1))
	a.widget.SetHeight(max(height, 1))
	a.scrollToCursor()
}

// scrollToCursor has the widget show the cursor, as it does by itself only after a
// message: one that it does not know will do.
func (a *Area) scrollToCursor() {
	w, _ := a.widget.Update(nil)
	a.widget = &w
}

// Insert inserts text at the cursor, such as a paste.
func (a *Area) Insert(text string) {
	before := utf8.RuneCountInString(a.widget.Value())
	a.update(tea.PasteMsg{Content: cleaned(text)})
	a.countLost(before + utf8.RuneCountInString(text))
}

// Press handles a key. It reports whether the area has a use for the key.
func (a *Area) Press(pressed tea.KeyPressMsg) bool {
	if !a.isEditKey(pressed) && (pressed.Text == "" || pressed.Mod.Contains(tea.ModCtrl) || pressed.Mod.Contains(tea.ModAlt)) {
		return false
	}
	before := utf8.RuneCountInString(a.widget.Value())
	a.update(pressed)
	a.lost = 0
	if added := utf8.RuneCountInString(pressed.Text); added > 0 {
		a.countLost(before + added)
	}
	return true
}

// isEditKey reports whether the key moves the cursor, deletes, or begins a line.
func (a *Area) isEditKey(pressed tea.KeyPressMsg) bool {
	k := a.widget.KeyMap
	return key.Matches(pressed, k.CharacterForward, k.CharacterBackward, k.WordForward, k.WordBackward, k.LineNext, k.LinePrevious,
		k.LineStart, k.LineEnd, k.InputBegin, k.InputEnd, k.PageUp, k.PageDown, k.InsertNewline,
		k.DeleteWordBackward, k.DeleteWordForward, k.DeleteAfterCursor, k.DeleteBeforeCursor, k.DeleteCharacterBackward, k.DeleteCharacterForward)
}

// update gives a message to the widget, then cleans the whole text: what is new can
// combine with the text around it. If the widget panics the change is dropped.
func (a *Area) update(msg tea.Msg) {
	text, row, column := a.widget.Value(), a.widget.Line(), a.widget.Column()
	func() {
		defer func() {
			if recover() != nil {
				a.restore(text, row, column)
			}
		}()
		w, _ := a.widget.Update(msg)
		a.widget = &w
	}()
	if value := a.widget.Value(); cleaned(value) != value {
		a.restore(cleaned(value), a.widget.Line(), a.widget.Column())
	}
}

// restore makes the widget anew, as its state may be inconsistent.
func (a *Area) restore(text string, row, column int) {
	a.widget = newWidget(a.widget.Width(), a.widget.Height())
	a.widget.SetValue(text)
	a.widget.MoveToBegin()
	for a.widget.Line() < row {
		at, offset := a.widget.Line(), a.widget.LineInfo().RowOffset
		a.widget.CursorDown()
		if a.widget.Line() == at && a.widget.LineInfo().RowOffset == offset {
			break // there are fewer lines now
		}
	}
	a.widget.SetCursorColumn(column)
	a.scrollToCursor()
}

// Lines draws the part of the text around the cursor in as many lines and cells as the
// area has.
func (a *Area) Lines(style theme.Style) []theme.Line {
	var lines []theme.Line
	for line := range strings.SplitSeq(a.widget.View(), "\n") {
		lines = append(lines, style.Line(clean.Of(strings.TrimRight(line, " "))).Fit(a.widget.Width()).Pad(a.widget.Width()))
	}
	return lines[:min(len(lines), a.widget.Height())]
}

// Cursor is the cell of the cursor in the lines that are drawn.
func (a *Area) Cursor() (x, y int) {
	if c := a.widget.Cursor(); c != nil {
		return min(c.X, max(a.widget.Width()-1, 0)), c.Y
	}
	return 0, 0
}

// BeforeCursor is what stands before the cursor on its line.
func (a *Area) BeforeCursor() string {
	lines := strings.Split(a.widget.Value(), "\n")
	if row := a.widget.Line(); row < len(lines) {
		line := []rune(lines[row])
		return string(line[:min(a.widget.Column(), len(line))])
	}
	return ""
}
