package condition

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"trialist/scoring/value"
)

// A list in the place of one number gives a condition levels, such as "at least
// 1|5|20 times". Each level is a condition of its own, and whoever fulfils one
// fulfils all easier ones. So a condition with a list matches from its first level on,
// and Number and Window.Count, which hold the first of their list, say the same.

// The limits of a list.
const (
	MinLevels = 2
	MaxLevels = 4
)

// HasLevels reports whether a rule of the condition has a list.
func (c Condition) HasLevels() bool { return slices.ContainsFunc(c.Rules, Rule.hasLevels) }

// Levels is how many levels the condition has; 1 where it has no list.
func (c Condition) Levels() int {
	for _, r := range c.Rules {
		if n := r.levels(); n > 1 {
			return n
		}
	}
	return 1
}

// Level is the condition of one level, which has no list. Level 1 is the easiest.
func (c Condition) Level(level int) Condition {
	if !c.HasLevels() {
		return c
	}
	single := Condition{Any: c.Any, Rules: slices.Clone(c.Rules)}
	for i, r := range single.Rules {
		single.Rules[i] = r.Level(level)
	}
	return single
}

// EachLevel lists the conditions of all levels, the easiest first.
func (c Condition) EachLevel() []Condition {
	levels := make([]Condition, c.Levels())
	for i := range levels {
		levels[i] = c.Level(i + 1)
	}
	return levels
}

// LevelledRule is the index of the rule that has the list, -1 where there is none.
func (c Condition) LevelledRule() int { return slices.IndexFunc(c.Rules, Rule.hasLevels) }

// hasLevels reports whether the rule has a list.
func (r Rule) hasLevels() bool { return r.levels() > 1 }

// levels is how many numbers the list of the rule has; 1 where it has none.
func (r Rule) levels() int { return max(1, len(r.numberList()), len(r.countList())) }

// Level is the rule at one level, counted from 1.
func (r Rule) Level(level int) Rule {
	if r.hasLevels() {
		r = r.Canonical()
	}
	if level <= len(r.Numbers) {
		r.Number = r.Numbers[level-1]
	}
	if level <= len(r.Counts) {
		r.Window.Count = r.Counts[level-1]
	}
	r.Numbers, r.Counts = nil, nil
	return r
}

// numberList is the list of the rule's number, nil where the operator has no number.
func (r Rule) numberList() []float64 {
	form, _ := r.Subject.grammar()
	if p, _ := form.phrase(r.Operator); !p.operand.isNumber() {
		return nil
	}
	return r.Numbers
}

// countList is the list of the count of the rule's window, nil where it has no count.
func (r Rule) countList() []int {
	if !r.Subject.Windowed() || r.Window.Span != Last && r.Window.Span != FirstOfTrial {
		return nil
	}
	return r.Counts
}

// isNumber reports whether the operand is a number.
func (o operand) isNumber() bool { return o == numberOperand || o == countOperand || o == daysOperand }

// nesting is which way the numbers of a list lead from the easiest to the hardest level.
type nesting int8

// The ways.
const (
	notNested  nesting = 0 // levels would not lie within one another
	ascending  nesting = 1
	descending nesting = -1
)

// numberNesting is the way of a list of numbers.
func (o Operator) numberNesting() nesting {
	switch o { //nolint:exhaustive // all others have no levels
	case MoreThan, AtLeast, MoreThanDaysAgo:
		return ascending
	case LessThan, AtMost, LessThanDaysAgo, InNextDays:
		return descending
	}
	return notNested
}

// windowNesting is the way of a list of windows. More lies in a wider one, so the wider
// is the easier, and reversed where the rule wants few. When something was last seen
// in a window that ends with as-of does not depend on how wide the window is. In one
// from the start of the trial it does.
func (r Rule) windowNesting() nesting {
	switch op := r.Operator; {
	case op == AtMost || op == LessThan || op == IsNotSet:
		return ascending
	case op == Exactly:
		return notNested
	case r.Subject == LastSeenSubject && r.Window.Span == FirstOfTrial && op != IsSet && op != LessThanDaysAgo && op != After && op != InPast:
		return notNested
	}
	return descending
}

// listError is what is wrong with a number of a list.
type listError struct {
	index int // of the number
	field *value.FieldError
}

func (e *listError) Error() string { return e.field.Error() }
func (e *listError) Unwrap() error { return e.field }

// validateLists checks the list of a rule. The error is a listError.
func (r Rule) validateLists() error {
	numbers, counts := r.numberList(), r.countList()
	if len(numbers) > 0 && len(counts) > 0 {
		return &listError{field: &value.FieldError{Field: "window", Message: secondList}}
	}
	if len(numbers) > 0 {
		return validateList("number", numbers, r.Operator.numberNesting(), r.Operator)
	}
	if len(counts) > 0 {
		return validateList("window", counts, r.windowNesting(), r.Operator)
	}
	return nil
}

// What is wrong with lists.
const (
	secondList     = "a condition has levels in one place; this is a second list"
	listOutOfPlace = "only signals have levels; one number can stand here"
	listBesideOr   = `a condition with levels joins its rules with "and": with "or" the levels would not lie within one another`
)

func validateList[T int | float64](field string, list []T, way nesting, op Operator) error {
	wrong := func(index int, format string, args ...any) error {
		return &listError{index: index, field: &value.FieldError{Field: field, Message: fmt.Sprintf(format, args...)}}
	}
	switch {
	case way == notNested:
		return wrong(1, "%q has no levels, as they would not lie within one another", op)
	case len(list) < MinLevels || len(list) > MaxLevels:
		return wrong(min(len(list)-1, MaxLevels), "a list has %d to %d levels, not %d", MinLevels, MaxLevels, len(list))
	}
	for i := 1; i < len(list); i++ {
		if slices.Contains(list[:i], list[i]) {
			return wrong(i, "the levels of a list must differ")
		}
		if i > 1 && (list[i] > list[i-1]) != (list[1] > list[0]) {
			return wrong(i, "the levels of a list must stand in order, up or down")
		}
	}
	return nil
}

// easiestFirst is the list in a slice of its own, in the order of the way.
func easiestFirst[T int | float64](list []T, way nesting) []T {
	list = slices.Clone(list)
	if len(list) > 1 && (list[1] > list[0]) != (way == ascending) {
		slices.Reverse(list)
	}
	return list
}

// numbersString is the number of the rule, or the list of its numbers, as the sentence
// writes it.
func (r Rule) numbersString() string {
	if len(r.Numbers) == 0 {
		return NumberString(r.Number)
	}
	words := make([]string, len(r.Numbers))
	for i, n := range easiestFirst(r.Numbers, r.Operator.numberNesting()) {
		words[i] = NumberString(n)
	}
	return strings.Join(words, "|")
}

// windowString is the window of the rule as the sentence writes it.
func (r Rule) windowString() string {
	return r.WindowString(func(counts []string) string { return strings.Join(counts, "|") })
}

// WindowString is the window of the rule in words, with its list of counts joined by the
// function.
func (r Rule) WindowString(join func(counts []string) string) string {
	counts := r.countList()
	form, ok := r.Window.grammar()
	if len(counts) == 0 || !ok {
		return r.Window.String()
	}
	words := make([]string, len(counts))
	for i, n := range easiestFirst(counts, r.windowNesting()) {
		words[i] = strconv.Itoa(n)
	}
	return form.before + " " + join(words) + " " + form.after
}

// LevelValues are the numbers of the list of the rule, the easiest first; nil where it
// has none.
func (r Rule) LevelValues() []float64 {
	if !r.hasLevels() {
		return nil
	}
	r = r.Canonical()
	values := slices.Clone(r.Numbers)
	for _, n := range r.Counts {
		values = append(values, float64(n))
	}
	return values
}

// AtValue is the rule with one number in the place of its list.
func (r Rule) AtValue(x float64) Rule {
	r = r.Canonical()
	if len(r.Numbers) > 0 {
		r.Number = x
	} else {
		r.Window.Count = int(x)
	}
	r.Numbers, r.Counts = nil, nil
	return r
}
