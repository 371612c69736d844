package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
)

// binding is one thing the user can do here and the keys that do it. Dispatch,
// footer, help, palette and the table of keys in the README all read bindings,
// so what they say and what happens cannot differ.
type binding struct {
	keys  []string       // as Bubble Tea names them; the first is the one shown
	does  clean.Text     // a verb phrase for help and palette, such as "open the trial"
	short clean.Text     // a word or two for the footer; "" keeps it out
	group group          // where help lists it
	why   clean.Text     // why it cannot be done now; "" when it can
	run   func() tea.Cmd // nil only together with why
}

// group is a heading of the help.
type group uint8

const (
	aboutScreen group = iota
	aboutMoving
	aboutFrame
)

func (g group) String() string {
	switch g {
	case aboutMoving:
		return "Moving"
	case aboutFrame:
		return "Everywhere"
	case aboutScreen:
	}
	return "Here"
}

// press runs the binding of a key, if there is one. A binding that is off says
// why instead.
func press(f frame, bindings []binding, key string) (tea.Cmd, bool) {
	for _, b := range bindings {
		if slices.Contains(b.keys, key) {
			return runBinding(f, b), true
		}
	}
	return nil, false
}

// runBinding runs one binding.
func runBinding(f frame, b binding) tea.Cmd {
	if b.why != "" {
		f.Tell("Cannot " + b.does + ": " + b.why)
		return nil
	}
	return b.run()
}

// keyNames are how keys are shown where Bubble Tea's name is not how people
// call them.
var keyNames = map[string]clean.Text{
	"pgup": "page up", "pgdown": "page down", "shift+tab": "shift tab", " ": "space",
}

// keyName is a key as people read it.
func keyName(key string) clean.Text {
	if name, ok := keyNames[key]; ok {
		return name
	}
	return clean.Of(key)
}

// keyList is all keys of a binding as people read them.
func (b binding) keyList() clean.Text {
	names := make([]clean.Text, len(b.keys))
	for i, key := range b.keys {
		names[i] = keyName(key)
	}
	return clean.Join(names, ", ")
}
