package textfield

import (
	"cmp"
	"unicode"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"trialist/scoring/value"
	"trialist/ui/clean"
	"trialist/ui/theme"
)

// How many characters a field takes. A paste beyond that is cut, and [Field.Lost] says so.
const (
	MaxRunes     = 1000
	MaxLongRunes = 50_000 // of one that [NewLong] makes: more than any condition or action has
)

// Field is a one-line text field. It edits as the text input of Bubbles does, but
// holds only clean text, and draws itself in the styles of the dashboard. The zero
// Field is empty. Copies share their text.
type Field struct {
	widget   *textinput.Model
	selected bool // the whole text is: typing replaces it
	limit    int  // characters; 0 is MaxRunes
	lost     int  // characters of the last key or paste that had no room
}

// NewLong is a field for a text that can be long, such as a condition.
func NewLong(text string) Field {
	f := Field{limit: MaxLongRunes}
	f.SetValue(text)
	f.CursorEnd()
	return f
}

// maxRunes is how many characters the field takes.
func (f *Field) maxRunes() int { return cmp.Or(f.limit, MaxRunes) }

// Lost is the error that says how many characters of the last key or paste had no room; nil
// where all had.
func (f *Field) Lost() error {
	if f.lost == 0 {
		return nil
	}
	return &NoRoomError{Lost: f.lost, Limit: f.maxRunes()}
}

// NoRoomError says that what was typed or pasted had no room.
type NoRoomError struct{ Lost, Limit int } // characters

func (e *NoRoomError) Error() string {
	if e.Lost == 1 {
		return "no room for more than " + value.FormatCount(e.Limit) + " characters"
	}
	return value.FormatCount(e.Lost) + " characters had no room: this takes " + value.FormatCount(e.Limit)
}

// New is a field with text in it and the cursor at its end.
func New(text string) Field {
	var f Field
	f.SetValue(text)
	f.CursorEnd()
	return f
}

// Selected is a field with its text selected, so that typing replaces it.
func Selected(text string) Field {
	f := New(text)
	f.selected = text != ""
	return f
}

// Select selects the whole text, so that typing replaces it, or no more.
func (f *Field) Select(whole bool) { f.selected = whole && f.Value() != "" }

// model is the text input, made when it is first needed.
func (f *Field) model() *textinput.Model {
	if f.widget == nil {
		widget := textinput.New()
		widget.Prompt = ""
		widget.CharLimit = f.maxRunes()
		widget.SetVirtualCursor(false) // the terminal's own cursor is used
		// Pastes arrive as messages. The widget would read the clipboard of this
		// machine, which is the wrong one through ssh.
		widget.KeyMap.Paste.SetEnabled(false)
		widget.Focus()
		f.widget = &widget
	}
	return f.widget
}

// Text is the text in the field.
func (f *Field) Text() clean.Text { return clean.Limit(f.model().Value(), f.maxRunes()) }

// Value is the text as a plain string. It is clean.
func (f *Field) Value() string { return string(f.Text()) }

// SetValue replaces the text. The cursor stays where it is, or goes to the end of
// a shorter text.
func (f *Field) SetValue(text string) {
	f.selected = false
	f.model().SetValue(string(clean.Limit(text, f.maxRunes())))
}

// CursorEnd moves the cursor to the end.
func (f *Field) CursorEnd() { f.model().CursorEnd() }

// Insert inserts text at the cursor, such as a paste.
func (f *Field) Insert(text string) {
	f.replaceSelection()
	before := f.count()
	f.update(tea.PasteMsg{Content: string(clean.Limit(text, f.maxRunes()))})
	f.countLost(before + utf8.RuneCountInString(text))
}

// count is how many characters there are.
func (f *Field) count() int { return utf8.RuneCountInString(f.model().Value()) }

// countLost counts what had no room, where there would be so many characters with it.
func (f *Field) countLost(wanted int) {
	f.lost = 0
	if f.count() >= f.maxRunes() {
		f.lost = max(wanted-f.count(), 0)
	}
}

// Press handles a key. It reports whether the field has a use for the key.
func (f *Field) Press(pressed tea.KeyPressMsg) bool {
	f.lost = 0
	typed := !f.isEditKey(pressed)
	if typed {
		if pressed.Text == "" || pressed.Mod.Contains(tea.ModCtrl) || pressed.Mod.Contains(tea.ModAlt) {
			return false
		}
		f.replaceSelection()
	}
	if f.selected && f.deletes(pressed) {
		f.replaceSelection()
		return true
	}
	f.selected = false
	before := f.count()
	f.update(pressed)
	if typed {
		f.countLost(before + utf8.RuneCountInString(pressed.Text))
	}
	return true
}

// replaceSelection deletes the text if it is selected.
func (f *Field) replaceSelection() {
	if f.selected {
		f.SetValue("")
	}
}

// deletes reports whether the key deletes.
func (f *Field) deletes(pressed tea.KeyPressMsg) bool {
	keys := f.model().KeyMap
	return key.Matches(pressed, keys.DeleteWordBackward, keys.DeleteWordForward, keys.DeleteAfterCursor, keys.DeleteBeforeCursor,
		keys.DeleteCharacterBackward, keys.DeleteCharacterForward)
}

// isEditKey reports whether the key moves the cursor or deletes.
func (f *Field) isEditKey(pressed tea.KeyPressMsg) bool {
	keys := f.model().KeyMap
	return key.Matches(pressed, keys.CharacterForward, keys.CharacterBackward, keys.WordForward, keys.WordBackward,
		keys.DeleteWordBackward, keys.DeleteWordForward, keys.DeleteAfterCursor, keys.DeleteBeforeCursor,
		keys.DeleteCharacterBackward, keys.DeleteCharacterForward, keys.LineStart, keys.LineEnd)
}

// update gives a message to the text input, then cleans the whole text. Cleaning
// only the new part is not enough: it can combine with the text around it, as an
// accent does with its letter.
func (f *Field) update(msg tea.Msg) {
	f.recoverChange(func(widget *textinput.Model) {
		if pressed, ok := msg.(tea.KeyPressMsg); ok && key.Matches(pressed, widget.KeyMap.DeleteWordForward) {
			deleteWordForward(widget)
			return
		}
		*widget, _ = widget.Update(msg)
	})
	value := f.model().Value()
	if cleaned := f.Value(); cleaned != value {
		before := clean.Limit(string([]rune(value)[:f.model().Position()]), f.maxRunes())
		f.model().SetValue(cleaned)
		f.model().SetCursor(len([]rune(string(before))))
	}
}

// recoverChange runs a change of the widget. If the widget panics the change is
// dropped: text and cursor stay as they were before. Without this a panic would
// end the dashboard and lose what was typed.
func (f *Field) recoverChange(change func(*textinput.Model)) {
	value, at := f.model().Value(), f.model().Position()
	defer func() {
		if recover() == nil {
			return
		}
		f.widget = nil // its state may be inconsistent
		f.model().SetValue(value)
		f.model().SetCursor(at)
	}()
	change(f.model())
}

// deleteWordForward deletes from the cursor to the end of the next word. It replaces
// the method of the widget, which panics when the cursor is before the last
// character.
func deleteWordForward(widget *textinput.Model) {
	text, at := []rune(widget.Value()), widget.Position()
	end := at
	for end < len(text) && unicode.IsSpace(text[end]) {
		end++
	}
	for end < len(text) && !unicode.IsSpace(text[end]) {
		end++
	}
	widget.SetValue(string(text[:at]) + string(text[end:]))
	widget.SetCursor(at)
}

// before is the text in front of the cursor.
func (f *Field) before() clean.Text { return clean.Limit(f.BeforeCursor(), f.maxRunes()) }

// BeforeCursor is the text in front of the cursor, as Value has it.
func (f *Field) BeforeCursor() string {
	runes := []rune(f.Value())
	return string(runes[:min(f.model().Position(), len(runes))])
}

// CursorTo moves the cursor behind so many bytes of the value.
func (f *Field) CursorTo(bytes int) {
	value := f.Value()
	f.model().SetCursor(len([]rune(value[:max(min(bytes, len(value)), 0)])))
}

// Line draws the part of the field around the cursor in exactly width cells, and
// says in which of them the cursor is. At the end one cell is kept free for the
// cursor. Where text is hidden to the left or to the right, a mark stands there.
func (f *Field) Line(style theme.Style, width int) (theme.Line, int) {
	if width <= 0 {
		return nil, 0
	}
	text, at := f.Text(), f.before().Width()
	from := max(at-width+1, 0)
	cursor := min(at-from, width-1)
	shown := cutMarked(text, from, width, cursor)
	if f.selected {
		style = style.Reverse()
	}
	return style.Line(shown).Pad(width), cursor
}

// cutMarked is the cells of a text from one on, with marks where more is hidden, but not
// in the cell of the cursor.
func cutMarked(text clean.Text, from, width, cursor int) clean.Text {
	const mark clean.Text = "…"
	to := from + width
	left, right := clean.Text(""), clean.Text("")
	if from > 0 && cursor > 0 {
		left, from = mark, from+1
	}
	if text.Width() > to && cursor < width-2 { // the character under it may take two cells
		right, to = mark, to-1
	}
	return left + text.Cut(from, to) + right
}
