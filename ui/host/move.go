package host

import (
	tea "charm.land/bubbletea/v2"
)

// CursorList is a list with a cursor.
type CursorList interface {
	Move(by int)
	Select(index int)
	Page(by int)
	Len() int
}

// MoveBindings are the bindings that move the cursor of a list, with the arrows and
// with the keys of vim.
func MoveBindings(list CursorList) []Binding {
	do := func(f func()) func() tea.Cmd {
		return func() tea.Cmd { f(); return nil }
	}
	return []Binding{
		{Action: "moving.down", Keys: []string{"down", "j"}, Desc: "go down", Group: GroupMoving, Run: do(func() { list.Move(1) })},
		{Action: "moving.up", Keys: []string{"up", "k"}, Desc: "go up", Group: GroupMoving, Run: do(func() { list.Move(-1) })},
		{Action: "moving.page-down", Keys: []string{"pgdown", "ctrl+f", "space"}, Desc: "go down a screen", Group: GroupMoving, Run: do(func() { list.Page(1) })},
		{Action: "moving.page-up", Keys: []string{"pgup", "ctrl+b"}, Desc: "go up a screen", Group: GroupMoving, Run: do(func() { list.Page(-1) })},
		{Action: "moving.down-ten", Keys: []string{"ctrl+d"}, Desc: "go down ten", Group: GroupMoving, Run: do(func() { list.Move(10) })},
		{Action: "moving.up-ten", Keys: []string{"ctrl+u"}, Desc: "go up ten", Group: GroupMoving, Run: do(func() { list.Move(-10) })},
		{Action: "moving.top", Keys: []string{"g", "home"}, Desc: "go to the top", Group: GroupMoving, Run: do(func() { list.Select(0) })},
		{Action: "moving.end", Keys: []string{"G", "end"}, Desc: "go to the end", Group: GroupMoving, Run: do(func() { list.Select(list.Len() - 1) })},
	}
}
