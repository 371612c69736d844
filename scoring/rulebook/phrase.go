package rulebook

import (
	"strconv"
	"strings"

	"trialist/scoring/condition"
)

// phrase reads the words of a short sentence, such as that of a trigger or an action,
// one after the other. What it expected at the first word that does not fit makes the
// error.
type phrase struct {
	words    []condition.Word
	next     int
	length   int      // of the sentence, in bytes
	expected []string // at the next word
}

func newPhrase(sentence string) (*phrase, error) {
	words, err := condition.Words(sentence)
	return &phrase{words: words, length: len(sentence)}, err
}

// take reads the words of the grammar if they come next.
func (p *phrase) take(words string) bool {
	fields := strings.Fields(words)
	for i, w := range fields {
		at := p.next + i
		if at >= len(p.words) || p.words[at].Quoted || !strings.EqualFold(p.words[at].Text, w) {
			p.expected = append(p.expected, strconv.Quote(words))
			return false
		}
	}
	p.next += len(fields)
	p.expected = nil
	return true
}

// text reads one name or text.
func (p *phrase) text(what string) (string, bool) {
	if p.next >= len(p.words) || !p.words[p.next].Quoted && p.words[p.next].Text == "|" {
		p.expected = append(p.expected, what)
		return "", false
	}
	p.next++
	p.expected = nil
	return p.words[p.next-1].Text, true
}

// end is nil at the end of the sentence, and else an error.
func (p *phrase) end() error {
	if p.next == len(p.words) {
		return nil
	}
	err := p.unexpected()
	if len(p.expected) == 0 {
		err.Expected = []string{"the end"}
	}
	if before := p.next - 1; before >= 0 && !p.words[before].Quoted && !p.words[p.next].Quoted {
		err.Hint = `several words need quotes, such as ` + strconv.Quote(p.words[before].Text+" "+p.words[p.next].Text)
	}
	return err
}

// unexpected is the error for the next word.
func (p *phrase) unexpected() *condition.SyntaxError {
	err := &condition.SyntaxError{Offset: p.length, Expected: p.expected}
	if p.next < len(p.words) {
		err.Offset, err.Found = p.words[p.next].Offset, p.words[p.next].Source
	}
	return err
}

// wrong is the error for the word that was read last.
func (p *phrase) wrong(reason string) error {
	last := p.words[p.next-1]
	return &condition.SyntaxError{Offset: last.Offset, Found: last.Source, Reason: reason}
}
