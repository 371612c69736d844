package filter

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"trialist/scoring/value"
)

var testVocabulary = Vocabulary{
	Attributes: []Word{
		{Text: "country", Count: 90, Kind: value.Text},
		{Text: "employees", Count: 80, Kind: value.Number},
		{Text: "signed_up", Count: 70, Kind: value.Date},
		{Text: "Plan name", Count: 60, Kind: value.Text},
		{Text: "vip", Count: 5, Kind: value.YesNo},
		{Text: "fit", Count: 2, Kind: value.Text},
	},
	Events:   []Word{{Text: "Imported contacts", Count: 30}},
	Signals:  []Word{{Text: "Sent campaign"}, {Text: "Imported contacts"}, {Text: "Logins", Levels: 3}},
	Segments: []Word{{Text: "Hot"}}, Disqualifiers: []Word{{Text: "Competitor"}},
	Owners:   []Word{{Text: "Ana"}, {Text: "Zoë B"}},
	Statuses: []Word{{Text: "trial", Count: 12}, {Text: "paying", Count: 3}},
	Values:   map[string][]Word{"country": {{Text: "US", Count: 40}, {Text: "United Kingdom", Count: 30}, {Text: "FR", Count: 20}}},
}

// TestComplete writes the place of the cursor as a bar.
func TestComplete(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"|":                          "",
		"zebra|":                     "",
		"q|":                         "qualified",
		"harbor !qu|":                "qualified disqualified disqualifier:",
		"cou|":                       "country:",
		"COU|":                       "country:",
		"emp|":                       "employees>=",
		"sign|":                      "signal: signed_up<",
		"plan|":                      `"Plan name":`,
		`"plan|`:                     `"Plan name":`,
		`"fi|`:                       `"fit":`, // the attribute, not the field
		"fit|":                       `fit>= fit: "fit":`,
		"country:|":                  `US "United Kingdom" FR`,
		"country:u|":                 `US "United Kingdom"`,
		"country:US|UN|":             `"United Kingdom"`,
		"country:\"united|":          `"United Kingdom"`,
		"country:US|":                "",
		"left<=3 country=f|":         "FR",
		"country:F| x":               "FR",
		"coun|try":                   "",
		"signal:|":                   `"Sent campaign" "Imported contacts" Logins Logins@2 Logins@3`,
		"signal:Logins@|":            `Logins@2 Logins@3`,
		`signal:"log|`:               `Logins Logins@2 Logins@3`,
		"disqualifier:|":             "Competitor",
		`signal:"imported c|`:        `"Imported contacts"`,
		`signal:"Imported contacts|`: "",
		"event:imp|":                 `"Imported contacts"`,
		"owner:z|":                   `"Zoë B"`,
		"owner:|":                    `@me Ana "Zoë B"`,
		"status:p|":                  "paying",
		"adoption:very|":             `"Very high"`,
		"segment:h|":                 "Hot",
		"vip:|":                      "yes no",
		"fit>=|":                     "",
		"unknown:x|":                 "",
		`"a b" cou|`:                 "country:",
	} {
		at := strings.LastIndexByte(text, '|')
		written := text[:at] + text[at+1:]
		c := Complete(written, at, testVocabulary)
		var got []string
		for _, one := range c.List {
			got = append(got, one.Text)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: completed by %q, want %s", text, got, want)
		}
		for _, one := range c.List {
			completed := written[:c.From] + one.Text + written[c.To:]
			if c.Value || strings.HasSuffix(one.Text, "d") {
				if _, err := Parse(completed); err != nil {
					t.Errorf("%s: %s is no filter: %v", text, completed, err)
				}
			}
		}
	}
}

func TestCompletionsKnowWhatIsComplete(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Completions{
		"country:fr": {From: 8, To: 10, Value: true, Attribute: "country", Exact: true},
		"country:f":  {From: 8, To: 9, Value: true, Attribute: "country", List: []Completion{{Text: "FR", Count: 20}}},
		"plan":       {From: 0, To: 4, List: []Completion{{Text: `"Plan name":`, Means: "an attribute", Count: 60}}},
	} {
		if got := Complete(text, len(text), testVocabulary); !cmp.Equal(got, want, cmp.Transformer("list", func(c []Completion) []Completion { return append([]Completion{}, c...) })) {
			t.Errorf("%s: %s", text, cmp.Diff(want, got))
		}
	}
}

func TestWhatIsUnfinished(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"fit>=": true, "fit>": true, "country:": true, "country:US|": true, "!": true, `signal:"Imp`: true, `"blue har`: true, "signed_up<2026-0": true,
		"signed_up<2026-": true, "left<=-": true,
		"fit>=x": false, "fit:huge": false, "left:3": false, "owner>5": false, "fit>= harbor": false, "!!qualified": false, `""`: false,
	} {
		_, err := Parse(text)
		var wrong *Error
		if !errors.As(err, &wrong) || wrong.Unfinished != want {
			t.Errorf("%s: %+v", text, err)
		}
	}
}

func TestTermEnd(t *testing.T) {
	t.Parallel()
	const text = ` harbor signal:"a b"  left<=3 `
	for number, want := range []string{" harbor", ` harbor signal:"a b"`, ` harbor signal:"a b"  left<=3`, text} {
		if got := text[:TermEnd(text, number)]; got != want {
			t.Errorf("%d ends with %q, want %q", number, got, want)
		}
	}
}

func FuzzComplete(f *testing.F) {
	for _, seed := range []string{`fit>=50 country:US|"United`, `!"`, "é:", "“a” b:|", `owner:"\`, "a\xff:"} {
		f.Add(seed, len(seed))
	}
	f.Fuzz(func(t *testing.T, text string, at int) {
		c := Complete(text, at, testVocabulary)
		if len(c.List) > 0 && (c.From < 0 || c.From > c.To || c.To > len(text) || utf8.ValidString(text) && !utf8.ValidString(text[:c.From])) {
			t.Errorf("%q at %d: %+v", text, at, c)
		}
	})
}
