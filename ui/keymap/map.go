package keymap

import (
	"fmt"
	"slices"
	"strings"
)

// Action is something that keys run.
type Action struct {
	Name string   // scope and name, such as "draft.save"; unique
	Keys []string // by default
	Desc string   // a verb phrase
}

// Scope is the part of an action's name before the dot: where it belongs.
func (a Action) Scope() string {
	scope, _, _ := strings.Cut(a.Name, ".")
	return scope
}

// Screen is the actions whose keys work at the same time.
type Screen struct {
	Name    string
	Actions []Action
}

// Catalogue is every screen with its actions. An action that works on several
// screens is listed in each.
type Catalogue []Screen

// Actions are all actions, each once.
func (c Catalogue) Actions() []Action {
	var all []Action
	seen := map[string]bool{}
	for _, screen := range c {
		for _, action := range screen.Actions {
			if !seen[action.Name] {
				seen[action.Name] = true
				all = append(all, action)
			}
		}
	}
	return all
}

// Action is the action of a name.
func (c Catalogue) Action(name string) (Action, bool) {
	all := c.Actions()
	if i := slices.IndexFunc(all, func(a Action) bool { return a.Name == name }); i >= 0 {
		return all[i], true
	}
	return Action{}, false
}

// Map holds the keys that a user chose, by the name of the action. Actions that are
// not in it have their default keys; those with an empty list have none.
type Map map[string][]string

// Keys are the keys of an action that has these by default.
func (m Map) Keys(action string, byDefault []string) []string {
	if keys, ok := m[action]; ok && action != "" {
		return keys
	}
	return byDefault
}

// Clash is a key that two actions of one screen would have.
type Clash struct {
	Key    string
	Action string // the one to which the user gave it
	Other  string
	Screen string
}

func (c *Clash) Error() string {
	return fmt.Sprintf("%q is a key of %s too, on the screen %s; give %s other keys, or none with []", c.Key, c.Other, c.Screen, c.Other)
}

// Check returns a Clash if two actions of a screen would have the same key. Clashes
// of two default keys are not the user's, and are not reported.
func (m Map) Check(c Catalogue) *Clash {
	for _, screen := range c {
		owner := map[string]string{}
		for _, action := range screen.Actions {
			for _, key := range m.Keys(action.Name, action.Keys) {
				other, taken := owner[key]
				if !taken || other == action.Name {
					owner[key] = action.Name
					continue
				}
				if _, chosen := m[action.Name]; chosen {
					return &Clash{Key: key, Action: action.Name, Other: other, Screen: screen.Name}
				}
				if _, chosen := m[other]; chosen {
					return &Clash{Key: key, Action: other, Other: action.Name, Screen: screen.Name}
				}
			}
		}
	}
	return nil
}
