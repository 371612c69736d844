package inspect

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"trialist/scoring/value"
	"trialist/store/ingest/meaning"
	"trialist/store/ingest/note"
)

// Attributes of customers may say where an account stands under a name that no status
// reads. Nobody is taken to pay or to have left because of them, as a column "state" may
// mean another thing; the audit names them with the flag that settles it.

// statusSample is how many values of an attribute are looked at.
const statusSample = 200

// likelyStatus is how far the first values of an attribute look like what statuses read.
type likelyStatus struct {
	sampled int
	words   map[string]bool // words of statuses among them
	hits    int             // how many are such a word
	yesNo   int             // how many say yes or no
}

// count takes in a value.
func (l *likelyStatus) count(v value.Value) {
	if l.sampled >= statusSample {
		return
	}
	l.sampled++
	if _, ok := v.YesNo(); ok {
		l.yesNo++
	}
	if v.Kind == value.Text && meaning.WordOf(v.Text) != meaning.OtherWord {
		if l.words == nil {
			l.words = make(map[string]bool)
		}
		l.words[value.StatusWord(v.Text)] = true
		l.hits++
	}
}

// isStatus reports whether most values are words of statuses, of which there are several:
// one alone, such as active, tells nobody apart.
func (l *likelyStatus) isStatus() bool { return 2*l.hits > l.sampled && len(l.words) > 1 }

// statusHint is an attribute of statuses, and the names of others that could mean it.
type statusHint struct {
	reserved string   // the attribute
	missing  string   // what the audit says where it is not there
	parts    []string // the starts of words in the names of attributes that could be it
	yesNo    bool     // it says yes or no, else when
}

var statusHints = []statusHint{
	{value.TrialEndsAt, "no end of a trial was found", []string{"end", "expir"}, false},
	{value.ConvertedAt, "nothing says when somebody pays", []string{"convert", "upgrad", "subscrib", "paid", "paying"}, false},
	{value.Converted, "nothing says who pays", []string{"convert", "paid", "paying", "customer", "upgraded"}, true},
	{value.ChurnedAt, "nothing says when somebody left", []string{"cancel", "churn", "left"}, false},
}

// fits reports whether an attribute could be what is missing.
func (h statusHint) fits(use *attributeUse) bool {
	dates, yesNo := 2*use.dates > use.values, 2*use.likely.yesNo > use.likely.sampled
	if h.yesNo && !yesNo || !h.yesNo && !dates || value.IsStatusAttribute(use.name) {
		return false
	}
	return slices.ContainsFunc(nameWords(use.name), func(word string) bool {
		return slices.ContainsFunc(h.parts, func(part string) bool { return strings.HasPrefix(word, part) })
	})
}

// nameWords are the words of a name, folded: trialExpiresOn has three.
func nameWords(name string) []string {
	var spaced strings.Builder
	lower := false
	for _, r := range name {
		if unicode.IsUpper(r) && lower {
			spaced.WriteByte(' ')
		}
		lower = unicode.IsLower(r)
		spaced.WriteRune(r)
	}
	return strings.FieldsFunc(value.Fold(spaced.String()), func(r rune) bool { return !unicode.IsLetter(r) })
}

// likelyStatuses are the notes about attributes that could say where accounts stand.
func (s *Attributes) likelyStatuses() []note.Note {
	known := make(map[string]bool)
	for i := range s.attributes {
		if use := &s.attributes[i]; use.values > 0 {
			known[value.Fold(use.name)] = true
		}
	}
	var notes []note.Note
	if !known[value.StatusAttribute] {
		notes = append(notes, s.couldBe("no column is the status", value.StatusAttribute, func(use *attributeUse) bool { return use.likely.isStatus() })...)
	}
	for _, h := range statusHints {
		if !known[h.reserved] && (!h.yesNo || !known[value.ConvertedAt]) {
			notes = append(notes, s.couldBe(h.missing, h.reserved, h.fits)...)
		}
	}
	return notes
}

// StatusesOfPeople is the note about attributes of people that look like what statuses
// read of accounts, where the file has no accounts but the companies of its people.
func (s *Attributes) StatusesOfPeople() []note.Note {
	var names []string
	for i := range s.attributes {
		use := &s.attributes[i]
		fits := use.values > 0 && (use.likely.isStatus() || slices.ContainsFunc(statusHints, func(h statusHint) bool { return h.fits(use) }))
		if fits {
			names = append(names, use.name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	return []note.Note{{Text: "what " + note.QuotedNames(names) + " says is of people, and says nothing of where their accounts stand: import that as a file of accounts"}}
}

// couldBe is a note that names the attributes that fit; none where there are none.
func (s *Attributes) couldBe(missing, field string, fits func(*attributeUse) bool) []note.Note {
	var names []string
	for i := range s.attributes {
		if use := &s.attributes[i]; use.values > 0 && fits(use) {
			names = append(names, use.name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	return []note.Note{{Text: missing + "; it could be " + note.QuotedNames(names) + fmt.Sprintf(": say so with --map %q", names[0]+"="+field)}}
}
