package condition

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"trialist/scoring/value"
)

// The limits of a condition.
const (
	MaxRules        = 32
	maxAlternatives = 1000          // of one rule
	MaxCount        = 1_000_000_000 // times that an event happened
	maxDaysAway     = 100_000       // of rules that look days back or ahead
)

// Validate returns a [value.FieldError] for the first field that is wrong, with a
// path such as "rules[1].window", and nil when the condition can be asked.
func (c Condition) Validate() error { return c.validate(ofAccounts) }

// ValidateSignal is Validate for the condition of a signal, which may have levels.
func (c Condition) ValidateSignal() error { return c.validate(ofSignals) }

// ValidateSegment is Validate for the condition of a segment.
func (c Condition) ValidateSegment() error { return c.validate(ofSegments) }

// purpose is what a condition is for, on which depends what it may ask.
type purpose uint8

// The purposes.
const (
	ofAccounts purpose = iota // of statuses and disqualifiers, and each level of a signal
	ofSignals
	ofSegments // and workflows
)

func (c Condition) validate(p purpose) error {
	if err := validateRuleCount(len(c.Rules)); err != nil {
		return err
	}
	listed := false
	for i, r := range c.Rules {
		err := r.validate(p)
		if err == nil && r.hasLevels() {
			err = c.validateListPlace(r, listed)
			listed = true
		}
		if err != nil {
			return value.PrefixField(fmt.Sprintf("rules[%d]", i), err)
		}
	}
	return nil
}

// validateListPlace checks that the list of a rule can stand where it does, given
// whether a rule before it has one.
func (c Condition) validateListPlace(r Rule, listed bool) error {
	field := "number"
	if len(r.countList()) > 0 {
		field = "window"
	}
	switch {
	case listed:
		return &listError{field: &value.FieldError{Field: field, Message: secondList}}
	case c.Any && len(c.Rules) > 1:
		return &listError{field: &value.FieldError{Field: field, Message: listBesideOr}}
	}
	return nil
}

// validateRuleCount checks how many rules a condition has.
func validateRuleCount(n int) error {
	switch {
	case n == 0:
		return &value.FieldError{Field: "rules", Message: "a condition needs at least one rule"}
	case n > MaxRules:
		return &value.FieldError{Field: "rules", Message: fmt.Sprintf("a condition may have at most %d rules", MaxRules)}
	}
	return nil
}

// Validate returns a [value.FieldError] for the first field that is wrong: "subject",
// "name", "operator", "texts", "number", "day" or "window". Fields that the rule
// does not use may hold anything.
func (r Rule) Validate() error { return r.validate(ofAccounts) }

// ValidateSignal is Validate for a rule of a signal, which may have levels.
func (r Rule) ValidateSignal() error { return r.validate(ofSignals) }

func (r Rule) validate(of purpose) error {
	form, ok := r.Subject.grammar()
	switch {
	case !ok:
		return &value.FieldError{Field: "subject", Message: "a rule needs to ask about " + value.JoinList(subjectArticles(of == ofSegments), "or")}
	case r.Subject.SegmentsOnly() && of != ofSegments:
		return &value.FieldError{Field: "subject", Message: "only segments and workflows can ask about " + form.article}
	}
	if form.named && r.Name == "" {
		return &value.FieldError{Field: "name", Message: form.article + " needs a name"}
	}
	p, ok := form.phrase(r.Operator)
	if !ok {
		return &value.FieldError{Field: "operator", Message: fmt.Sprintf("%q cannot be asked of %s", r.Operator, form.article)}
	}
	if err := r.validateLists(); err != nil {
		return err
	}
	for level := range r.levels() {
		single := r.Level(level + 1)
		if err := single.validateParts(form, p); err != nil {
			return &listError{index: max(slices.Index(r.Numbers, single.Number), slices.Index(r.Counts, single.Window.Count), 0), field: err}
		}
	}
	if r.hasLevels() && of != ofSignals {
		field := "number"
		if len(r.countList()) > 0 {
			field = "window"
		}
		return &listError{index: 0, field: &value.FieldError{Field: field, Message: listOutOfPlace}}
	}
	return nil
}

// validateParts checks what a rule without a list compares with, and its window.
func (r Rule) validateParts(form subjectGrammar, p phrase) *value.FieldError {
	if err := r.validateOperand(p.operand); err != nil || !form.windowed {
		return err
	}
	return r.Window.validate()
}

// subjectArticles lists the subjects as they are called in messages.
func subjectArticles(segment bool) []string {
	var articles []string
	for _, form := range subjectGrammars {
		if segment || !form.subject.SegmentsOnly() {
			articles = append(articles, form.article)
		}
	}
	return articles
}

// validateOperand checks what the rule compares with.
func (r Rule) validateOperand(o operand) *value.FieldError {
	switch o {
	case textOperand:
		return validateTexts(r.Texts)
	case numberOperand:
		if math.IsNaN(r.Number) || math.IsInf(r.Number, 0) {
			return &value.FieldError{Field: "number", Message: "a comparison needs a number"}
		}
	case countOperand:
		if !isWholeIn(r.Number, 0, MaxCount) {
			return &value.FieldError{Field: "number", Message: "a count needs to be a whole number from 0 to " + value.FormatCount(MaxCount)}
		}
	case daysOperand:
		switch {
		case r.Number < 1:
			return &value.FieldError{Field: "number", Message: "a distance in days needs at least 1 day"}
		case !isWholeIn(r.Number, 1, maxDaysAway):
			return &value.FieldError{Field: "number", Message: "a distance in days needs to be a whole number up to " + value.FormatCount(maxDaysAway)}
		}
	case levelOperand:
		if !isWholeIn(r.Number, 1, MaxLevels) {
			return &value.FieldError{Field: "number", Message: fmt.Sprintf("a signal has the levels 1 to %d", MaxLevels)}
		}
	case dayOperand:
		if r.Other == "" && !value.IsDay(r.Day) {
			return &value.FieldError{Field: "day", Message: "a date rule needs a day such as 2026-01-31"}
		}
	case noOperand:
	}
	return nil
}

// validateTexts checks alternatives.
func validateTexts(texts []string) *value.FieldError {
	switch {
	case len(texts) == 0:
		return &value.FieldError{Field: "texts", Message: "a comparison needs at least one value"}
	case len(texts) > maxAlternatives:
		return &value.FieldError{Field: "texts", Message: fmt.Sprintf("a comparison may have at most %s values", value.FormatCount(maxAlternatives))}
	case slices.Contains(texts, ""):
		return &value.FieldError{Field: "texts", Message: `a value needs at least one character; to ask whether there is a value, use "is set" or "is not set"`}
	}
	return nil
}

// isWholeIn reports whether f is a whole number from least to most.
func isWholeIn(f, least, most float64) bool { return f == math.Trunc(f) && least <= f && f <= most }

// validate returns a [value.FieldError] of the field "window" when the window is not
// one that can be asked about. The unit of a [FirstOfTrial] window is days.
func (w Window) validate() *value.FieldError {
	form, ok := w.grammar()
	if !ok || w.Span == FirstOfTrial && w.Unit != Days {
		return &value.FieldError{Field: "window", Message: "a rule needs a window of time such as " + windowExamples()}
	}
	unit, _, _ := strings.Cut(form.after, " ")
	switch {
	case form.counted && w.Count < 1:
		return &value.FieldError{Field: "window", Message: "a window needs at least 1 " + Pluralize(unit, 1)}
	case form.counted && w.Count > maxWindow:
		return &value.FieldError{Field: "window", Message: fmt.Sprintf("a window may have at most %s %s", value.FormatCount(maxWindow), unit)}
	}
	return nil
}

// windowExamples lists one window of each span.
func windowExamples() string {
	var examples []string
	for _, form := range windowGrammars {
		if form.unit == Days {
			examples = append(examples, `"`+Window{Span: form.span, Count: 7}.String()+`"`)
		}
	}
	return value.JoinList(examples, "or")
}
