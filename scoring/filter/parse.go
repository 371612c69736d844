package filter

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"trialist/scoring/condition"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// Error says which term of a filter cannot be read, and why.
type Error struct {
	Offset     int    // of the term in the filter, in bytes
	End        int    // of the term, in bytes
	Term       string // as it stands in the filter
	Message    string // one clause saying what is wrong and what to write instead
	Unfinished bool   // the filter ends where something has to follow, as in fit>=
}

// Error is one line naming the term.
func (e *Error) Error() string {
	return fmt.Sprintf("filter term %s: %s", value.Truncate(e.Term), e.Message)
}

// Parse reads what [Filter] describes. The error is an [*Error].
func Parse(s string) (Filter, error) {
	var f Filter
	p := parser{text: s}
	for p.space(); p.offset < len(s); p.space() {
		start := p.offset
		term, err := p.term()
		if err == nil && p.offset < len(s) && !p.atSpace() {
			err = fmt.Errorf("put a space after the closing quote, before %q", p.rest())
		}
		if err != nil {
			p.skip()
			term := s[start:p.offset]
			return Filter{}, &Error{
				Offset: start, End: p.offset, Term: escapeControls(term), Message: err.Error(),
				Unfinished: isUnfinished(s[start:]),
			}
		}
		f.Terms = append(f.Terms, term)
	}
	return f, nil
}

// isUnfinished reports whether the rest of a filter, from a term on that cannot be read,
// is the beginning of one that can: a quote is open, something has to follow the last
// sign, or it is half of a day.
func isUnfinished(term string) bool {
	if strings.Count(term, `"`)%2 == 1 {
		return true
	}
	if lastTermStart(term) > 0 {
		return false
	}
	at := strings.LastIndexAny(term, ":<>=|!")
	if at < 0 {
		return false
	}
	begun := term[at+1:]
	return begun == "" || begun == "-" || halfDay.MatchString(begun)
}

// halfDay is the beginning of a day as filters write it.
var halfDay = regexp.MustCompile(`^"?\d{1,4}-(\d{1,2}(-\d?)?)?$`)

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

// term reads one term.
func (p *parser) term() (Term, error) {
	not := p.accept("!")
	if not && (p.offset == len(p.text) || p.atSpace()) {
		return Term{}, errors.New("put the term to turn around right after the ! sign")
	}
	if strings.HasPrefix(p.rest(), "!") {
		return Term{}, errors.New("one ! is enough")
	}
	name, quoted, err := p.word(func(r rune) bool { return isOperatorRune(r) || endsBare(r) })
	if err != nil {
		return Term{}, err
	}
	operator, signed := p.operator()
	if name == "" {
		if signed {
			return Term{}, errors.New("put a field before the sign, as in fit>=50 or country:US")
		}
		return Term{}, errors.New("there is nothing between the quotes to look for")
	}
	field, named := fieldNames[strings.ToLower(name)]
	named = named && !quoted
	if !quoted && strings.EqualFold(name, untouched) {
		if signed {
			return Term{}, errors.New("write touched, or untouched")
		}
		return Term{Not: !not, Field: TouchedField}, nil
	}
	t := Term{Not: not, Operator: operator}
	switch {
	case !signed && named && field.answersYesNo():
		return Term{Not: not, Field: field}, nil
	case !signed:
		return Term{Not: not, Field: TextField, Operator: condition.Is, Texts: []string{name}}, nil
	case named:
		t.Field = field
	default:
		t.Field, t.Name = AttributeField, name
	}
	if operator != condition.Is {
		return p.comparison(t)
	}
	return p.alternatives(t)
}

// operator reads the operator between a name and a value, if one comes next.
func (p *parser) operator() (condition.Operator, bool) {
	for _, sign := range []struct {
		text     string
		operator condition.Operator
	}{{":", condition.Is}, {"=", condition.Is}, {">=", condition.AtLeast}, {"<=", condition.AtMost}, {">", condition.MoreThan}, {"<", condition.LessThan}} {
		if p.accept(sign.text) {
			return sign.operator, true
		}
	}
	return 0, false
}

// comparison reads the number or day that a term compares with.
func (p *parser) comparison(t Term) (Term, error) {
	text, _, err := p.word(endsBare)
	if err != nil {
		return t, err
	}
	switch t.Field {
	case AdoptionField, FitField, DaysLeftField, LastSeenField, LastTouchField, PaceField, PossibleField:
		if days, ok := strings.CutSuffix(strings.ToLower(text), "d"); ok && t.Field.countsDays() {
			text = days
		}
		number, ok := condition.ParseNumber(text)
		if !ok {
			return t, fmt.Errorf("%s is compared with a number, as in %s", t.Field, numberExamples[t.Field])
		}
		t.Value = numberValue(number)
		return t, nil
	case AttributeField:
		if number, ok := condition.ParseNumber(text); ok {
			t.Value = numberValue(number)
			return t, nil
		}
		if day, ok := value.ParseDay(text); ok {
			t.Value = value.DateValue(day)
			return t, nil
		}
		return t, errors.New("after < and > put a number or a day, as in employees>50 or signed_up<2026-01-31")
	case QualifiedField, StatusField, SignalField, SegmentField, OwnerField, TextField, TouchedField, SnoozedField, DismissedField,
		IDField, NameField, EventField, DisqualifierField, DisqualifiedField, LookerField, BuilderField, HandRaiserField:
	}
	return t, fmt.Errorf("%s is not a number; write %s", t.Field, colonExamples[t.Field])
}

// numberValue is the number; a negative zero becomes zero.
func numberValue(f float64) value.Value { return value.NumberValue(f + 0) }

// Examples of what to write instead of a term that cannot be read.
var (
	numberExamples = map[Field]string{
		AdoptionField: "adoption<40",
		FitField:      "fit>=50",
		DaysLeftField: "left<=3",
		LastSeenField: "seen<=2",

		LastTouchField: "last_touch<3",
		PaceField:      "pace>=80",
		PossibleField:  "possible>=80",
	}
	colonExamples = map[Field]string{
		QualifiedField: "qualified or !qualified",
		StatusField:    "status:paying",
		SignalField:    `signal:"Imported contacts"`,
		SegmentField:   `segment:"Hot but uncontacted"`,
		OwnerField:     "owner:ana",
		TouchedField:   "touched or untouched",
		SnoozedField:   "snoozed or !snoozed",
		DismissedField: "dismissed or !dismissed",
		IDField:        "id:acme",
		NameField:      "name:harbor",
		EventField:     `event:"Imported contacts"`,

		LookerField:       "looker or !looker",
		BuilderField:      "builder or !builder",
		HandRaiserField:   "hand-raiser or !hand-raiser",
		DisqualifierField: "disqualifier:Competitor",
		DisqualifiedField: "disqualified or !disqualified",
	}
)

// alternatives reads the values after a colon.
func (p *parser) alternatives(t Term) (Term, error) {
	for {
		text, quoted, err := p.word(func(r rune) bool { return r == '|' || endsBare(r) })
		if err != nil {
			return t, err
		}
		if text == "" && !(quoted && t.Field == OwnerField) {
			return t, errors.New("there is no value after the " + p.text[p.offset-1:p.offset])
		}
		if t.Field == SignalField {
			if text, err = p.level(&t, text, quoted); err != nil {
				return t, err
			}
		}
		t.Texts = append(t.Texts, text)
		if !p.accept("|") {
			if t.Field == AttributeField && len(t.Texts) == 1 && !quoted {
				return t.answer(), nil
			}
			return t.canonical()
		}
	}
}

// level reads the level behind the name of a signal, as in Logins@2 or "Sent mail"@2, and
// gives the name alone.
func (p *parser) level(t *Term, name string, quoted bool) (string, error) {
	digits, asked := "", false
	switch at := strings.LastIndexByte(name, '@'); {
	case quoted && p.accept("@"):
		var err error
		if digits, _, err = p.word(func(r rune) bool { return r == '|' || endsBare(r) }); err != nil {
			return name, err
		}
		asked = true
	case !quoted && at > 0:
		name, digits, asked = name[:at], name[at+1:], true
	}
	level := 0
	if asked {
		var err error
		if level, err = strconv.Atoi(digits); err != nil || level < 1 || level > condition.MaxLevels {
			return name, fmt.Errorf(`after @ put a level from 1 to %d, as in signal:Logins@2; a name with an @ needs quotes`, condition.MaxLevels)
		}
	}
	if asked && t.Levels == nil {
		t.Levels = make([]int, len(t.Texts))
	}
	if t.Levels != nil {
		t.Levels = append(t.Levels, level)
	}
	return name, nil
}

// answer is the term, which asks for a yes or a no where it compares with one of
// the bare words.
func (t Term) answer() Term {
	switch t.Texts[0] {
	case "yes":
		t.Operator, t.Texts = condition.IsYes, nil
	case "no":
		t.Operator, t.Texts = condition.IsNo, nil
	}
	return t
}

// canonical is the term with its values in their canonical form.
func (t Term) canonical() (Term, error) {
	var err error
	switch t.Field {
	case AdoptionField:
		return t.canonicalScore(rulebook.Adoption)
	case FitField:
		return t.canonicalScore(rulebook.Fit)
	case StatusField:
		for i, text := range t.Texts {
			var status rulebook.Status
			if status, err = rulebook.ParseStatus(text); err != nil {
				return t, err
			}
			t.Texts[i] = status.String()
		}
	case QualifiedField, DisqualifiedField, TouchedField, SnoozedField, DismissedField, LookerField, BuilderField, HandRaiserField:
		yes := strings.EqualFold(t.Texts[0], "yes")
		if len(t.Texts) > 1 || !yes && !strings.EqualFold(t.Texts[0], "no") {
			return t, errors.New("write " + colonExamples[t.Field])
		}
		return Term{Not: t.Not == yes, Field: t.Field}, nil
	case DaysLeftField, LastSeenField, LastTouchField, PaceField, PossibleField:
		return t, fmt.Errorf("%s is compared with < or >, as in %s", t.Field, numberExamples[t.Field])
	case TextField, SignalField, SegmentField, OwnerField, IDField, NameField, EventField, DisqualifierField, AttributeField:
	}
	return t, nil
}

// canonicalScore reads what comes after the colon of a score: a number or bands.
func (t Term) canonicalScore(side rulebook.Side) (Term, error) {
	if number, ok := condition.ParseNumber(t.Texts[0]); ok && len(t.Texts) == 1 {
		return Term{Not: t.Not, Field: t.Field, Operator: condition.Exactly, Value: numberValue(number)}, nil
	}
	for i, text := range t.Texts {
		band, err := rulebook.ParseBand(side, text)
		if err != nil {
			return t, fmt.Errorf("%w, or compare a number as in %s", err, numberExamples[t.Field])
		}
		t.Texts[i] = band.Name(side)
	}
	return t, nil
}

// escapeControls is s, quoted if it has characters that would move the cursor or
// bytes that are no text.
func escapeControls(s string) string {
	if strings.ContainsFunc(s, rulebook.IsUnprintable) || !utf8.ValidString(s) {
		return fmt.Sprintf("%q", s)
	}
	return s
}
