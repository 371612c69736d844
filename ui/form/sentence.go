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
	if c := f.Condition(); c.Validate() == nil {
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
	c, err := condition.Parse(text)
	if err != nil {
		f.sentence.parseError = clean.Of(err.Error())
		return
	}
	f.sentence.parseError = ""
	f.setRules(c)
}
