package ui

import (
	"strings"

	"trialist/scoring/condition"
	"trialist/scoring/value"
	"trialist/ui/clean"
	"trialist/ui/textfield"
)

// formSentence is the whole condition in words. It follows the rules until
// somebody types in it; then the rules follow.
type formSentence struct {
	textfield.Field
	wrong clean.Text // why what was typed is no condition
}

// words is the condition's sentence, with an ellipsis for what is missing.
func (f *form) words() string {
	missing := strings.NewReplacer(`""`, "…", "NaN", "…", value.Never.Time().Format(formDay), "…")
	return missing.Replace(f.condition().String())
}

// typable is the sentence to go on typing from: that of the rules, or nothing
// while they say nothing yet.
func (f *form) typable() string {
	if c := f.condition(); c.Validate() == nil {
		return c.String()
	}
	return ""
}

// readSentence makes rules of what was typed, where it is a condition.
func (f *form) readSentence() {
	text := f.sentence.Value()
	if text == "" {
		f.sentence.wrong = "" // nothing is said, so nothing is wrong with it
		return
	}
	c, err := condition.Parse(text)
	if err != nil {
		f.sentence.wrong = clean.Of(err.Error())
		return
	}
	f.sentence.wrong = ""
	f.fillRules(c)
}
