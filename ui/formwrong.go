package ui

import (
	"errors"
	"strings"

	"trialist/scoring/condition"
	"trialist/scoring/value"
	"trialist/ui/clean"
)

// check finds out what is wrong with which field. The words are those of the
// scoring rules, so that the command line says the same.
func (f *form) check() {
	f.wrong = make(map[formSpot]clean.Text)
	for i := range f.rules {
		f.rules[i].strange = f.strange(&f.rules[i])
		part, message := f.rules[i].wrong()
		f.blame(formSpot{part, i}, message, f.rules[i].touched[part])
	}
	if f.sentence.wrong != "" {
		f.wrong[formSpot{part: sentencePart}] = f.sentence.wrong
	}
	var field *value.FieldError
	if errors.As(f.refusal(), &field) && !strings.HasPrefix(field.Field, "rules[") {
		spot := f.spotOf(field.Field)
		f.blame(spot, field.Message, f.touched[spot.part])
	}
}

// blame notes what is wrong with a field, once somebody has been there.
func (f *form) blame(spot formSpot, message string, touched bool) {
	if message != "" && (touched || f.tried) {
		f.wrong[spot] = clean.Of(message)
	}
}

// refusal is why the card would not take the signal, or why the condition is
// none.
func (f *form) refusal() error {
	s := f.result()
	if !f.whole {
		return s.When.Validate()
	}
	card := f.card()
	var err error
	if _, ok := card.Signal(s.ID); ok {
		_, err = card.Replace(s)
	} else {
		_, err = card.Add(s)
	}
	return err
}

// wrong is the first field of the rule that is wrong, and why.
func (r *formRule) wrong() (formPart, string) {
	if r.subject.Windowed() && r.counted() && r.count.what() == notWhole {
		return countPart, "a window needs a whole number"
	}
	var field *value.FieldError
	if !errors.As(r.rule().Validate(), &field) {
		return 0, ""
	}
	return r.spotOf(field.Field), field.Message
}

// strange says that the data has no such name, and which may be meant; ""
// where there is one, or where nobody knows yet. Status conditions ask for all
// that an import may bring about a status, so that of those names none is
// missed.
func (f *form) strange(r *formRule) clean.Text {
	if !f.names.known || r.name.what() == "" {
		return ""
	}
	rule := r.rule()
	if !f.whole && rule.Subject == condition.AttributeSubject && value.IsStatusAttribute(rule.Name) {
		return ""
	}
	c := condition.Condition{Rules: []condition.Rule{rule}}
	return clean.Join(cleaned(condition.UnknownNames(c, f.names.all())), "; ")
}

func cleaned(texts []string) []clean.Text {
	safe := make([]clean.Text, len(texts))
	for i, text := range texts {
		safe[i] = clean.Of(text)
	}
	return safe
}
