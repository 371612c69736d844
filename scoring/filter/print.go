package filter

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"trialist/scoring/condition"
	"trialist/scoring/value"
)

// String is the term as filters write it.
func (t Term) String() string {
	var b strings.Builder
	if t.Not {
		b.WriteByte('!')
	}
	switch t.Field {
	case TextField:
		b.WriteString(t.textString())
		return b.String()
	case QualifiedField, DisqualifiedField, TouchedField, SnoozedField, DismissedField, LookerField, BuilderField, HandRaiserField:
		b.WriteString(t.Field.String())
		return b.String()
	case AttributeField:
		b.WriteString(nameString(t.Name))
	case AdoptionField, FitField, DaysLeftField, LastSeenField, StatusField, SignalField, SegmentField, OwnerField, LastTouchField, PaceField, PossibleField,
		IDField, NameField, EventField, DisqualifierField:
		b.WriteString(t.Field.String())
	}
	switch op := t.Operator; {
	case op == condition.IsYes:
		b.WriteString(":yes")
		return b.String()
	case op == condition.IsNo:
		b.WriteString(":no")
		return b.String()
	case op == condition.Is:
		b.WriteByte(':')
		for i, text := range t.Texts {
			if i > 0 {
				b.WriteByte('|')
			}
			b.WriteString(quotedUnless(text, func(s string) bool {
				return isBareValue(s) && !(t.Field == AttributeField && (s == "yes" || s == "no")) && !(t.Field == SignalField && strings.Contains(s, "@"))
			}))
			if i < len(t.Levels) && t.Levels[i] > 0 {
				b.WriteString("@" + strconv.Itoa(t.Levels[i]))
			}
		}
		return b.String()
	}
	b.WriteString(comparisonSymbols[t.Operator])
	if t.Value.Kind == value.Number {
		b.WriteString(condition.NumberString(t.Value.Number))
	} else {
		b.WriteString(t.Value.String())
	}
	return b.String()
}

// comparisonSymbols are the operators as filters write them.
var comparisonSymbols = map[condition.Operator]string{
	condition.MoreThan: ">",
	condition.AtLeast:  ">=",
	condition.Exactly:  "=",
	condition.AtMost:   "<=",
	condition.LessThan: "<",
}

// textString is the text that a text term looks for.
func (t Term) textString() string {
	if len(t.Texts) == 0 {
		return `""`
	}
	return quotedUnless(t.Texts[0], func(s string) bool {
		field, named := fieldNames[strings.ToLower(s)]
		return isBareName(s) && !(named && field.answersYesNo()) && !strings.EqualFold(s, untouched)
	})
}

// nameString is the name of an attribute, quoted where it is that of a field.
func nameString(name string) string {
	return quotedUnless(name, func(s string) bool {
		_, taken := fieldNames[strings.ToLower(s)]
		return isBareName(s) && !taken && !strings.EqualFold(s, untouched)
	})
}

func quotedUnless(s string, bare func(string) bool) string {
	if bare(s) {
		return s
	}
	return strconv.Quote(s)
}

// isBareName reports whether a name, or the text of a text term, needs no quotes.
func isBareName(s string) bool {
	return isBareValue(s) && s[0] != '!' && !strings.ContainsFunc(s, isOperatorRune)
}

// isBareValue reports whether what comes after a colon needs no quotes.
func isBareValue(s string) bool {
	return s != "" && utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool {
		return r == '|' || r == '\\' || !unicode.IsPrint(r) || endsBare(r)
	})
}

// isOperatorRune reports whether a rune ends the name of a field.
func isOperatorRune(r rune) bool { return strings.ContainsRune(":<>=", r) }

// endsBare reports whether a rune ends any word without quotes.
func endsBare(r rune) bool {
	return unicode.IsSpace(r) || strings.ContainsRune(condition.OpeningQuotes, r)
}
