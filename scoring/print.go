package scoring

import (
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// String is the condition's canonical sentence, in one line of printable
// characters. [ParseCondition] reads it back to an equal condition when the
// condition is valid. It is empty for a condition without rules.
func (c Condition) String() string {
	joiner := " and "
	if c.Any {
		joiner = " or "
	}
	sentences := make([]string, len(c.Rules))
	for i, r := range c.Rules {
		sentences[i] = r.String()
	}
	return strings.Join(sentences, joiner)
}

// MarshalText is the canonical sentence, so that conditions are sentences in
// JSON too.
func (c Condition) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// String is the rule's part of the sentence.
func (r Rule) String() string {
	form, _ := r.Subject.form()
	p, ok := form.phrase(r.Operator)
	if !ok {
		p.before = r.Operator.String()
	}
	words := []string{r.Subject.String()}
	if form.named {
		words = append(words, word(r.Name))
	}
	words = append(words, p.before, r.operandString(p.operand), agree(p.after, r.Number))
	if form.windowed && !(form.tacit && r.Window.Span == Ever) {
		words = append(words, r.Window.String())
	}
	return joinWords(words...)
}

// joinWords joins what there is of the parts with spaces.
func joinWords(parts ...string) string {
	kept := parts[:0:0]
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, " ")
}

// operandString is what the rule compares with, as the sentence writes it.
func (r Rule) operandString(o operand) string {
	switch o {
	case textOperand:
		words := make([]string, len(r.Texts))
		for i, text := range r.Texts {
			words[i] = word(text)
		}
		return strings.Join(words, "|")
	case numberOperand, countOperand, daysOperand:
		return numberString(r.Number)
	case dayOperand:
		return r.Day.Time().Format(dayLayout)
	case noOperand:
	}
	return ""
}

// String is the window as sentences write it, such as "in the last 7 days".
func (w Window) String() string {
	form, ok := w.form()
	switch {
	case !ok:
		return "unknown window"
	case !form.counted:
		return form.before
	}
	return form.before + " " + strconv.Itoa(w.Count) + " " + agree(form.after, float64(w.Count))
}

// numberString is the shortest way to write the number, without an exponent
// where people would not expect one.
func numberString(f float64) string {
	const plain = 1e15
	switch {
	case f == 0: // a negative zero is no other number
		return "0"
	case math.Abs(f) >= plain:
		return strconv.FormatFloat(f, 'g', -1, 64)
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// word is a name or a value as the sentence writes it: bare when it is one
// plain word, else quoted with the escapes of Go strings.
func word(s string) string {
	if isPlain(s) && !isReserved(s) {
		return s
	}
	return strconv.Quote(s)
}

// isPlain reports whether every character is one that needs no quotes.
func isPlain(s string) bool {
	for _, r := range s {
		if !isPlainRune(r) {
			return false
		}
	}
	return s != "" && utf8.ValidString(s)
}

func isPlainRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("_.-@/:", r)
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)
}

// isReserved reports whether a bare word would be taken for grammar. Only "set"
// is in any case: Oregon, Indiana and Ontario are values as OR, IN and ON.
func isReserved(s string) bool { return reserved[s] || strings.EqualFold(s, "set") }
