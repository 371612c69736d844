package ui

import (
	tea "charm.land/bubbletea/v2"
)

// mover is a list with a cursor.
type mover interface {
	Move(by int)
	To(index int)
	Page(by int)
	Len() int
}

// moveBindings move the cursor of a list, with arrows and with vim's keys.
func moveBindings(list mover) []binding {
	do := func(f func()) func() tea.Cmd {
		return func() tea.Cmd { f(); return nil }
	}
	return []binding{
		{keys: []string{"down", "j"}, does: "go down", group: aboutMoving, run: do(func() { list.Move(1) })},
		{keys: []string{"up", "k"}, does: "go up", group: aboutMoving, run: do(func() { list.Move(-1) })},
		{keys: []string{"pgdown", "ctrl+f", "space"}, does: "go down a screen", group: aboutMoving, run: do(func() { list.Page(1) })},
		{keys: []string{"pgup", "ctrl+b"}, does: "go up a screen", group: aboutMoving, run: do(func() { list.Page(-1) })},
		{keys: []string{"ctrl+d"}, does: "go down ten", group: aboutMoving, run: do(func() { list.Move(10) })},
		{keys: []string{"ctrl+u"}, does: "go up ten", group: aboutMoving, run: do(func() { list.Move(-10) })},
		{keys: []string{"g", "home"}, does: "go to the top", group: aboutMoving, run: do(func() { list.To(0) })},
		{keys: []string{"G", "end"}, does: "go to the end", group: aboutMoving, run: do(func() { list.To(list.Len() - 1) })},
	}
}
