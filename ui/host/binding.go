package host

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
)

// Binding is one thing the user can do here and the keys that do it. Dispatch,
// footer, help, palette and the table of keys in the README all read bindings,
// so what they say and what happens cannot differ.
type Binding struct {
	Keys           []string       // as Bubble Tea names them; the first is the one shown
	Desc           clean.Text     // a verb phrase for help and palette, such as "open the trial"
	Hint           clean.Text     // a word or two for the footer; "" keeps it out
	Group          Group          // where help lists it
	DisabledReason clean.Text     // why it cannot be done now; "" when it can
	Run            func() tea.Cmd // nil only together with why
}

// Group is a heading of the help.
type Group uint8

const (
	GroupScreen Group = iota
	GroupMoving
	GroupEverywhere
)

// String is the heading.
func (g Group) String() string {
	switch g {
	case GroupMoving:
		return "Moving"
	case GroupEverywhere:
		return "Everywhere"
	case GroupScreen:
	}
	return "Here"
}

// Press runs the binding of a key, if there is one. A binding that is off says
// why instead.
func Press(f Frame, bindings []Binding, key string) (tea.Cmd, bool) {
	for _, b := range bindings {
		if slices.Contains(b.Keys, key) {
			return Run(f, b), true
		}
	}
	return nil, false
}

// Run runs one binding.
func Run(f Frame, b Binding) tea.Cmd {
	if b.DisabledReason != "" {
		f.Tell("Cannot " + b.Desc + ": " + b.DisabledReason)
		return nil
	}
	return b.Run()
}

// keyNames are how keys are shown where Bubble Tea's name is not how people
// call them.
var keyNames = map[string]clean.Text{
	"pgup": "page up", "pgdown": "page down", "shift+tab": "shift tab", " ": "space",
}

// KeyName is a key as people read it.
func KeyName(key string) clean.Text {
	if name, ok := keyNames[key]; ok {
		return name
	}
	return clean.Of(key)
}

// KeyList is all keys of a binding as people read them.
func (b Binding) KeyList() clean.Text {
	names := make([]clean.Text, len(b.Keys))
	for i, key := range b.Keys {
		names[i] = KeyName(key)
	}
	return clean.Join(names, ", ")
}
