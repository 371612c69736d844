package segments

import (
	"errors"
	"slices"
	"strings"

	"trialist/scoring/condition"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// vocabulary is the names and values that sentences can have.
type vocabulary struct {
	names   value.Names
	signals []string
	owners  []string
}

// completions lists what can replace the last, unfinished word of a sentence, and
// where that word begins. A sentence of which the rest is wrong has none.
func (v vocabulary) completions(sentence string) (words []string, from int) {
	from = lastWord(sentence)
	before, partial := sentence[:from], value.Fold(strings.TrimLeft(sentence[from:], condition.OpeningQuotes))
	_, err := rulebook.ParseSegmentCondition(before)
	var wrong *condition.SyntaxError
	expected := []string{`"and"`, `"or"`}
	switch {
	case errors.As(err, &wrong) && wrong.Found == "":
		expected = wrong.Expected
	case err != nil:
		return nil, from
	}
	for _, what := range expected {
		for _, word := range v.wordsFor(what, before) {
			folded := value.Fold(strings.Trim(word, `"`))
			if strings.HasPrefix(folded, partial) && folded != partial && !slices.Contains(words, word) {
				words = append(words, word)
			}
		}
	}
	return words, from
}

// lastWord is where the last word begins: after the last blank or pipe, or at a
// quote that is still open.
func lastWord(sentence string) int {
	if strings.Count(sentence, `"`)%2 == 1 {
		return strings.LastIndexByte(sentence, '"')
	}
	return strings.LastIndexAny(sentence, " |") + 1
}

// wordsFor lists the words for something that a sentence expects: a word in quotes, or
// a description.
func (v vocabulary) wordsFor(expected, before string) []string {
	if word, ok := strings.CutPrefix(expected, `"`); ok {
		return []string{strings.TrimSuffix(word, `"`)}
	}
	var names []string
	switch expected {
	case "the name of an event":
		names = v.names.Events
	case "the name of an attribute":
		names = v.names.Attributes
	case "the name of a contact attribute":
		names = v.names.ContactAttributes
	case "the name of a signal":
		names = v.signals
	case "a value":
		names = v.values(before)
	}
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = condition.QuoteWord(name)
	}
	return quoted
}

// values lists the values that the last subject before can have, where it has few.
func (v vocabulary) values(before string) []string {
	subject, at := "", -1
	for _, words := range []string{"adoption band", "fit band", "status", "class", "owner", "attribute"} {
		if i := strings.LastIndex(strings.ToLower(before), words); i > at {
			subject, at = words, i
		}
	}
	var names []string
	switch subject {
	case "adoption band", "fit band":
		side := rulebook.Adoption
		if subject == "fit band" {
			side = rulebook.Fit
		}
		for _, band := range rulebook.Bands() {
			names = append(names, band.Name(side))
		}
	case "class":
		for _, class := range rulebook.Classes() {
			names = append(names, class.String())
		}
	case "status":
		for _, status := range rulebook.Statuses() {
			names = append(names, status.String())
		}
	case "owner":
		names = v.owners
	}
	return names
}
