package message

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"trialist/scoring/value"
)

// Template is a text with fields.
type Template struct{ parts []part }

// part is literal text or a field.
type part struct {
	text    string // literal text; of a field, its fallback
	isField bool

	field       Field
	attribute   string // name
	hasFallback bool
}

// String is the part as lists of missing fields name it: "contact.first_name",
// "account.attribute plan".
func (p part) String() string {
	if p.field == AccountAttribute {
		return p.field.String() + " " + p.attribute
	}
	return p.field.String()
}

// SyntaxError says what is wrong with a template, and where.
type SyntaxError struct {
	Offset       int // bytes before it
	Line, Column int // counted from 1, in characters
	Message      string
	Wanted       []string // what could stand there, fields in braces; nil where there is no choice
}

// Error is one line with the place and what could stand there.
func (e *SyntaxError) Error() string {
	words := fmt.Sprintf("line %d, column %d: %s", e.Line, e.Column, e.Message)
	if len(e.Wanted) > 0 {
		words += "; there are " + value.JoinList(e.Wanted, "and")
	}
	return words
}

// Parse reads a template. The error is a [*SyntaxError].
func Parse(text string) (Template, error) {
	var t Template
	for at := 0; at < len(text); {
		length := strings.Index(text[at:], "{{")
		if length < 0 {
			t.addText(text[at:])
			break
		}
		t.addText(text[at : at+length])
		at += length
		inside := text[at+2:]
		end := strings.Index(inside, "}}")
		if again := strings.Index(inside, "{{"); end < 0 || again >= 0 && again < end {
			return Template{}, syntaxError(text, at, "a field begins with {{ and ends with }}; this one does not end", nil)
		}
		p, err := parseField(text, at+2, inside[:end])
		if err != nil {
			return Template{}, err
		}
		t.parts = append(t.parts, p)
		at += 2 + end + 2
	}
	return t, nil
}

func (t *Template) addText(text string) {
	if text != "" {
		t.parts = append(t.parts, part{text: text})
	}
}

// parseField reads what stands between braces, at an offset of the whole text.
func parseField(text string, offset int, inside string) (part, error) {
	name, fallback, hasFallback := strings.Cut(inside, "|")
	p := part{isField: true, text: strings.TrimSpace(fallback), hasFallback: hasFallback}
	name = strings.TrimSpace(name)
	if attribute, ok := cutWord(name, AccountAttribute.String()); ok {
		p.field, p.attribute = AccountAttribute, strings.TrimSpace(attribute)
		if p.attribute == "" {
			return p, syntaxError(text, offset, "which attribute? Its name stands behind account.attribute", nil)
		}
		return p, nil
	}
	if strings.EqualFold(name, ownerOfAccount) {
		name = Owner.String()
	}
	for _, f := range Fields() {
		if strings.EqualFold(name, f.String()) {
			p.field = f
			return p, nil
		}
	}
	what := fmt.Sprintf("there is no field %q", value.Truncate(name))
	if name == "" {
		what = "a field needs a name"
	}
	return p, syntaxError(text, offset, what, Examples())
}

// cutWord cuts a word off the start of a text.
func cutWord(text, word string) (string, bool) {
	if len(text) < len(word) || !strings.EqualFold(text[:len(word)], word) {
		return "", false
	}
	rest := text[len(word):]
	return rest, rest == "" || rest[0] == ' ' || rest[0] == '\t'
}

func syntaxError(text string, offset int, message string, wanted []string) error {
	before := text[:offset]
	line := strings.Count(before, "\n") + 1
	column := utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) + 1
	return &SyntaxError{Offset: offset, Line: line, Column: column, Message: message, Wanted: wanted}
}

// Subject fills in the template as one line. No value can break the line, and so add a
// header to a mail. Missing lists, once each, the fields without a value and without a
// fallback. The text then has gaps, and is fit for display only.
func (t Template) Subject(v Values) (text string, missing []string) {
	text, missing = t.fill(v, OneLine)
	return strings.TrimSpace(text), missing
}

// Body fills in the template as text with line breaks; else it is as [Template.Subject].
func (t Template) Body(v Values) (text string, missing []string) { return t.fill(v, Lines) }

func (t Template) fill(v Values, safe func(string) string) (string, []string) {
	var b strings.Builder
	var missing []string
	for _, p := range t.parts {
		text := p.text
		if p.isField {
			text = strings.TrimSpace(safe(v.of(p)))
			switch {
			case text != "":
			case p.hasFallback:
				text = safe(p.text)
			default:
				text = "{{" + p.String() + "}}"
				if !slices.Contains(missing, p.String()) {
					missing = append(missing, p.String())
				}
			}
			b.WriteString(text)
			continue
		}
		b.WriteString(safe(text))
	}
	return b.String(), missing
}

// OneLine is the text on one line. Line breaks and tabs become spaces; other control
// characters and marks that change the direction of text are dropped.
func OneLine(text string) string { return cleaned(text, "") }

// Lines is the text without control characters, except line breaks and tabs, and without
// marks that change the direction of text.
func Lines(text string) string {
	return cleaned(strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n"), "\n\t")
}

func cleaned(text, kept string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(kept, r):
			return r
		case r == '\n' || r == '\r' || r == '\t' || r == '\v' || r == '\f' || r == 0x85 || unicode.In(r, unicode.Zl, unicode.Zp):
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, text)
}

// Attributes lists the names of the attributes in the template, as they are written.
func (t Template) Attributes() []string {
	var names []string
	for _, p := range t.parts {
		if p.isField && p.field == AccountAttribute && !slices.Contains(names, p.attribute) {
			names = append(names, p.attribute)
		}
	}
	return names
}
