package json

import (
	"fmt"
	"strings"

	"trialist/store/feed/chars"
	"trialist/store/feed/notes"
)

// lateKeys counts keys of events that first occurred while the rows were read, so that no
// column is known for them.
type lateKeys struct {
	byKey  map[string]*notes.Counter
	others *notes.Counter // for keys beyond maxLateKeys
}

// maxLateKeys is how many late keys are told each on its own.
const maxLateKeys = 20

// count counts a key of the event on a line.
func (l *lateKeys) count(list *notes.List, line int, key []byte) {
	if known := l.byKey[string(key)]; known != nil {
		known.Count++
		return
	}
	if len(l.byKey) == maxLateKeys {
		if l.others == nil {
			l.others = list.Counter(fmt.Sprintf("1 value of another key that comes late, on line %d, was not used", line),
				fmt.Sprintf("%%d values of other keys that come late, the first on line %d, were not used", line))
		}
		l.others.Count++
		return
	}
	if l.byKey == nil {
		l.byKey = make(map[string]*notes.Counter)
	}
	name := fmt.Sprintf("key %q", chars.Excerpt(string(key), 60))
	counter := list.Counter(fmt.Sprintf("%s, which comes late, was not used: 1 row has it, on line %d", name, line),
		strings.ReplaceAll(name, "%", "%%")+fmt.Sprintf(", which comes late, was not used: %%d rows have it, the first on line %d", line))
	counter.Count++
	l.byKey[string(key)] = counter
}
