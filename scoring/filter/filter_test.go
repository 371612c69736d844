package filter

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"trialist/scoring/rulebook"
)

func TestFilterPrintsCanonically(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"":                                    "",
		"  blue   Harbor ":                    "blue Harbor",
		`"blue harbor"`:                       `"blue harbor"`,
		`“blue harbor”`:                       `"blue harbor"`,
		`"plain"`:                             "plain",
		"qualified !QUALIFIED":                "qualified !qualified",
		"qualified:yes qualified=no":          "qualified !qualified",
		`"qualified" !"!x" "a:b"`:             `"qualified" !"!x" "a:b"`,
		"Fit>=50 ADOPTION<40.50":              "fit>=50 adoption<40.5",
		"fit=66.6 fit:-0":                     "fit=66.6 fit=0",
		"left<=3 seen>2 !left<1e1":            "left<=3 seen>2 !left<10",
		"fit:perfect|good":                    `fit:"Perfect match"|Good`,
		"adoption:very-high":                  `adoption:"Very high"`,
		"status:paying|Not_Converted":         `status:paying|"not converted"`,
		`signal:"Imported contacts"`:          `signal:"Imported contacts"`,
		`!signal:"Sent first campaign"`:       `!signal:"Sent first campaign"`,
		`signal:Logins@2|"Sent mail"@3`:       `signal:Logins@2|"Sent mail"@3`,
		`!signal:a|"b c"@4|"x@1"`:             `!signal:a|"b c"@4|"x@1"`,
		`disqualified:no Disqualified`:        `!disqualified disqualified`,
		`disqualifier:"A rival"|b`:            `disqualifier:"A rival"|b`,
		`"disqualified":yes "disqualifier":x`: `"disqualified":yes "disqualifier":x`,
		"owner:ana|Bo":                        "owner:ana|Bo",
		`owner:"" OWNER:a|""`:                 `owner:"" owner:a|""`,
		"untouched !Untouched":                "!touched touched",
		"touched:no snoozed=yes":              "!touched snoozed",
		"last_touch<3d !left<=2.5D":           "last_touch<3 !left<=2.5",
		`"touched" "untouched" "id":x`:        `"touched" "untouched" "id":x`,
		"id:Acme|b name:blue":                 "id:Acme|b name:blue",
		`country:US|"United Kingdom"`:         `country:US|"United Kingdom"`,
		"country=US":                          "country:US",
		`"fit":yes "Company size">50`:         `"fit":yes "Company size">50`,
		"employees>50 employees>=1e20":        "employees>50 employees>=1e+20",
		"signed_up<2026-01-31":                "signed_up<2026-01-31",
		`signed_up>="2026-01-31"`:             "signed_up>=2026-01-31",
		`url:http://a?b=c`:                    `url:http://a?b=c`,
		`path:a\b|"c|d"`:                      `path:"a\\b"|"c|d"`,
		`note:"say \"hi\""`:                   `note:"say \"hi\""`,
		"ünïcode:ß":                           "ünïcode:ß",
		"attr:\"line\\nbreak\"":               `attr:"line\nbreak"`,
		"Shift.Created>10":                    "Shift.Created>10",
		"fit>=50 country:FR|DE !owner:x":      "fit>=50 country:FR|DE !owner:x",
	}
	for text, want := range tests {
		f, err := Parse(text)
		if err != nil {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if got := f.String(); got != want {
			t.Errorf("%q prints %q, want %q", text, got, want)
		}
	}
}

func TestFilterErrorsNameTheTerm(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text   string
		offset int
		want   string
	}{
		{"fit>abc", 0, "filter term fit>abc: fit is compared with a number, as in fit>=50"},
		{"harbor left>", 7, "filter term left>: left is compared with a number, as in left<=3"},
		{"untouched:yes", 0, "filter term untouched:yes: write touched, or untouched"},
		{"last_touch:3", 0, "filter term last_touch:3: last_touch is compared with < or >, as in last_touch<3"},
		{"fit>50d", 0, "filter term fit>50d: fit is compared with a number, as in fit>=50"},
		{"snoozed>1", 0, "filter term snoozed>1: snoozed is not a number; write snoozed or !snoozed"},
		{`country:""`, 0, `filter term country:"": there is no value after the "`},
		{"left:3", 0, "filter term left:3: left is compared with < or >, as in left<=3"},
		{"fit:huge", 0, `filter term fit:huge: unknown fit band "huge": use No match, Partial, Good or Perfect match, or compare a number as in fit>=50`},
		{"status:dead", 0, `filter term status:dead: unknown status "dead": use trial, paying, not-converted or churned`},
		{"country:", 0, "filter term country:: there is no value after the :"},
		{"country:US| x", 0, "filter term country:US|: there is no value after the |"},
		{">50", 0, "filter term >50: put a field before the sign, as in fit>=50 or country:US"},
		{"owner>5", 0, "filter term owner>5: owner is not a number; write owner:ana"},
		{"qualified:maybe", 0, "filter term qualified:maybe: write qualified or !qualified"},
		{"employees>many", 0, "filter term employees>many: after < and > put a number or a day, as in employees>50 or signed_up<2026-01-31"},
		{"é !", 3, "filter term !: put the term to turn around right after the ! sign"},
		{"!!qualified", 0, "filter term !!qualified: one ! is enough"},
		{`"open`, 0, `filter term "open: its quote is not closed`},
		{`""`, 0, `filter term "": there is nothing between the quotes to look for`},
		{`"a"b`, 0, `filter term "a"b: put a space after the closing quote, before "b"`},
		{"fit>\x1b[2J", 0, `filter term "fit>\x1b[2J": fit is compared with a number, as in fit>=50`},
	}
	for _, test := range tests {
		_, err := Parse(test.text)
		var wrong *Error
		if !errors.As(err, &wrong) {
			t.Errorf("%q: got %v, want a filter error", test.text, err)
			continue
		}
		if err.Error() != test.want || wrong.Offset != test.offset {
			t.Errorf("%q at %d: %s\nwant at %d: %s", test.text, wrong.Offset, err, test.offset, test.want)
		}
	}
}

func FuzzFilterReadsWhatItPrints(f *testing.F) {
	for _, seed := range []string{
		`fit>=50 adoption<40 left<=3 country:US signal:"Imported contacts" !qualified owner:ana`,
		`"a|b":"c d"|e "quo\"ted" !"fit"<2026-01-31 x>=1e300`, "“curly” =: ||", "a:\\ \xff\u2028", "!:<>", `"" "\`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		filter, err := Parse(text)
		if err != nil {
			if !utf8.ValidString(err.Error()) || strings.ContainsFunc(err.Error(), rulebook.IsUnprintable) {
				t.Errorf("the error is not one printable line: %q", err)
			}
			return
		}
		printed := filter.String()
		back, err := Parse(printed)
		if err != nil {
			t.Fatalf("%q prints %q: %v", text, printed, err)
		}
		if !reflect.DeepEqual(back, filter) {
			t.Fatalf("%q prints %q\nwhich reads %+v\nnot         %+v", text, printed, back, filter)
		}
		if again := back.String(); again != printed {
			t.Fatalf("%q prints %q, then %q", text, printed, again)
		}
	})
}

func TestFilterExamplesAreCanonical(t *testing.T) {
	t.Parallel()
	shown := make(map[Field]bool)
	for _, example := range Examples() {
		f, err := Parse(example.Text)
		if err != nil {
			t.Error(err)
			continue
		}
		shown[f.Terms[0].Field] = true
		if got := f.String(); !strings.EqualFold(got, example.Text) {
			t.Errorf("%s prints %s", example.Text, got)
		}
	}
	if len(shown) != int(AttributeField)+1 {
		t.Errorf("only the fields %v are shown", shown)
	}
}
