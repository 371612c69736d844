package feed

import "fmt"

// Note is one choice that was made in reading a file without asking, or one thing
// that was read otherwise than it stands there.
type Note struct {
	Text  string // one clause, the count in it
	Count int    // of cells, rows or lines; 0 where there is nothing to count
}

// notes are what is to be said about a file, in the order in which it came up.
type notes struct {
	list   []*note
	places map[string]*note // those with a count, by their wording for many
}

type note struct {
	text      string
	one, many string // formats of a count
	count     int
}

// say notes something that has no count.
func (n *notes) say(format string, args ...any) {
	n.list = append(n.list, &note{text: fmt.Sprintf(format, args...)})
}

// count notes one more of something. The wording for many has a %d for how many.
func (n *notes) count(one, many string) { n.counter(one, many).count++ }

// counter is the note that counts something; hold on to it where it is counted
// in every row. What stays at 0 is not said.
func (n *notes) counter(one, many string) *note {
	if found := n.places[many]; found != nil {
		return found
	}
	if n.places == nil {
		n.places = make(map[string]*note)
	}
	made := &note{one: one, many: many}
	n.places[many] = made
	n.list = append(n.list, made)
	return made
}

// said lists the notes.
func (n *notes) said() []Note {
	list := []Note{}
	for _, note := range n.list {
		switch {
		case note.text != "":
			list = append(list, Note{Text: note.text})
		case note.count == 1:
			list = append(list, Note{note.one, 1})
		case note.count > 1:
			list = append(list, Note{fmt.Sprintf(note.many, note.count), note.count})
		}
	}
	return list
}
