package filter

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
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

// escapeControls is s, quoted if it has characters that would move the cursor or
// bytes that are no text.
func escapeControls(s string) string {
	if strings.ContainsFunc(s, rulebook.IsUnprintable) || !utf8.ValidString(s) {
		return fmt.Sprintf("%q", s)
	}
	return s
}
