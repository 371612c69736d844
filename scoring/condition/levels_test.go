package condition

import (
	"testing"
)

func TestLevelsAreReadInEitherOrder(t *testing.T) {
	t.Parallel()
	tests := []struct {
		sentence string
		want     string // the canonical sentence; "" for the same
		levels   []string
	}{
		{
			`event login happened at least 20|5|1 times ever`, `event login happened at least 1|5|20 times ever`,
			[]string{`event login happened at least 1 time ever`, `event login happened at least 5 times ever`, `event login happened at least 20 times ever`},
		},
		{
			`event login happened less than 1|5 times during the trial`, `event login happened less than 5|1 times during the trial`,
			[]string{`event login happened less than 5 times during the trial`, `event login happened less than 1 time during the trial`},
		},
		{
			`event login happened more than 0 times in the last 3|7|14|30 days`, `event login happened more than 0 times in the last 30|14|7|3 days`,
			[]string{
				`event login happened more than 0 times in the last 30 days`, `event login happened more than 0 times in the last 14 days`,
				`event login happened more than 0 times in the last 7 days`, `event login happened more than 0 times in the last 3 days`,
			},
		},
		{
			`event error happened at most 2 times in the last 30|7 days`, `event error happened at most 2 times in the last 7|30 days`,
			[]string{`event error happened at most 2 times in the last 7 days`, `event error happened at most 2 times in the last 30 days`},
		},
		{
			`attribute seats is more than 250|50|10 and attribute plan is Grow|Scale`, `attribute seats is more than 10|50|250 and attribute plan is Grow|Scale`,
			[]string{
				`attribute seats is more than 10 and attribute plan is Grow|Scale`, `attribute seats is more than 50 and attribute plan is Grow|Scale`,
				`attribute seats is more than 250 and attribute plan is Grow|Scale`,
			},
		},
		{`last seen is less than 3|14 days ago`, `last seen is less than 14|3 days ago`, []string{`last seen is less than 14 days ago`, `last seen is less than 3 days ago`}},
		{`attribute signed_up is more than 7|30 days ago`, ``, []string{`attribute signed_up is more than 7 days ago`, `attribute signed_up is more than 30 days ago`}},
		{`attribute renews is in the next 30|7 days`, ``, []string{`attribute renews is in the next 30 days`, `attribute renews is in the next 7 days`}},
		{`active days is more than 4 in the first 14|7 days of the trial`, ``, []string{`active days is more than 4 in the first 14 days of the trial`, `active days is more than 4 in the first 7 days of the trial`}},
		{`last seen is not set in the last 7|3 days`, `last seen is not set in the last 3|7 days`, []string{`last seen is not set in the last 3 days`, `last seen is not set in the last 7 days`}},
		{`attribute n is 7|8`, ``, []string{`attribute n is 7|8`}}, // alternatives
		{`attribute country is not US|UK`, ``, []string{`attribute country is not US|UK`}},
	}
	for _, tt := range tests {
		t.Run(tt.sentence, func(t *testing.T) {
			t.Parallel()
			c, err := ParseSignal(tt.sentence)
			if err != nil {
				t.Fatal(err)
			}
			want := tt.want
			if want == "" {
				want = tt.sentence
			}
			if c.String() != want {
				t.Errorf("printed as %s, want %s", c, want)
			}
			if c.Levels() != len(tt.levels) || c.HasLevels() != (len(tt.levels) > 1) {
				t.Fatalf("%d levels, want %d", c.Levels(), len(tt.levels))
			}
			for i, level := range c.EachLevel() {
				if level.String() != tt.levels[i] || level.HasLevels() {
					t.Errorf("level %d is %s, want %s", i+1, level, tt.levels[i])
				}
			}
		})
	}
}

func TestListsThatCannotBeLevels(t *testing.T) {
	t.Parallel()
	tests := []struct{ sentence, want string }{
		{`event e happened at least 5|1|20 times ever`, `at "20": the levels of a list must stand in order, up or down`},
		{`event e happened at least 1|5|5 times ever`, `at "5": the levels of a list must differ`},
		{`event e happened at least 1|2|3|4|5 times ever`, `at "5": a list has 2 to 4 levels, not 5`},
		{`event e happened exactly 1|2 times ever`, `at "2": "exactly" has no levels, as they would not lie within one another`},
		{`active days is 4|5 ever`, `at "5": "exactly" has no levels, as they would not lie within one another`},
		{`event e happened exactly 0 times in the last 3|7 days`, `at "7": "exactly" has no levels, as they would not lie within one another`},
		{`event e happened at least 1|5 times in the last 30|7 days`, `at "30": a condition has levels in one place; this is a second list`},
		{`attribute a is more than 1|5 and attribute b is more than 2|3`, `at "2": a condition has levels in one place; this is a second list`},
		{`attribute a is more than 1|5 or attribute b is more than 2`, `at "1": a condition with levels joins its rules with "and": with "or" the levels would not lie within one another`},
		{`attribute b is more than 2 or attribute a is more than 1|5`, `at "1": a condition with levels joins its rules with "and": with "or" the levels would not lie within one another`},
		{`event e happened at least 1|-5 times ever`, `at "-5": a count needs to be a whole number from 0 to 1,000,000,000`},
		{`event e happened at least 1 time in the last 7|0 days`, `at "0": a window needs at least 1 day`},
		{`last seen is more than 5 days ago in the first 7|3 days of the trial`, `at "3": "more than days ago" has no levels, as they would not lie within one another`},
		{`event e happened at least 1|x times ever`, `at "x": expected a number`},
		{`event e happened at least 1 time in the last 7| days`, `at "days": expected a whole number`},
	}
	for _, tt := range tests {
		t.Run(tt.sentence, func(t *testing.T) {
			t.Parallel()
			if c, err := ParseSignal(tt.sentence); err == nil {
				t.Errorf("read as %s, want the error %s", c, tt.want)
			} else if err.Error() != tt.want {
				t.Errorf("the error is\n%s, want\n%s", err, tt.want)
			}
		})
	}
}

func TestOnlySignalsHaveLevels(t *testing.T) {
	t.Parallel()
	const want = `at "1": only signals have levels; one number can stand here`
	for _, sentence := range []string{`attribute seats is more than 1|5`, `event e happened at least 1|5 times ever`} {
		if _, err := Parse(sentence); err == nil || err.Error() != want {
			t.Errorf("%s in a status: %v", sentence, err)
		}
		if _, err := ParseSegment(sentence, nil); err == nil || err.Error() != want {
			t.Errorf("%s in a segment: %v", sentence, err)
		}
	}
	c, err := ParseSignal(`event e happened at least 1|5 times ever`)
	if err != nil {
		t.Fatal(err)
	}
	if c.Validate() == nil || c.ValidateSegment() == nil || c.ValidateSignal() != nil {
		t.Error("a condition with levels is valid outside of signals, or not in one")
	}
}

func TestUnreachableLevels(t *testing.T) {
	t.Parallel()
	tests := []struct {
		sentence string
		level    int
		why      string
	}{
		{`active days is at least 2|5|20 in the last 7 days`, 3, `active days is at least 20 in the last 7 days: there are at most 8 days in the last 7 days`},
		{`active days is at least 9|20 in the last 7 days`, 1, `active days is at least 9 in the last 7 days: there are at most 8 days in the last 7 days`},
		{`event e happened less than 5|0 times ever`, 2, `event e happened less than 0 times ever: no count is below 0`},
		{`event e happened at least 1|5 times ever`, 0, ``},
		{`attribute a is more than 5|10 and attribute a is less than 8`, 2, `attribute a is more than 10 and attribute a is less than 8 cannot both hold`},
	}
	for _, tt := range tests {
		c, err := ParseSignal(tt.sentence)
		if err != nil {
			t.Fatal(err)
		}
		if level, why := UnreachableLevel(c); level != tt.level || why != tt.why {
			t.Errorf("%s: level %d, %q; want %d, %q", tt.sentence, level, why, tt.level, tt.why)
		}
		if _, never := Unsatisfiable(c); never != (tt.level == 1) {
			t.Errorf("%s: can never match: %v", tt.sentence, never)
		}
	}
}

// Commas between numbers are answered with how levels are written.
func TestCommasBetweenNumbers(t *testing.T) {
	t.Parallel()
	for sentence, want := range map[string]string{
		`event e happened at least 1,3,5 times ever`:              `at "1,3,5": expected a number; a number has no commas; levels are written 1|3|5`,
		`event e happened at least 1, 3, 5 times ever`:            `at "1,": expected a number; a number has no commas; levels are written 1|3|5`,
		`event e happened at least 1 time in the last 30,14 days`: `at "30,14": expected a whole number, "days", "hours", "weeks" or "months"; a number has no commas; levels are written 30|14`,
		`attribute employees is at least 1,000`:                   `at "1,000": expected a number; a number has no commas`,
		`attribute employees is at least x,y`:                     `at "x,y": expected a number`,
		`attribute employees is at least ,`:                       `at ",": expected a number`,
		`event e happened at least 1 time in the last 1.5 days`:   `at "1.5": expected a whole number, "days", "hours", "weeks" or "months"`,
	} {
		if _, err := ParseSignal(sentence); err == nil || err.Error() != want {
			t.Errorf("%s:\n got %v\nwant %s", sentence, err, want)
		}
	}
	if _, err := Parse(`attribute n is at least 1,3`); err == nil || err.Error() != `at "1,3": expected a number; a number has no commas` {
		t.Errorf("without levels: %v", err)
	}
}
