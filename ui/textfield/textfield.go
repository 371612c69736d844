package ui

import (
	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
	"trialist/ui/theme"
)

// inputMost is how many characters a field takes; a paste beyond it is cut.
const inputMost = 1000

// input is a one-line text field: the editing of Bubbles' text input, kept to
// clean text, and drawn as the rest of the dashboard is. The zero input is an
// empty field.
type input struct{ field *textinput.Model }

// newInput is a field with text in it and the cursor at its end.
func newInput(text string) input {
	var in input
	in.set(text)
	in.end()
	return in
}

// model is the text input, made when it is first needed.
func (in *input) model() *textinput.Model {
	if in.field == nil {
		field := textinput.New()
		field.Prompt = ""
		field.CharLimit = inputMost
		field.SetVirtualCursor(false) // the terminal's own stands in the field
		// Pastes arrive as messages; asking the clipboard of the machine would
		// paste the wrong one through ssh.
		field.KeyMap.Paste.SetEnabled(false)
		field.Focus()
		in.field = &field
	}
	return in.field
}

// text is what is in the field.
func (in *input) text() clean.Text { return clean.Upto(in.model().Value(), inputMost) }

// value is the text as plain string, for what takes it further.
func (in *input) value() string { return string(in.text()) }

// set replaces the text; the cursor stays where it can.
func (in *input) set(text string) { in.model().SetValue(string(clean.Upto(text, inputMost))) }

// end moves the cursor to the end.
func (in *input) end() { in.model().CursorEnd() }

// insert puts text at the cursor.
func (in *input) insert(text string) {
	in.update(tea.PasteMsg{Content: string(clean.Upto(text, inputMost))})
}

// press handles a key. It reports whether the key meant something to the field.
func (in *input) press(pressed tea.KeyPressMsg) bool {
	if !in.edits(pressed) {
		if pressed.Text == "" || pressed.Mod.Contains(tea.ModCtrl) || pressed.Mod.Contains(tea.ModAlt) {
			return false
		}
	}
	in.update(pressed)
	return true
}

// edits reports whether the key is one that moves or deletes.
func (in *input) edits(pressed tea.KeyPressMsg) bool {
	keys := in.model().KeyMap
	return key.Matches(pressed, keys.CharacterForward, keys.CharacterBackward, keys.WordForward, keys.WordBackward,
		keys.DeleteWordBackward, keys.DeleteWordForward, keys.DeleteAfterCursor, keys.DeleteBeforeCursor,
		keys.DeleteCharacterBackward, keys.DeleteCharacterForward, keys.LineStart, keys.LineEnd)
}

// update hands a message to the text input and cleans the text as a whole: what
// is typed can join what stood there, as an accent does its letter.
func (in *input) update(msg tea.Msg) {
	*in.model(), _ = in.model().Update(msg)
	value := in.model().Value()
	if cleaned := in.value(); cleaned != value {
		before := clean.Upto(string([]rune(value)[:in.model().Position()]), inputMost)
		in.model().SetValue(cleaned)
		in.model().SetCursor(len([]rune(string(before))))
	}
}

// before is the text in front of the cursor.
func (in *input) before() clean.Text {
	runes := []rune(in.value())
	return clean.Upto(string(runes[:min(in.model().Position(), len(runes))]), inputMost)
}

// line draws the part of the field around the cursor in exactly width cells,
// and says in which of them the cursor is. One cell is kept free for it at the
// end.
func (in *input) line(style theme.Style, width int) (theme.Line, int) {
	if width <= 0 {
		return nil, 0
	}
	text, at := in.text(), in.before().Width()
	from := max(at-width+1, 0)
	return style.Say(text.Cut(from, from+width)).Pad(width), min(at-from, width-1)
}
