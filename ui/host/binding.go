package host

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"trialist/ui/clean"
	"trialist/ui/keymap"
)

// Binding is one action and the keys that run it. Dispatch, footer, help, palette
// and the table of keys in the README all read bindings, so what they say and what
// the keys do cannot differ.
type Binding struct {
	// Action is the name by which a user gives it other keys, such as "draft.save";
	// "" for keys that are fixed, as those of the overlays are. Bindings that take
	// each other's place have the same name.
	Action         string
	Keys           []string       // as Bubble Tea names them; the footer shows the first
	Desc           clean.Text     // a verb phrase for help and palette, such as "open the trial"
	Hint           clean.Text     // a word or two for the footer; "" leaves it out
	Keywords       clean.Text     // further words that the help and the palette find it by; they are not shown
	Group          Group          // the heading that help lists it under
	DisabledReason clean.Text     // why it cannot be run now; "" when it can
	Run            func() tea.Cmd // may be nil when there is a DisabledReason
}

// Group is a heading of the help.
type Group uint8

// The groups, in the order of the help.
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

// Press runs the binding of a key. It reports whether there is one.
func Press(f Frame, bindings []Binding, key string) (tea.Cmd, bool) {
	for _, b := range bindings {
		if slices.Contains(b.Keys, key) {
			return Run(f, b), true
		}
	}
	return nil, false
}

// Run runs a binding. When it is disabled the frame shows why instead.
func Run(f Frame, b Binding) tea.Cmd {
	if b.DisabledReason != "" {
		f.Tell("Cannot " + b.Desc + ": " + b.DisabledReason)
		return nil
	}
	return b.Run()
}

// keyNames are the names of keys, where people use others than Bubble Tea.
var keyNames = map[string]clean.Text{
	"pgup": "page up", "pgdown": "page down", "shift+tab": "shift tab", " ": "space",
}

// KeyName is the name of a key for display.
func KeyName(key string) clean.Text {
	if name, ok := keyNames[key]; ok {
		return name
	}
	return clean.Of(key)
}

// Remap returns the bindings with the keys that the user chose.
func Remap(bindings []Binding, chosen keymap.Map) []Binding {
	if len(chosen) == 0 {
		return bindings
	}
	remapped := slices.Clone(bindings)
	for i, b := range remapped {
		remapped[i].Keys = chosen.Keys(b.Action, b.Keys)
	}
	return remapped
}

// KeyList is the names of all keys of a binding, for display.
func (b Binding) KeyList() clean.Text {
	names := make([]clean.Text, len(b.Keys))
	for i, key := range b.Keys {
		names[i] = KeyName(key)
	}
	return clean.Join(names, ", ")
}
