package form

import (
	"strings"

	"trialist/scoring/condition"
	"trialist/scoring/value"
	"trialist/ui/clean"
	"trialist/ui/textfield"
)

// sentenceInput is the whole condition as text. It is made from the rules until
// somebody types in it; then the rules are made from it.
type sentenceInput struct {
	textfield.Field
	parseError clean.Text // why the text is not a condition; "" when it is
}

// displaySentence is the condition as text, with an ellipsis for what is missing.
func (f *Form) displaySentence() string {
	missing := strings.NewReplacer(`""`, "…", "NaN", "…", value.Never.Time().Format(dayLayout), "…")
	return missing.Replace(f.Condition().String())
}

// editableSentence is the text to start editing from: the condition, or "" while
// it is not valid.
func (f *Form) editableSentence() string {
	if c := f.Condition(); f.validateCondition(c) == nil {
		return c.String()
	}
	return ""
}

// parseSentence makes the rules from the text, if it is a condition.
func (f *Form) parseSentence() {
	text := f.sentence.Value()
	if text == "" {
		f.sentence.parseError = "" // an empty text changes nothing and is no error
		return
	}
	c, err := f.parse(text)
	if err != nil {
		f.sentence.parseError = clean.Of(err.Error())
		return
	}
	f.sentence.parseError = ""
	f.setRules(c)
}

// takesLevels reports whether a number of the condition may be a list.
func (f *Form) takesLevels() bool { return f.editsSignal && !f.signal.Disqualifier }

// parse reads a sentence of the kind that the form edits.
func (f *Form) parse(text string) (condition.Condition, error) {
	if f.takesLevels() {
		return condition.ParseSignal(text)
	}
	return condition.Parse(text)
}

// validateCondition is what is wrong with a condition of the kind that the form edits.
func (f *Form) validateCondition(c condition.Condition) error {
	if f.takesLevels() {
		return c.ValidateSignal()
	}
	return c.Validate()
}
