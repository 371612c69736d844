package form

import (
	"errors"
	"slices"

	"trialist/scoring/condition"
	"trialist/scoring/value"
	"trialist/ui/clean"
)

// validate finds the errors of all fields. Their texts are those of the domain, so
// that the command line says the same.
func (f *Form) validate() {
	f.errors = make(map[FieldRef]clean.Text)
	for i := range f.rules {
		f.rules[i].unsuitedName = f.unsuitedName(&f.rules[i])
		kind, message := f.firstError(&f.rules[i])
		f.addError(FieldRef{kind, i}, message, f.rules[i].touched[kind])
	}
	if f.sentence.parseError != "" { // the rules wait for a sentence that they can be made from
		clear(f.errors)
		f.errors[FieldRef{Kind: SentenceField}] = f.sentence.parseError
	}
	var field *value.FieldError
	if !errors.As(f.validationError(), &field) {
		return
	}
	ref := f.fieldOf(field.Field)
	if ref.Kind < SubjectField {
		f.addError(ref, field.Message, f.touched[ref.Kind])
	} else if f.sentence.parseError == "" && f.errors[ref] == "" { // what is wrong with a rule beside the others, such as a second list
		f.addError(ref, field.Message, f.rules[ref.Rule].touched[ref.Kind])
	}
}

// addError records the error of a field, once the field has been edited or the
// form submitted.
func (f *Form) addError(ref FieldRef, message string, touched bool) {
	if message != "" && (touched || f.submitted) {
		f.errors[ref] = clean.Of(message)
	}
}

// validationError is why the scorecard does not accept the signal, or why the
// condition is not valid.
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

// firstError is the first field of the rule that is not valid, and why; "" when
// the rule is valid.
func (f *Form) firstError(r *ruleInput) (FieldKind, string) {
	if r.subject.Windowed() && r.hasCount() && slices.Contains(r.count.parsed(), invalidCount) {
		return CountField, "a window needs a whole number"
	}
	var field *value.FieldError
	rule := r.rule()
	err := rule.Validate()
	if f.takesLevels() {
		err = rule.ValidateSignal()
	}
	if !errors.As(err, &field) {
		return 0, ""
	}
	return r.fieldKindOf(field.Field), field.Message
}

// unsuitedName says that the data does not have the name of a rule, with similar
// names, or that its values are of another kind than the rule compares with; ""
// where the name fits, or while the names are being read. In a status condition
// the names that an import writes a status to are never unknown: they are asked
// for before the first import has them.
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
