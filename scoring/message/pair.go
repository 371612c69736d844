package message

import "slices"

// Pair is the two templates of a message.
type Pair struct{ Subject, Body Template }

// ParsePair reads the templates of a message. The error is the [*SyntaxError] of the first
// template that has one.
func ParsePair(subject, body string) (p Pair, err error) {
	if p.Subject, err = Parse(subject); err == nil {
		p.Body, err = Parse(body)
	}
	return p, err
}

// Fill fills in both.
func (p Pair) Fill(v Values) Text {
	var t Text
	var more []string
	t.Subject, t.Missing = p.Subject.Subject(v)
	t.Body, more = p.Body.Body(v)
	for _, field := range more {
		if !slices.Contains(t.Missing, field) {
			t.Missing = append(t.Missing, field)
		}
	}
	return t
}

// Attributes lists the names of the attributes in both templates, as they are written.
func (p Pair) Attributes() []string { return append(p.Subject.Attributes(), p.Body.Attributes()...) }

// Compose parses and fills in a message. The errors are those of [ParsePair].
func Compose(subject, body string, v Values) (Text, error) {
	p, err := ParsePair(subject, body)
	if err != nil {
		return Text{}, err
	}
	return p.Fill(v), nil
}

// Text is a message with its fields filled in.
type Text struct {
	Subject, Body string
	Missing       []string // fields without a value and without a fallback
}
