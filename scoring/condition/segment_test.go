package condition

import (
	"errors"
	"strings"
	"testing"

	"trialist/scoring/value"
)

// TestSegmentSentences has each subject that only segments may ask about, in other
// words than its sentence too.
func TestSegmentSentences(t *testing.T) {
	t.Parallel()
	for sentence, canonical := range map[string]string{
		`adoption score is at least 50 and fit band is Good|Perfect and signal "Invited teammates" is not matched`: "",
		`Adoption Score at least 66.7`:               `adoption score is at least 66.7`,
		`fit score is 100 or fit score is not set`:   `fit score is exactly 100 or fit score is not set`,
		`adoption band is not Low|"Very high"`:       "",
		`fit band is set`:                            "",
		`qualified is no`:                            "",
		`status is not churned|"not converted"`:      "",
		`signal login is matched`:                    "",
		`days left less than 3`:                      `days left in trial is less than 3`,
		`days left in trial is not set`:              "",
		`days since last touch is more than 0.5`:     "",
		`owner is not set or owner is yes|"O Neill"`: `owner is not set or owner is "yes"|"O Neill"`,
		`owner does not contain ana`:                 "",
	} {
		if canonical == "" {
			canonical = sentence
		}
		c, err := ParseSegment(sentence, nil)
		if err != nil {
			t.Errorf("%s: %v", sentence, err)
			continue
		}
		if got := c.String(); got != canonical {
			t.Errorf("%s is read as %s, want %s", sentence, got, canonical)
		}
		if _, err := Parse(sentence); err == nil || !strings.Contains(err.Error(), "only segments and workflows can ask about this") {
			t.Errorf("%s outside of a segment: %v", sentence, err)
		}
		if c.Validate() == nil || c.ValidateSegment() != nil {
			t.Errorf("%s: %v outside of a segment, %v inside", sentence, c.Validate(), c.ValidateSegment())
		}
	}
}

func TestSegmentSentenceErrors(t *testing.T) {
	t.Parallel()
	refuse := func(r Rule) (Rule, error) {
		if r.Subject == FitBandSubject {
			return r, &value.FieldError{Field: "texts", Message: "no such band"}
		}
		return r, nil
	}
	for sentence, want := range map[string]string{
		`adoption score is high`:          `at "high": expected a number, "set", "not set", "more than", "at least", "at most", "less than" or "exactly"`,
		`qualified is maybe`:              `at "maybe": expected "yes" or "no"`,
		`signal is matched`:               `at "is": expected the name of a signal; a word of the grammar needs quotes to be a name or a value`,
		`signal x happened`:               `at "happened": expected "is"`,
		`signal x is yes`:                 `at "yes": expected "matched", "not matched", "at level" or "below level"`,
		`fit band is Good|Grand`:          `at "Grand": no such band`,
		`days since last touch is 3 days`: `at "days": expected "and" or "or"`,
	} {
		_, err := ParseSegment(sentence, refuse)
		var syntax *SyntaxError
		if !errors.As(err, &syntax) || err.Error() != want {
			t.Errorf("%s\n got %v\nwant %s", sentence, err, want)
		}
	}
}
