package ingest

import (
	"fmt"
	"slices"

	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// maxWords is how many spellings of words are told apart.
const maxWords = 1000

// inspection collects what the audit says about the rows of a file of customers.
type inspection struct {
	lifecycle  rulebook.Lifecycle
	newAccount bool                           // some row made an account known
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

// inspect records the attributes of a row, whose numbers are ids.
func (s *inspection) inspect(row []value.Attribute, ids []uint32) {
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
func (s *inspection) countWord(id uint32, name string, v value.Value) {
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
func (s *inspection) newWord(id uint32, name string, v value.Value) *rulebook.WordCount {
	if s.lifecycle.Understands(name, v) {
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

// notUnderstood lists the words, the commonest first.
func (s *inspection) notUnderstood() []rulebook.WordCount {
	var list []rulebook.WordCount
	for _, count := range s.words {
		list = append(list, *count)
	}
	rulebook.SortWords(list)
	return list
}

// startsKnown reports whether some row says when a trial started.
func (s *inspection) startsKnown() bool {
	return slices.ContainsFunc(s.attributes, func(use attributeUse) bool {
		return use.dates > 0 && value.Fold(use.name) == value.TrialStartedAt
	})
}

// dateAttributes are the attributes whose values are mostly dates, without those that
// the statuses read.
func (s *inspection) dateAttributes() []string {
	var names []string
	for _, use := range s.attributes {
		if 2*use.dates > use.values && !value.IsStatusAttribute(use.name) {
			names = append(names, use.name)
		}
	}
	return names
}

// notes are the notes of the audit about the rows.
func (s *inspection) notes(audit *Audit) []Note {
	var notes []Note
	for _, t := range rulebook.WordsNotUnderstood(audit.NotUnderstood) {
		notes = append(notes, Note(t))
	}
	if s.moreWords > 0 {
		notes = append(notes, Note{value.FormatCount(s.moreWords) + " more words not understood", s.moreWords})
	}
	if !s.newAccount {
		return notes
	}
	notes = append(notes, s.likelyStatuses()...)
	if s.startsKnown() {
		return notes
	}
	const none = "no start of a trial was found"
	names := s.dateAttributes()
	if len(names) == 0 {
		return append(notes, Note{Text: none + ", nor any other column of dates"})
	}
	return append(notes, Note{Text: none + "; it could be " + quotedNames(names) + fmt.Sprintf(": say so with --map %q", names[0]+"="+value.TrialStartedAt)})
}

// maxNamed is how many words, columns or lines a note names.
const maxNamed = 5
