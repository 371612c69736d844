package userconfig

import (
	"fmt"
	"strings"

	"trialist/ui/keymap"
)

// Sample is a configuration file with every action and its keys.
func Sample(c keymap.Catalogue, chosen keymap.Map) string {
	var b strings.Builder
	b.WriteString(`# theme = "auto"   # or "dark" or "light"
# ascii = false    # draw with ASCII only
# mouse = true     # false leaves the mouse to the terminal
# [colors.dark]    # and [colors.light]
# accent = "#6fc0d6"
# The keys inside forms, menus and questions are fixed, as letters are typed there.
`)
	all := c.Actions()
	var scopes []string
	width := 0
	byScope := map[string][]keymap.Action{}
	for _, action := range all {
		action.Keys = chosen.Keys(action.Name, action.Keys)
		if byScope[action.Scope()] == nil {
			scopes = append(scopes, action.Scope())
		}
		byScope[action.Scope()] = append(byScope[action.Scope()], action)
		width = max(width, len(line(action)))
	}
	for _, scope := range scopes {
		fmt.Fprintf(&b, "\n[keys.%s]\n", scope)
		for _, action := range byScope[scope] {
			fmt.Fprintf(&b, "%-*s  # %s\n", width, line(action), action.Desc)
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// line is the setting of an action.
func line(a keymap.Action) string {
	quoted := make([]string, len(a.Keys))
	for i, key := range a.Keys {
		quoted[i] = fmt.Sprintf("%q", key)
	}
	_, name, _ := strings.Cut(a.Name, ".")
	return name + " = [" + strings.Join(quoted, ", ") + "]"
}
