package filter

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"trialist/scoring/condition"
)

// parser reads a filter from front to back.
type parser struct {
	text   string
	offset int
}

func (p *parser) rest() string { return p.text[p.offset:] }

func (p *parser) space() {
	p.offset = len(p.text) - len(strings.TrimLeftFunc(p.rest(), unicode.IsSpace))
}

func (p *parser) atSpace() bool {
	r, _ := utf8.DecodeRuneInString(p.rest())
	return unicode.IsSpace(r)
}

// skip goes to the end of a term that could not be read.
func (p *parser) skip() {
	if i := strings.IndexFunc(p.rest(), unicode.IsSpace); i >= 0 {
		p.offset += i
	} else {
		p.offset = len(p.text)
	}
}

// accept goes past the prefix if it comes next.
func (p *parser) accept(prefix string) bool {
	if !strings.HasPrefix(p.rest(), prefix) {
		return false
	}
	p.offset += len(prefix)
	return true
}

// word reads a quoted word, or a bare one up to where it ends.
func (p *parser) word(ends func(rune) bool) (text string, quoted bool, err error) {
	first, size := utf8.DecodeRuneInString(p.rest())
	if size > 0 && strings.ContainsRune(condition.OpeningQuotes, first) {
		text, end, err := condition.ReadQuoted(p.text, p.offset)
		if err != nil {
			return "", true, quoteError(err)
		}
		p.offset = end
		return text, true, nil
	}
	text = p.rest()
	if i := strings.IndexFunc(text, ends); i >= 0 {
		text = text[:i]
	}
	p.offset += len(text)
	return text, false, nil
}

// quoteError is what is wrong with a quoted word, in words that fit filters.
func quoteError(err error) error {
	var syntax *condition.SyntaxError
	if errors.As(err, &syntax) && syntax.Reason != "" {
		return errors.New(syntax.Reason)
	}
	return errors.New(`a backslash inside quotes must stand before " or another backslash`)
}
