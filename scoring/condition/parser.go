package condition

import (
	"slices"
	"strings"

	"trialist/scoring/value"
)

// parser reads the tokens of one sentence. It tries alternatives, and notes what it
// expected where one fails. What was expected at the furthest token makes the
// error message.
type parser struct {
	tokens   []token
	next     int
	furthest int            // the last token that was not what was expected
	expected []string       // what was expected there
	marks    map[string]int // the token of each field of the rule being read
	purpose  purpose        // on which depends what may be asked
	listAt   int            // the first token of the list of levels, if there is one
	refine   func(Rule) (Rule, error)
}

// peek is the next token.
func (p *parser) peek() token { return p.tokens[p.next] }

// expect notes what could have stood at a token.
func (p *parser) expect(what string, at int) {
	if at > p.furthest {
		p.furthest, p.expected = at, nil
	}
	if at == p.furthest && !slices.Contains(p.expected, what) {
		p.expected = append(p.expected, what)
	}
}

// matches counts how many of the words come next, and reports whether all do. A
// plural such as "times" matches its singular, too.
func (p *parser) matches(words string) (n int, all bool) {
	for w := range strings.FieldsSeq(words) {
		next := p.tokens[min(p.next+n, len(p.tokens)-1)]
		if !next.is(w) && !next.is(Pluralize(w, 1)) {
			return n, false
		}
		n++
	}
	return n, true
}

// words reads the words. Where even the first is missing and it is a verb that
// several phrases begin with, only the verb is noted as expected.
func (p *parser) words(words string) bool {
	n, all := p.matches(words)
	if all {
		p.next += n
		return true
	}
	missing := strings.Fields(words)[n:]
	if n == 0 && (missing[0] == "is" || missing[0] == "happened") {
		missing = missing[:1]
	}
	p.expect(`"`+strings.Join(missing, " ")+`"`, p.next+n)
	return false
}

// oneOf reads one of the words; it is "" when none comes next.
func (p *parser) oneOf(words ...string) string {
	for _, w := range words {
		if p.words(w) {
			return w
		}
	}
	return ""
}

// value reads a bare word as the value of the field, with the given function.
func (p *parser) value(field, what string, read func(string) bool) bool {
	t := p.peek()
	if t.kind != wordToken || !read(t.text) {
		p.expect(what, p.next)
		return false
	}
	p.marks[field] = p.next
	p.next++
	return true
}

// text reads a name or a text for the field: a quoted word, or a bare word that is
// no keyword.
func (p *parser) text(field, what string) (string, bool) {
	t := p.peek()
	if t.kind != quotedToken && (t.kind != wordToken || keywords[t.text]) {
		p.expect(what, p.next)
		return "", false
	}
	p.marks[field] = p.next
	p.next++
	return t.text, true
}

// syntaxError is the error at the furthest token.
func (p *parser) syntaxError() *SyntaxError {
	t := p.tokens[p.furthest]
	err := &SyntaxError{Offset: t.offset, Found: t.source}
	for _, literal := range []bool{false, true} { // descriptions first: they are the common case
		for _, w := range p.expected {
			if strings.HasPrefix(w, `"`) == literal {
				err.Expected = append(err.Expected, w)
			}
		}
	}
	if err.Hint = p.commaHint(); err.Hint == "" {
		err.Hint = p.quoteHint()
	}
	return err
}

// commaHint says how numbers are written where commas stand in one or between several; ""
// elsewhere.
func (p *parser) commaHint() string {
	if !slices.Contains(p.expected, "a number") && !slices.Contains(p.expected, "a whole number") {
		return ""
	}
	if !strings.Contains(p.tokens[p.furthest].text, ",") {
		return ""
	}
	var numbers []string
	grouped := false // as in 1,000
	for _, t := range p.tokens[p.furthest:] {
		more := strings.Split(strings.TrimSuffix(t.text, ","), ",")
		if t.kind != wordToken || slices.ContainsFunc(more, func(s string) bool { _, ok := ParseNumber(s); return !ok }) {
			break
		}
		numbers = append(numbers, more...)
		grouped = grouped || slices.Contains(more, "000")
	}
	switch {
	case len(numbers) == 0:
		return ""
	case p.purpose == ofSignals && len(numbers) >= MinLevels && !grouped:
		return "a number has no commas; levels are written " + strings.Join(numbers[:min(len(numbers), MaxLevels)], "|")
	}
	return "a number has no commas"
}

// quoteHint suggests quotes where missing ones explain the error: around a name of
// several words, or around a keyword that is meant as a value.
func (p *parser) quoteHint() string {
	t := p.tokens[p.furthest]
	if t.kind != wordToken || p.furthest == 0 {
		return ""
	}
	before := p.tokens[p.furthest-1]
	wantsText := slices.ContainsFunc(p.expected, func(w string) bool {
		return w == "a value" || strings.HasPrefix(w, "the name")
	})
	switch {
	case wantsText && keywords[t.text]:
		return `a word of the grammar needs quotes to be a name or a value`
	case !wantsText && before.kind == wordToken && !keywords[t.text] && (p.marked("name") || p.marked("texts") || p.marked("other")):
		return `several words need quotes, such as "` + value.Truncate(before.text+" "+t.text) + `"`
	}
	return ""
}

// marked reports whether the token before the furthest was read as the field.
func (p *parser) marked(field string) bool {
	at, ok := p.marks[field]
	return ok && at == p.furthest-1
}

// errorAt is the error for a token that could be read and is not allowed there.
func (p *parser) errorAt(at int, reason string) *SyntaxError {
	return &SyntaxError{Offset: p.tokens[at].offset, Found: p.tokens[at].source, Reason: reason}
}
