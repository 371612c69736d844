package inspect

import (
	"fmt"
	"slices"

	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store/ingest/note"
)

// maxWords is how many spellings of words are told apart.
const maxWords = 1000

// Attributes collects what the audit says about the attributes in the rows of a file of
// customers.
type Attributes struct {
	Lifecycle  rulebook.Lifecycle             // that has to understand the words of statuses
	NewAccount bool                           // some row made an account known
	attributes []attributeUse                 // by number
	spellings  map[wordOf]*rulebook.WordCount // nil of those that are understood
	words      map[wordOf]*rulebook.WordCount // that are not, however they are spelled
	moreWords  int                            // rows with spellings beyond maxWords
}

// wordOf is a word of a status attribute.
type wordOf struct {
	attribute uint32
	word      string
}

// attributeUse is how the file uses an attribute.
type attributeUse struct {
	name          string
	hasWords      bool
	values, dates int // rows
	likely        likelyStatus
}

// Add records the attributes of a row, whose numbers are ids.
func (s *Attributes) Add(row []value.Attribute, ids []uint32) {
	for i, id := range ids {
		v := row[i].Value
		if v.Kind == value.Absent {
			continue
		}
		for int(id) >= len(s.attributes) {
			s.attributes = append(s.attributes, attributeUse{})
		}
		use := &s.attributes[id]
		if use.values == 0 {
			use.name, use.hasWords = row[i].Name, rulebook.HasStatusWords(row[i].Name)
		}
		use.values++
		if v.Kind == value.Date {
			use.dates++
		}
		use.likely.count(v)
		if use.hasWords {
			s.countWord(id, use.name, v)
		}
	}
}

// countWord counts a word that is not understood.
func (s *Attributes) countWord(id uint32, name string, v value.Value) {
	spelling := wordOf{id, v.String()}
	count, seen := s.spellings[spelling]
	if !seen {
		if len(s.spellings) >= maxWords {
			s.moreWords++
			return
		}
		if s.spellings == nil {
			s.spellings = make(map[wordOf]*rulebook.WordCount)
		}
		count = s.newWord(id, name, v)
		s.spellings[spelling] = count
	}
	if count != nil {
		count.Count++
	}
}

// newWord is the counter of a spelling, which other spellings of the word share; nil
// where the word is understood.
func (s *Attributes) newWord(id uint32, name string, v value.Value) *rulebook.WordCount {
	if s.Lifecycle.Understands(name, v) {
		return nil
	}
	word := wordOf{id, value.StatusWord(v.String())}
	if s.words == nil {
		s.words = make(map[wordOf]*rulebook.WordCount)
	}
	if s.words[word] == nil {
		s.words[word] = &rulebook.WordCount{Attribute: name, Word: v.String()}
	}
	return s.words[word]
}

// NotUnderstood lists the words of statuses that are not understood, the commonest first.
func (s *Attributes) NotUnderstood() []rulebook.WordCount {
	var list []rulebook.WordCount
	for _, count := range s.words {
		list = append(list, *count)
	}
	rulebook.SortWords(list)
	return list
}

// startsKnown reports whether some row says when a trial started.
func (s *Attributes) startsKnown() bool {
	return slices.ContainsFunc(s.attributes, func(use attributeUse) bool {
		return use.dates > 0 && value.Fold(use.name) == value.TrialStartedAt
	})
}

// dateAttributes are the attributes whose values are mostly dates, without those that
// the statuses read.
func (s *Attributes) dateAttributes() []string {
	var names []string
	for _, use := range s.attributes {
		if 2*use.dates > use.values && !value.IsStatusAttribute(use.name) {
			names = append(names, use.name)
		}
	}
	return names
}

// Notes are the notes of the audit about the rows, of which the words were not
// understood.
func (s *Attributes) Notes(notUnderstood []rulebook.WordCount) []note.Note {
	var notes []note.Note
	for _, t := range rulebook.WordsNotUnderstood(notUnderstood) {
		notes = append(notes, note.Note(t))
	}
	if s.moreWords > 0 {
		notes = append(notes, note.Note{Text: value.FormatCount(s.moreWords) + " more words not understood", Count: s.moreWords})
	}
	if !s.NewAccount {
		return notes
	}
	notes = append(notes, s.likelyStatuses()...)
	if s.startsKnown() {
		return notes
	}
	const none = "no start of a trial was found"
	names := s.dateAttributes()
	if len(names) == 0 {
		return append(notes, note.Note{Text: none + ", nor any other column of dates"})
	}
	return append(notes, note.Note{Text: none + "; it could be " + note.QuotedNames(names) + fmt.Sprintf(": say so with --map %q", names[0]+"="+value.TrialStartedAt)})
}
