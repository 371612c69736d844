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
func (c Condition) Validate() error { return c.validate(false) }

// ValidateSegment is Validate for the condition of a segment.
func (c Condition) ValidateSegment() error { return c.validate(true) }

func (c Condition) validate(segment bool) error {
	if err := validateRuleCount(len(c.Rules)); err != nil {
		return err
	}
	for i, r := range c.Rules {
		if err := r.validate(segment); err != nil {
			return value.PrefixField(fmt.Sprintf("rules[%d]", i), err)
		}
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
func (r Rule) Validate() error { return r.validate(false) }

func (r Rule) validate(segment bool) error {
	form, ok := r.Subject.grammar()
	switch {
	case !ok:
		return &value.FieldError{Field: "subject", Message: "a rule needs to ask about " + value.JoinList(subjectArticles(segment), "or")}
	case r.Subject.SegmentsOnly() && !segment:
		return &value.FieldError{Field: "subject", Message: "only segments and workflows can ask about " + form.article}
	}
	if form.named && r.Name == "" {
		return &value.FieldError{Field: "name", Message: form.article + " needs a name"}
	}
	p, ok := form.phrase(r.Operator)
	if !ok {
		return &value.FieldError{Field: "operator", Message: fmt.Sprintf("%q cannot be asked of %s", r.Operator, form.article)}
	}
	if err := r.validateOperand(p.operand); err != nil {
		return err
	}
	if form.windowed {
		return r.Window.validate()
	}
	return nil
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
func (r Rule) validateOperand(o operand) error {
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
	case dayOperand:
		if r.Other == "" && !value.IsDay(r.Day) {
			return &value.FieldError{Field: "day", Message: "a date rule needs a day such as 2026-01-31"}
		}
	case noOperand:
	}
	return nil
}

// validateTexts checks alternatives.
func validateTexts(texts []string) error {
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
func (w Window) validate() error {
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
