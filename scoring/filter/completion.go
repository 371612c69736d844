package filter

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"trialist/scoring/condition"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// Word is a name or a value that there is.
type Word struct {
	Text  string
	Count int        // accounts that have it; 0 where that is not counted
	Kind  value.Kind // of an attribute, that of most of its values

	Levels int // of a signal
}

// Vocabulary is the names and values that there are. Filters are completed from it.
type Vocabulary struct {
	Attributes                        []Word // the most frequent first
	Events, Signals, Segments, Owners []Word
	Disqualifiers                     []Word
	Statuses                          []Word
	Values                            map[string][]Word // by name of the attribute; none while they have not been read
}

// Completion is what can be written in the place of an unfinished word.
type Completion struct {
	Text  string
	Means string // for those who do not know the word; "" where it is a value
	Count int    // accounts that have it; 0 where that is not counted
}

// Completions is how a filter can go on.
type Completions struct {
	Start     int // of the term that the word is of, in bytes
	From, To  int // the unfinished word, in bytes
	List      []Completion
	Value     bool   // the word is a value, not the name of a field
	Attribute string // the attribute whose values are completed; "" for none
	Exact     bool   // the word as it is written is a value that there is
}

// maxCompletions is the most that are listed.
const maxCompletions = 50

// Complete lists how the filter can go on at a place, in bytes. There is nothing to
// complete within a term or where no word has been begun.
func Complete(text string, at int, v Vocabulary) Completions {
	none := Completions{From: at, To: at}
	if at < 0 || at > len(text) || at < len(text) && !startsBlank(text[at:]) {
		return none
	}
	start := lastTermStart(text[:at])
	p := parser{text: text[:at], offset: start}
	p.accept("!")
	nameAt := p.offset
	if p.rest() == "" {
		return none
	}
	if p.atQuote() && quoteIsOpen(p.rest()) {
		return v.names(Completions{Start: start, From: nameAt, To: at}, unquote(p.rest()), true)
	}
	name, quoted, err := p.word(func(r rune) bool { return isOperatorRune(r) || endsBare(r) })
	if err != nil {
		return none
	}
	operator, signed := p.operator()
	switch {
	case !signed && quoted:
		return none
	case !signed:
		return v.names(Completions{Start: start, From: nameAt, To: at}, name, false)
	case operator != condition.Is:
		return none
	}
	for {
		valueAt := p.offset
		if p.rest() == "" || p.atQuote() && quoteIsOpen(p.rest()) {
			return v.valuesOf(Completions{Start: start, From: valueAt, To: at}, name, quoted, unquote(p.rest()))
		}
		word, _, err := p.word(func(r rune) bool { return r == '|' || endsBare(r) })
		if err != nil {
			return none
		}
		if !p.accept("|") {
			return v.valuesOf(Completions{Start: start, From: valueAt, To: at}, name, quoted, word)
		}
	}
}

// atQuote reports whether a quoted word comes next.
func (p *parser) atQuote() bool {
	first, size := utf8.DecodeRuneInString(p.rest())
	return size > 0 && strings.ContainsRune(condition.OpeningQuotes, first)
}

// startsBlank reports whether a text begins with a blank.
func startsBlank(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsSpace(r)
}

// lastTermStart is where the last term of a text begins: behind the last blank that is
// in no quotes.
func lastTermStart(text string) int {
	start, open := 0, false
	for i, r := range text {
		switch {
		case strings.ContainsRune(condition.OpeningQuotes, r):
			open = !open
		case unicode.IsSpace(r) && !open:
			start = i + utf8.RuneLen(r)
		}
	}
	return start
}

// quoteIsOpen reports whether the quoted word at the beginning of a text has no end.
func quoteIsOpen(text string) bool {
	_, _, err := condition.ReadQuoted(text, 0)
	return err != nil
}

// unquote is the text of a quoted word without an end, as far as it goes.
func unquote(text string) string {
	return strings.TrimLeftFunc(text, func(r rune) bool { return strings.ContainsRune(condition.OpeningQuotes, r) })
}

// fieldCompletions are the ways that a term can begin.
var fieldCompletions = []Completion{
	{Text: "qualified", Means: "qualified trials"},
	{Text: "looker", Means: "has only looked around, nothing beyond setup"},
	{Text: "builder", Means: "makes it work for them"},
	{Text: "hand-raiser", Means: "asked to be called, by a signal marked so"},
	{Text: "adoption>=", Means: "the adoption score, such as adoption>=50"},
	{Text: "adoption:", Means: "the band of adoption"},
	{Text: "fit>=", Means: "the fit score, such as fit>=50"},
	{Text: "fit:", Means: "the band of fit"},
	{Text: "possible>=", Means: "the fit score if what is missing were known"},
	{Text: "left<=", Means: "days left in the trial"},
	{Text: "seen>", Means: "days since last seen"},
	{Text: "pace>=", Means: "ahead of so many % of trials at that day"},
	{Text: "signal:", Means: "matches the signal"},
	{Text: "segment:", Means: "is in the segment"},
	{Text: "disqualified", Means: "a disqualifier holds"},
	{Text: "disqualifier:", Means: "the disqualifier holds"},
	{Text: "owner:", Means: "whose it is"},
	{Text: "status:", Means: "the status"},
	{Text: "touched", Means: "somebody noted a touch"},
	{Text: untouched, Means: "nobody noted a touch"},
	{Text: "last_touch<", Means: "days since the last touch"},
	{Text: "snoozed", Means: "kept out of the list until a day"},
	{Text: "dismissed", Means: "kept out of the list for a reason"},
	{Text: "event:", Means: "the event has happened"},
	{Text: "id:", Means: "has the id"},
	{Text: "name:", Means: "the name contains it"},
}

// attributeMeanings say what an attribute is compared with, by the kind of most of its
// values.
var attributeMeanings = map[value.Kind]string{
	value.Text: "an attribute", value.Number: "a number", value.Date: "a day, such as 2026-01-31", value.YesNo: "yes or no",
}

// names completes the name of a field or an attribute. Those that begin with what is
// written come first. Quoted names are those of attributes alone.
func (v *Vocabulary) names(c Completions, written string, quoted bool) Completions {
	var all []Completion
	if !quoted {
		all = fieldCompletions
	}
	for _, a := range v.Attributes {
		sign := ":"
		switch a.Kind {
		case value.Number:
			sign = ">="
		case value.Date:
			sign = "<"
		case value.Text, value.YesNo, value.Absent:
		}
		all = append(all, Completion{Text: nameString(a.Text) + sign, Means: attributeMeanings[a.Kind], Count: a.Count})
	}
	c.List = matching(slices.Clip(all), written)
	return c
}

// valuesOf completes a value of a field or an attribute.
func (v *Vocabulary) valuesOf(c Completions, name string, quoted bool, written string) Completions {
	field, named := fieldNames[strings.ToLower(name)]
	if !named || quoted {
		field = AttributeField
	}
	c.Value = true
	var words []Word
	switch field {
	case SignalField:
		words = v.Signals
	case SegmentField:
		words = v.Segments
	case DisqualifierField:
		words = v.Disqualifiers
	case EventField:
		words = v.Events
	case OwnerField:
		words = append([]Word{{Text: Me}}, v.Owners...)
	case StatusField:
		words = v.Statuses
	case AdoptionField, FitField:
		side := rulebook.Adoption
		if field == FitField {
			side = rulebook.Fit
		}
		for _, band := range rulebook.Bands() {
			words = append(words, Word{Text: band.Name(side)})
		}
	case AttributeField:
		words = v.attributeValues(&c, name)
	case TextField, QualifiedField, DisqualifiedField, DaysLeftField, LastSeenField, TouchedField, LastTouchField, SnoozedField, DismissedField, IDField, NameField, PaceField, PossibleField,
		LookerField, BuilderField, HandRaiserField:
	}
	var all []Completion
	for _, w := range words {
		one := Completion{Text: quotedUnless(w.Text, func(s string) bool {
			return isBareValue(s) && !(field == SignalField && strings.Contains(s, "@"))
		}), Count: w.Count}
		if w.Text == Me {
			one.Means = "you"
		}
		all = append(all, one)
		for level := 2; level <= w.Levels; level++ {
			all = append(all, Completion{Text: one.Text + "@" + strconv.Itoa(level), Means: fmt.Sprintf("level %d of %d, at least", level, w.Levels)})
		}
		c.Exact = c.Exact || strings.EqualFold(w.Text, written)
	}
	c.List = matching(all, written)
	return c
}

// attributeValues are the values of an attribute, as far as they have been read.
func (v *Vocabulary) attributeValues(c *Completions, name string) []Word {
	known := make([]string, len(v.Attributes))
	for i, a := range v.Attributes {
		known[i] = a.Text
	}
	resolved, ok := value.ResolveName(name, known)
	if !ok {
		return nil
	}
	c.Attribute = resolved
	if v.Attributes[slices.Index(known, resolved)].Kind == value.YesNo {
		return []Word{{Text: "yes"}, {Text: "no"}}
	}
	return v.Values[resolved]
}

// matching is the completions that have what is written in them, those that begin with
// it first. What is written in full already is left out.
func matching(all []Completion, written string) []Completion {
	folded := value.Fold(written)
	var begins, contains []Completion
	for _, c := range all {
		switch text := value.Fold(unquote(c.Text)); {
		case strings.TrimSuffix(text, `"`) == folded:
		case strings.HasPrefix(text, folded):
			begins = append(begins, c)
		case len(folded) > 1 && strings.Contains(text, folded):
			contains = append(contains, c)
		}
	}
	found := append(begins, contains...)
	return found[:min(len(found), maxCompletions)]
}

// TermEnd is where the term of a number, from 0, ends in a filter that [Parse] reads, in
// bytes; the end of the text where there is no such term.
func TermEnd(text string, number int) int {
	p := parser{text: text}
	for p.space(); p.offset < len(text); p.space() {
		if _, err := p.term(); err != nil {
			return len(text)
		}
		if number == 0 {
			return p.offset
		}
		number--
	}
	return len(text)
}
