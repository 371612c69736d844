package condition

import (
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"trialist/scoring/value"
)

// String is the condition's canonical sentence, in one line of printable
// characters. [Parse] reads the sentence of a valid condition back to an equal one.
// It is empty for a condition without rules.
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
	form, _ := r.Subject.grammar()
	p, ok := form.phrase(r.Operator)
	if !ok {
		p.before = r.Operator.String()
	}
	words := []string{r.Subject.String()}
	if form.named {
		words = append(words, QuoteWord(r.Name))
	}
	after := p.after
	if len(r.numberList()) == 0 {
		after = Pluralize(after, r.Number)
	}
	words = append(words, p.before, r.operandString(p.operand), after)
	if form.windowed && !(form.implicitEver && r.Window.Span == Ever) {
		words = append(words, r.windowString())
	}
	return JoinWords(words...)
}

// JoinWords joins the parts that are not empty with spaces.
func JoinWords(parts ...string) string {
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
			words[i] = QuoteWord(text)
			if r.Operator <= IsNot && (text == "yes" || text == "no") {
				words[i] = strconv.Quote(text) // bare, they ask for an answer
			}
		}
		return strings.Join(words, "|")
	case numberOperand, countOperand, daysOperand, levelOperand:
		return r.numbersString()
	case dayOperand:
		if r.Other != "" {
			return otherWords + " " + QuoteWord(r.Other)
		}
		return r.Day.Time().Format(value.DayLayout)
	case noOperand:
	}
	return ""
}

// String is the window as sentences write it, such as "in the last 7 days".
func (w Window) String() string {
	form, ok := w.grammar()
	switch {
	case !ok:
		return "unknown window"
	case !form.counted:
		return form.before
	}
	return form.before + " " + strconv.Itoa(w.Count) + " " + Pluralize(form.after, float64(w.Count))
}

// NumberString is the shortest way to write the number, without an exponent
// where people would not expect one.
func NumberString(f float64) string {
	const plain = 1e15
	switch {
	case f == 0: // negative zero, too
		return "0"
	case math.Abs(f) >= plain:
		return strconv.FormatFloat(f, 'g', -1, 64)
	}
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// QuoteWord is a name or a value as the sentence writes it: bare when it is one
// plain word, else quoted with the escapes of Go strings.
func QuoteWord(s string) string {
	if isBareWord(s) && !isKeyword(s) {
		return s
	}
	return strconv.Quote(s)
}

// isBareWord reports whether every character is one that needs no quotes.
func isBareWord(s string) bool {
	for _, r := range s {
		if !isBareRune(r) {
			return false
		}
	}
	return s != "" && utf8.ValidString(s)
}

func isBareRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("_.-@/:", r)
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)
}

// isKeyword reports whether a bare word would be parsed as grammar. Case matters for
// all but "set", so that OR, IN and ON can be values: Oregon, Indiana and Ontario.
func isKeyword(s string) bool { return keywords[s] || strings.EqualFold(s, "set") }
