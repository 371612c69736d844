package ui

import (
	"context"
	"strings"

	"trialist/ui/clean"
	"trialist/ui/host"
)

// KeyTable is the table of the keys of every screen in Markdown, for the README.
func KeyTable() string {
	a := newApp(context.Background(), Options{})
	var b strings.Builder
	b.WriteString("| where | key | does |\n|---|---|---|\n")
	row := func(where clean.Text, bindings []host.Binding) {
		for _, binding := range bindings {
			if len(binding.Keys) == 0 {
				continue // it is found by its name only
			}
			keys := make([]string, len(binding.Keys))
			for i, key := range binding.Keys {
				keys[i] = "`" + strings.ReplaceAll(string(host.KeyName(key)), "|", `\|`) + "`"
			}
			b.WriteString("| " + string(where) + " | " + strings.Join(keys, " ") + " | " + string(binding.Desc) + " |\n")
		}
	}
	row("everywhere", a.bindings())
	for _, screen := range a.screens() {
		row(screen.name, screen.screen.Bindings())
	}
	return b.String()
}
