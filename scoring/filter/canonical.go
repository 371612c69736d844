package filter

import (
	"errors"
	"fmt"
	"strings"

	"trialist/scoring/condition"
	"trialist/scoring/rulebook"
)

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
