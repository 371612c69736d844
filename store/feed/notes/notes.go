package notes

import "fmt"

// Note is one choice that was made in reading a file without asking, or one thing
// that was read otherwise than it stands there.
type Note struct {
	Text  string // one clause, the count in it
	Count int    // of cells, rows or lines; 0 where there is nothing to count
}

// List are what is to be said about a file, in the order in which it came up.
type List struct {
	list   []*Counter
	places map[string]*Counter // those with a count, by their wording for many
}

type Counter struct {
	text      string
	one, many string // formats of a count
	Count     int
}

// Say notes something that has no count.
func (n *List) Say(format string, args ...any) {
	n.list = append(n.list, &Counter{text: fmt.Sprintf(format, args...)})
}

// Count notes one more of something. The wording for many has a %d for how many.
func (n *List) Count(one, many string) { n.Counter(one, many).Count++ }

// Counter is the note that counts something; hold on to it where it is counted
// in every row. What stays at 0 is not said.
func (n *List) Counter(one, many string) *Counter {
	if found := n.places[many]; found != nil {
		return found
	}
	if n.places == nil {
		n.places = make(map[string]*Counter)
	}
	made := &Counter{one: one, many: many}
	n.places[many] = made
	n.list = append(n.list, made)
	return made
}

// Len is how many notes there are, those that count nothing yet among them.
func (n *List) Len() int { return len(n.list) }

// Truncate takes back all notes but the first, for reading that begins again.
func (n *List) Truncate(length int) {
	for _, note := range n.list[length:] {
		delete(n.places, note.many)
	}
	n.list = n.list[:length]
}

// All lists the notes.
func (n *List) All() []Note {
	list := []Note{}
	for _, note := range n.list {
		switch {
		case note.text != "":
			list = append(list, Note{Text: note.text})
		case note.Count == 1:
			list = append(list, Note{note.one, 1})
		case note.Count > 1:
			list = append(list, Note{fmt.Sprintf(note.many, note.Count), note.Count})
		}
	}
	return list
}
