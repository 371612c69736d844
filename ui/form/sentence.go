package form

import (
	"strings"

	"trialist/scoring/condition"
	"trialist/scoring/value"
	"trialist/ui/clean"
	"trialist/ui/textfield"
)

// sentenceInput is the whole condition in words. It follows the rules until
// somebody types in it; then the rules follow.
type sentenceInput struct {
	textfield.Field
	parseError clean.Text // why what was typed is no condition
}

// displaySentence is the condition's sentence, with an ellipsis for what is missing.
func (f *Form) displaySentence() string {
	missing := strings.NewReplacer(`""`, "…", "NaN", "…", value.Never.Time().Format(dayLayout), "…")
	return missing.Replace(f.Condition().String())
}

// editableSentence is the sentence to go on typing from: that of the rules, or nothing
// while they say nothing yet.
func (f *Form) editableSentence() string {
	if c := f.Condition(); c.Validate() == nil {
		return c.String()
	}
	return ""
}

// parseSentence makes rules of what was typed, where it is a condition.
func (f *Form) parseSentence() {
	text := f.sentence.Value()
	if text == "" {
		f.sentence.parseError = "" // nothing is said, so nothing is wrong with it
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
