package ui

import (
	"context"
	"strings"

	"trialist/ui/clean"
)

// KeyTable is the table of keys of every screen as Markdown, for the README.
func KeyTable() string {
	a := newApp(context.Background(), Options{})
	var b strings.Builder
	b.WriteString("| where | key | does |\n|---|---|---|\n")
	row := func(where clean.Text, bindings []binding) {
		for _, binding := range bindings {
			keys := make([]string, len(binding.keys))
			for i, key := range binding.keys {
				keys[i] = "`" + strings.ReplaceAll(string(keyName(key)), "|", `\|`) + "`"
			}
			b.WriteString("| " + string(where) + " | " + strings.Join(keys, " ") + " | " + string(binding.does) + " |\n")
		}
	}
	row("everywhere", a.bindings())
	for _, tab := range a.tabs {
		row(tab.name, tab.screen.bindings())
	}
	return b.String()
}
