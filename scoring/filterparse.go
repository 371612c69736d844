package scoring

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// FilterError says which term of a filter makes no sense, and why.
type FilterError struct {
	Offset  int    // of the term in the filter, in bytes
	Term    string // as it stands in the filter
	Message string // one clause saying what is wrong and what would do
}

// Error is one line naming the term.
func (e *FilterError) Error() string {
	return fmt.Sprintf("filter term %s: %s", shorten(e.Term), e.Message)
}

// ParseFilter reads what [Filter] describes. The error is a [FilterError].
func ParseFilter(s string) (Filter, error) {
	var f Filter
	p := filterParser{text: s}
	for p.space(); p.at < len(s); p.space() {
		start := p.at
		term, err := p.term()
		if err == nil && p.at < len(s) && !p.atSpace() {
			err = fmt.Errorf("put a space after the closing quote, before %q", p.rest())
		}
		if err != nil {
			p.skip()
			return Filter{}, &FilterError{Offset: start, Term: printable(s[start:p.at]), Message: err.Error()}
		}
		f.Terms = append(f.Terms, term)
	}
	return f, nil
}

// filterParser reads a filter from front to back.
type filterParser struct {
	text string
	at   int
}

func (p *filterParser) rest() string { return p.text[p.at:] }

func (p *filterParser) space() {
	p.at = len(p.text) - len(strings.TrimLeftFunc(p.rest(), unicode.IsSpace))
}

func (p *filterParser) atSpace() bool {
	r, _ := utf8.DecodeRuneInString(p.rest())
	return unicode.IsSpace(r)
}

// skip goes to the end of a term that could not be read.
func (p *filterParser) skip() {
	if i := strings.IndexFunc(p.rest(), unicode.IsSpace); i >= 0 {
		p.at += i
	} else {
		p.at = len(p.text)
	}
}

// accept goes past the prefix if it comes next.
func (p *filterParser) accept(prefix string) bool {
	if !strings.HasPrefix(p.rest(), prefix) {
		return false
	}
	p.at += len(prefix)
	return true
}

// word reads a quoted word, or a bare one up to where it ends.
func (p *filterParser) word(ends func(rune) bool) (text string, quoted bool, err error) {
	first, size := utf8.DecodeRuneInString(p.rest())
	if size > 0 && strings.ContainsRune(openingQuotes, first) {
		t, err := lexQuoted(p.text, p.at, size)
		if err != nil {
			return "", true, quoteError(err)
		}
		p.at += len(t.source)
		return t.text, true, nil
	}
	text = p.rest()
	if i := strings.IndexFunc(text, ends); i >= 0 {
		text = text[:i]
	}
	p.at += len(text)
	return text, false, nil
}

// quoteError is what is wrong with a quoted word, in the words of filters.
func quoteError(err error) error {
	var syntax *SyntaxError
	if errors.As(err, &syntax) && syntax.Reason != "" {
		return errors.New(syntax.Reason)
	}
	return errors.New(`a backslash inside quotes must stand before " or another backslash`)
}

// term reads one term.
func (p *filterParser) term() (Term, error) {
	not := p.accept("!")
	if not && (p.at == len(p.text) || p.atSpace()) {
		return Term{}, errors.New("put the term to turn around right after the ! sign")
	}
	if strings.HasPrefix(p.rest(), "!") {
		return Term{}, errors.New("one ! is enough")
	}
	name, quoted, err := p.word(func(r rune) bool { return isSign(r) || endsBare(r) })
	if err != nil {
		return Term{}, err
	}
	operator, signed := p.sign()
	if name == "" {
		if signed {
			return Term{}, errors.New("put a field before the sign, as in fit>=50 or country:US")
		}
		return Term{}, errors.New("there is nothing between the quotes to look for")
	}
	field, named := fieldNames[strings.ToLower(name)]
	named = named && !quoted
	t := Term{Not: not, Operator: operator}
	switch {
	case !signed && named && field == QualifiedField:
		return Term{Not: not, Field: QualifiedField}, nil
	case !signed:
		return Term{Not: not, Field: TextField, Operator: Is, Texts: []string{name}}, nil
	case named:
		t.Field = field
	default:
		t.Field, t.Name = AttributeField, name
	}
	if operator != Is {
		return p.comparison(t)
	}
	return p.alternatives(t)
}

// sign reads the operator between a name and a value, if one comes next.
func (p *filterParser) sign() (Operator, bool) {
	for _, sign := range []struct {
		text     string
		operator Operator
	}{{":", Is}, {"=", Is}, {">=", AtLeast}, {"<=", AtMost}, {">", MoreThan}, {"<", LessThan}} {
		if p.accept(sign.text) {
			return sign.operator, true
		}
	}
	return 0, false
}

// comparison reads what a term compares with.
func (p *filterParser) comparison(t Term) (Term, error) {
	text, _, err := p.word(endsBare)
	if err != nil {
		return t, err
	}
	switch t.Field {
	case AdoptionField, FitField, LeftField, SeenField:
		number, ok := parseNumber(text)
		if !ok {
			return t, fmt.Errorf("%s is compared with a number, as in %s", t.Field, numberExamples[t.Field])
		}
		t.Value = numberValue(number)
		return t, nil
	case AttributeField:
		if number, ok := parseNumber(text); ok {
			t.Value = numberValue(number)
			return t, nil
		}
		if day, ok := parseDay(text); ok {
			t.Value = DateValue(day)
			return t, nil
		}
		return t, errors.New("after < and > put a number or a day, as in employees>50 or signed_up<2026-01-31")
	case QualifiedField, StatusField, SignalField, OwnerField, TextField:
	}
	return t, fmt.Errorf("%s is not a number; write %s", t.Field, colonExamples[t.Field])
}

// numberValue is the number, a negative zero made plain.
func numberValue(f float64) Value { return NumberValue(f + 0) }

// What to write instead of a term that makes no sense.
var (
	numberExamples = map[Field]string{
		AdoptionField: "adoption<40",
		FitField:      "fit>=50",
		LeftField:     "left<=3",
		SeenField:     "seen<=2",
	}
	colonExamples = map[Field]string{
		QualifiedField: "qualified or !qualified",
		StatusField:    "status:paying",
		SignalField:    `signal:"Imported contacts"`,
		OwnerField:     "owner:ana",
	}
)

// alternatives reads the values after a colon.
func (p *filterParser) alternatives(t Term) (Term, error) {
	for {
		text, _, err := p.word(func(r rune) bool { return r == '|' || endsBare(r) })
		if err != nil {
			return t, err
		}
		if text == "" {
			return t, errors.New("there is no value after the " + p.text[p.at-1:p.at])
		}
		t.Texts = append(t.Texts, text)
		if !p.accept("|") {
			return t.settled()
		}
	}
}

// settled is the term with its values in their canonical form.
func (t Term) settled() (Term, error) {
	var err error
	switch t.Field {
	case AdoptionField:
		return t.settledScore(Adoption)
	case FitField:
		return t.settledScore(Fit)
	case StatusField:
		for i, text := range t.Texts {
			var status Status
			if status, err = ParseStatus(text); err != nil {
				return t, err
			}
			t.Texts[i] = status.String()
		}
	case QualifiedField:
		yes := strings.EqualFold(t.Texts[0], "yes")
		if len(t.Texts) > 1 || !yes && !strings.EqualFold(t.Texts[0], "no") {
			return t, errors.New("write " + colonExamples[t.Field])
		}
		return Term{Not: t.Not == yes, Field: QualifiedField}, nil
	case LeftField, SeenField:
		return t, fmt.Errorf("%s is compared with < or >, as in %s", t.Field, numberExamples[t.Field])
	case TextField, SignalField, OwnerField, AttributeField:
	}
	return t, nil
}

// settledScore reads what comes after the colon of a score: a number or bands.
func (t Term) settledScore(side Side) (Term, error) {
	if number, ok := parseNumber(t.Texts[0]); ok && len(t.Texts) == 1 {
		return Term{Not: t.Not, Field: t.Field, Operator: Exactly, Value: numberValue(number)}, nil
	}
	for i, text := range t.Texts {
		band, err := ParseBand(side, text)
		if err != nil {
			return t, fmt.Errorf("%w, or compare a number as in %s", err, numberExamples[t.Field])
		}
		t.Texts[i] = band.Name(side)
	}
	return t, nil
}

// printable is s with what would move the cursor made visible.
func printable(s string) string {
	if strings.ContainsFunc(s, unprintable) || !utf8.ValidString(s) {
		return fmt.Sprintf("%q", s)
	}
	return s
}
