package scoring

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// The limits of a condition.
const (
	MaxRules        = 32
	MaxAlternatives = 1000          // of one rule
	MaxCount        = 1_000_000_000 // times that an event happened
	MaxDaysAway     = 100_000       // of rules that look days back or ahead
)

// Validate returns a [FieldError] for the first field that is wrong, with a
// path such as "rules[1].window", and nil when the condition can be asked.
func (c Condition) Validate() error {
	if err := ruleCount(len(c.Rules)); err != nil {
		return err
	}
	for i, r := range c.Rules {
		if err := r.Validate(); err != nil {
			return within(fmt.Sprintf("rules[%d]", i), err)
		}
	}
	return nil
}

// ruleCount checks how many rules a condition has.
func ruleCount(n int) error {
	switch {
	case n == 0:
		return &FieldError{"rules", "a condition needs at least one rule"}
	case n > MaxRules:
		return &FieldError{"rules", fmt.Sprintf("a condition may have at most %d rules", MaxRules)}
	}
	return nil
}

// Validate returns a [FieldError] for the first field that is wrong: "subject",
// "name", "operator", "texts", "number", "day" or "window". Fields that the
// rule does not use are not looked at.
func (r Rule) Validate() error {
	form, ok := r.Subject.form()
	if !ok {
		return &FieldError{"subject", "a rule needs to ask about " + listed(subjectArticles(), "or")}
	}
	if form.named && r.Name == "" {
		return &FieldError{"name", form.article + " needs a name"}
	}
	p, ok := form.phrase(r.Operator)
	if !ok {
		return &FieldError{"operator", fmt.Sprintf("%q cannot be asked of %s", r.Operator, form.article)}
	}
	if err := r.validOperand(p.operand); err != nil {
		return err
	}
	if form.windowed {
		return r.Window.Validate()
	}
	return nil
}

// subjectArticles lists the subjects as messages speak of them.
func subjectArticles() []string {
	articles := make([]string, len(subjectForms))
	for i, form := range subjectForms {
		articles[i] = form.article
	}
	return articles
}

// validOperand checks what the rule compares with.
func (r Rule) validOperand(o operand) error {
	switch o {
	case textOperand:
		return validTexts(r.Texts)
	case numberOperand:
		if math.IsNaN(r.Number) || math.IsInf(r.Number, 0) {
			return &FieldError{"number", "a comparison needs a number"}
		}
	case countOperand:
		if !isWhole(r.Number, 0, MaxCount) {
			return &FieldError{"number", "a count needs to be a whole number from 0 to " + grouped(MaxCount)}
		}
	case daysOperand:
		switch {
		case r.Number < 1:
			return &FieldError{"number", "a distance in days needs at least 1 day"}
		case !isWhole(r.Number, 1, MaxDaysAway):
			return &FieldError{"number", "a distance in days needs to be a whole number up to " + grouped(MaxDaysAway)}
		}
	case dayOperand:
		if !isDay(r.Day) {
			return &FieldError{"day", "a date rule needs a day such as 2026-01-31"}
		}
	case noOperand:
	}
	return nil
}

// validTexts checks alternatives.
func validTexts(texts []string) error {
	switch {
	case len(texts) == 0:
		return &FieldError{"texts", "a comparison needs at least one value"}
	case len(texts) > MaxAlternatives:
		return &FieldError{"texts", fmt.Sprintf("a comparison may have at most %s values", grouped(MaxAlternatives))}
	case slices.Contains(texts, ""):
		return &FieldError{"texts", `a value needs at least one character; to ask whether there is a value, use "is set" or "is not set"`}
	}
	return nil
}

// isWhole reports whether f is a whole number from least to most.
func isWhole(f, least, most float64) bool { return f == math.Trunc(f) && least <= f && f <= most }

// Validate returns a [FieldError] of the field "window" when the window is not
// one that can be asked about. The unit of a [FirstOfTrial] window is days.
func (w Window) Validate() error {
	form, ok := w.form()
	if !ok || w.Span == FirstOfTrial && w.Unit != Days {
		return &FieldError{"window", "a rule needs a window of time such as " + windowExamples()}
	}
	unit, _, _ := strings.Cut(form.after, " ")
	switch {
	case form.counted && w.Count < 1:
		return &FieldError{"window", "a window needs at least 1 " + agree(unit, 1)}
	case form.counted && w.Count > MaxWindow:
		return &FieldError{"window", fmt.Sprintf("a window may have at most %s %s", grouped(MaxWindow), unit)}
	}
	return nil
}

// windowExamples lists one window of each span.
func windowExamples() string {
	var examples []string
	for _, form := range windowForms {
		if form.unit == Days {
			examples = append(examples, `"`+Window{Span: form.span, Count: 7}.String()+`"`)
		}
	}
	return listed(examples, "or")
}
