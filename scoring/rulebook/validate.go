package rulebook

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"trialist/scoring/value"
)

// Validate returns the first rule that the card breaks, as a [value.FieldError]: a
// signal without a name or with one that is too long, has control characters
// or is taken, ignoring case; a weight outside 1 to 10; a condition that asks
// nothing; more than [MaxBits] conditions in use a side; ids that repeat; cuts that do
// not ascend.
func (c Scorecard) Validate() error {
	if c.Weighting > Proportional {
		return &value.FieldError{Field: "weighting", Message: "the weighting must be emphatic or proportional"}
	}
	ids := make(map[int64]bool)
	for _, side := range Sides() {
		if err := c.Cuts(side).Validate(); err != nil {
			return value.PrefixField(side.String()+"_cuts", err)
		}
	}
	for list, signals := range c.lists() {
		name := [numLists]string{"adoption", "fit", "disqualifiers"}[list]
		for i, s := range signals {
			path := fmt.Sprintf("%s[%d]", name, i)
			if s.list() != signalList(list) {
				return &value.FieldError{Field: path + ".side", Message: fmt.Sprintf("signal %q is listed under %s but says %s", s.Name, name, s.Side)}
			}
			if s.ID < 1 || ids[s.ID] {
				return &value.FieldError{Field: path + ".id", Message: fmt.Sprintf("signal %q needs an id of its own, from 1; %d is not", s.Name, s.ID)}
			}
			ids[s.ID] = true
			if err := c.validateSignal(s); err != nil {
				return value.PrefixField(path, err)
			}
		}
	}
	for _, side := range Sides() {
		if err := c.validateEnabled(side); err != nil {
			return value.PrefixField(side.String(), err)
		}
	}
	return nil
}

// validateSignal checks one signal of the card against its own rules and the
// names of the others.
func (c Scorecard) validateSignal(s Signal) error {
	if s.Side > Fit {
		return &value.FieldError{Field: "side", Message: "a signal's side must be adoption or fit"}
	}
	if s.Phase > Activation {
		return &value.FieldError{Field: "phase", Message: "a signal's phase must be setup, discovery or activation"}
	}
	if err := validateName(s.kind(), s.Name); err != nil {
		return err
	}
	other, taken := c.find(func(o *Signal) bool { return o.ID != s.ID && strings.EqualFold(o.Name, s.Name) })
	if taken {
		return &value.FieldError{Field: "name", Message: takenText(other)}
	}
	if s.Disqualifier {
		if s.Weight != 0 {
			return &value.FieldError{Field: "weight", Message: "a disqualifier has no weight: it holds or it does not"}
		}
		if s.When.HasLevels() {
			return &value.FieldError{Field: "when", Message: "a disqualifier has no levels: it holds or it does not"}
		}
		return s.When.Validate()
	}
	if s.Weight < MinWeight || s.Weight > MaxWeight {
		return &value.FieldError{Field: "weight", Message: fmt.Sprintf("a weight must be %d to %d, not %d", MinWeight, MaxWeight, s.Weight)}
	}
	return s.When.ValidateSignal()
}

// kind is "signal" or "disqualifier".
func (s Signal) kind() string {
	if s.Disqualifier {
		return "disqualifier"
	}
	return "signal"
}

func takenText(other Signal) string {
	if other.Disqualifier {
		return fmt.Sprintf("there is already a disqualifier named %q", other.Name)
	}
	return fmt.Sprintf("there is already a signal named %q on the %s side", other.Name, other.Side)
}

// validateName checks the name of a signal or of another thing that has one.
func validateName(what, name string) error {
	wrong := func(message string) error { return &value.FieldError{Field: "name", Message: "a " + what + message} }
	if strings.TrimSpace(name) == "" {
		return wrong(" needs a name")
	}
	if !utf8.ValidString(name) {
		return wrong("'s name must be valid UTF-8 text")
	}
	if n := utf8.RuneCountInString(name); n > maxName {
		return wrong(fmt.Sprintf("'s name must be at most %d characters, not %d", maxName, n))
	}
	if strings.ContainsFunc(name, IsUnprintable) {
		return wrong("'s name must not have control characters or line breaks")
	}
	return nil
}

// IsUnprintable reports whether a rune is not shown but moves the cursor or changes
// the direction of the text.
func IsUnprintable(r rune) bool {
	return unicode.IsControl(r) || unicode.In(r, unicode.Zl, unicode.Zp, unicode.Bidi_Control)
}

// validateEnabled checks that what is enabled of a side fits a mask.
func (c Scorecard) validateEnabled(side Side) error {
	used := len(c.EnabledDisqualifiers(side))
	for _, s := range c.Signals(side) {
		if s.Enabled {
			used += s.Levels()
		}
	}
	if used > MaxBits {
		return &value.FieldError{Field: "enabled", Message: fmt.Sprintf(
			"at most %d %s conditions can be on at once, counting levels; switch one off first", MaxBits, side)}
	}
	return nil
}
