package form

import (
	"errors"
	"strings"

	"trialist/scoring/condition"
	"trialist/scoring/value"
	"trialist/ui/clean"
)

// validate finds out what is wrong with which field. The words are those of the
// scoring rules, so that the command line says the same.
func (f *Form) validate() {
	f.errors = make(map[FieldRef]clean.Text)
	for i := range f.rules {
		f.rules[i].unsuitedName = f.unsuitedName(&f.rules[i])
		part, message := f.rules[i].firstError()
		f.addError(FieldRef{part, i}, message, f.rules[i].touched[part])
	}
	if f.sentence.parseError != "" {
		f.errors[FieldRef{Kind: SentenceField}] = f.sentence.parseError
	}
	var field *value.FieldError
	if errors.As(f.validationError(), &field) && !strings.HasPrefix(field.Field, "rules[") {
		spot := f.fieldOf(field.Field)
		f.addError(spot, field.Message, f.touched[spot.Kind])
	}
}

// addError notes what is wrong with a field, once somebody has been there.
func (f *Form) addError(spot FieldRef, message string, touched bool) {
	if message != "" && (touched || f.submitted) {
		f.errors[spot] = clean.Of(message)
	}
}

// validationError is why the card would not take the signal, or why the condition is
// none.
func (f *Form) validationError() error {
	s := f.Result()
	if !f.editsSignal {
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

// firstError is the first field of the rule that is wrong, and why.
func (r *ruleInput) firstError() (FieldKind, string) {
	if r.subject.Windowed() && r.hasCount() && r.count.parsed() == invalidCount {
		return CountField, "a window needs a whole number"
	}
	var field *value.FieldError
	if !errors.As(r.rule().Validate(), &field) {
		return 0, ""
	}
	return r.fieldKindOf(field.Field), field.Message
}

// unsuitedName says that the data has no such name, and which may be meant, or that
// its values are not what the rule compares; "" where the name fits, or where nobody
// knows yet. Status conditions ask for all
// that an import may bring about a status, so that of those names none is
// missed.
func (f *Form) unsuitedName(r *ruleInput) clean.Text {
	if !f.names.known || r.name.parsed() == "" {
		return ""
	}
	rule := r.rule()
	if !f.editsSignal && rule.Subject == condition.AttributeSubject && value.IsStatusAttribute(rule.Name) {
		return ""
	}
	c := condition.Condition{Rules: []condition.Rule{rule}}
	kinds := func(s condition.Subject, name string) condition.KindCounts {
		found, _ := f.names.find(s, name)
		return found.Kinds
	}
	doubts := append(condition.UnknownNames(c, f.names.all()), condition.UnsuitedValues(c, kinds)...)
	return clean.Join(cleanAll(doubts), "; ")
}

func cleanAll(texts []string) []clean.Text {
	safe := make([]clean.Text, len(texts))
	for i, text := range texts {
		safe[i] = clean.Of(text)
	}
	return safe
}
