package message

import "slices"

// Pair is the templates of a message.
type Pair struct{ Subject, Body Template }

// ParsePair reads the templates of a message. The error is that of the first that cannot
// be read.
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

// Attributes lists the names of the attributes that either has, as they write them.
func (p Pair) Attributes() []string { return append(p.Subject.Attributes(), p.Body.Attributes()...) }

// Compose fills in the subject and the body of a message. The error is that of the first
// template that cannot be read.
func Compose(subject, body string, v Values) (Text, error) {
	p, err := ParsePair(subject, body)
	if err != nil {
		return Text{}, err
	}
	return p.Fill(v), nil
}

// Text is a message that is filled in.
type Text struct {
	Subject, Body string
	Missing       []string // fields that nothing is known for, and that have no fallback
}
