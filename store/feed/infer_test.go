package feed

import (
	"strconv"
	"strings"
	"testing"

	"trialist/scoring/record"
	"trialist/scoring/value"
)

// TestNumbers checks what is a number and, more to the point, what is not.
func TestNumbers(t *testing.T) {
	t.Parallel()
	type number struct {
		value float64
		plain bool
	}
	for text, want := range map[string]number{
		"0": {0, true}, "7": {7, true}, "-7": {-7, true}, "1.5": {1.5, true}, "-0.5": {-0.5, true}, "999999999999999": {999999999999999, true},
		"32.75999993272126": {32.75999993272126, true}, "0.30000000000000004": {0.30000000000000004, true}, "32.7599999327212616": {32.759999932721264, false},
		"1.50": {1.5, false}, "007": {7, false}, "+300": {300, false}, "-0": {0, false}, ".5": {0.5, false}, "1e5": {1e5, false}, "1.5E-3": {0.0015, false},
		"12345678901234567890": {12345678901234567890, false}, "1,200": {1200, false}, "1,234,567.89": {1234567.89, false}, "12,34,567": {1234567, false},
		"1 234": {1234, false}, "1\u00a0234.5": {1234.5, false}, "1'234": {1234, false}, "1\u2019234": {1234, false}, "$99.00": {99, false}, "-$5": {-5, false}, "$-5": {-5, false},
		"(1,234.50)": {-1234.5, false}, "100-": {-100, false}, "\u22125": {-5, false}, "5 €": {5, false}, "€5": {5, false}, "EUR 5": {5, false}, "5 eur": {5, false}, "US$ 5": {5, false},
		"99 zł": {99, false}, "12%": {12, false}, "12.5 %": {12.5, false}, "£1,200": {1200, false}, "CHF 1'499.50": {1499.5, false},
	} {
		got, ok := parseNumeral([]byte(text), false)
		if !ok || got.value != want.value || got.plain != want.plain {
			t.Errorf("%q is %+v (%v), want %+v", text, got, ok, want)
		}
	}
	for text, want := range map[string]float64{
		"1499,50": 1499.5, "9,5": 9.5, "1.234,56": 1234.56, "1.234": 1234, "1.234.567": 1234567, "-0,5": -0.5, "5,00 €": 5, "1 234,5": 1234.5, "7": 7, "1,5E3": 1500,
	} {
		if got, ok := parseNumeral([]byte(text), true); !ok || got.value != want {
			t.Errorf("%q with a decimal comma is %+v (%v), want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{
		"", "-", "+", "$", "%", "5.", "1,00", "1,2345", "0,123", "01,234", "1,234 567", "1.000,00", "1e400", "1e", "e5", "0x10", "NaN", "Inf", "1_000", "12a", "a12", "--1", "1.2.3",
		"٣", "+49 30 1234", "030 123 456", "12 31", "Q3", "v1", "5 apples", "$5$", "5%%", "(5", "1-2", "10:30", "1/2",
	} {
		if got, ok := parseNumeral([]byte(text), false); ok {
			t.Errorf("%q is the number %v", text, got.value)
		}
	}
}

// FuzzNumber checks that a number that is called plain is what the value prints, and
// that what the library reads is read the same.
func FuzzNumber(f *testing.F) {
	for _, text := range []string{"0", "-12.50", "1e+20", "3.0000000000000004e-01", "007", "1,000", "999999999999999", "$1,234.5", "(5 %)"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, comma := range []bool{false, true} {
			got, ok := parseNumeral([]byte(text), comma)
			if !ok {
				continue
			}
			printed := value.NumberValue(got.value).String()
			if got.plain != (printed == text) && !comma {
				t.Errorf("%q prints as %s and is plain: %v", text, printed, got.plain)
			}
			if again, ok := parseNumeral([]byte(printed), false); !ok || again.value != got.value {
				t.Errorf("%q prints as %s, which is %v", text, printed, again.value)
			}
			if want, err := strconv.ParseFloat(text, 64); err == nil && !comma && got.value != want {
				t.Errorf("%q is %v, the library says %v", text, got.value, want)
			}
			if cell := numberCell(value.NumberValue(got.value).Written(text)); !comma && cell != text {
				t.Errorf("%q is written as %s", text, cell)
			}
		}
	})
}

// TestColumnKinds checks what a column makes of its values, which one value
// alone could not tell.
func TestColumnKinds(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, values, want string }{
		{"numbers", "1|2.50|-3", "1(number) 2.5(number) -3(number)"},
		{"codes among numbers", "01234|10115|+4930", "1234(number) 10115(number) 4930(number)"},
		{"absent in every dialect", "|NULL|null|\\N|  |Null", "absent absent absent absent absent absent"},
		{"answers", "yes|No||TRUE", "yes No absent TRUE"},
		{"words", "yes|No|maybe", "yes No maybe"},
		{"ones and zeros", "1|0", "1(number) 0(number)"},
		{"dates", "2026-01-02|2026-01-02 03:04:05|", "2026-01-02(date) 2026-01-02T03:04:05Z(date) absent"},
		{"dates and a word", "2026-01-02|soon", "2026-01-02(date) soon"},
		{"days first", "1/2/2026|13/2/2026", "2026-02-01(date) 2026-02-13(date)"},
		{"months first", "1/2/2026|1/13/2026 1:00 pm", "2026-01-02(date) 2026-01-13T13:00:00Z(date)"},
		{"the same either way", "5/5/2026", "2026-05-05(date)"},
		{"two formats", "13/2/2026|2026-01-02", "2026-02-13(date) 2026-01-02(date)"},
		{"dates among texts", "1/2/2026|a|b|c", "1/2/2026 a b c"},
		{"an exported time anywhere", "2026-01-02T00:00:00.000Z|soon", "2026-01-02(date) soon"},
		{"unix time is a number", "1772600767", "1772600767(number)"},
		{"marked text", "'123|'=1+1|'yes|'tis|'2026-01-02|''=x|'NULL|''", "123 =1+1 yes 'tis 2026-01-02 '=x NULL ''"},
		{"marked text has no say", "2026-01-02|'2026-01-03|yes", "2026-01-02(date) 2026-01-03 yes"},
		{"trimmed", "  a b |\u00a0x\u3000", "a b x"},
		{"not UTF-8", "a\xffb|a\x01", "aÿb a\x01"},
	}
	for _, test := range tests {
		values := strings.Split(test.values, "|")
		text := "id,v\n"
		for i, v := range values {
			text += "x" + strconv.Itoa(i) + ",\"" + v + "\"\n"
		}
		want := strings.Fields(test.want)
		if test.name == "trimmed" {
			want = []string{"a b", "x"}
		}
		var b record.Batch
		if err := openText(t, text, Options{EraseBlanks: true}).Next(&b); err != nil {
			t.Fatal(err)
		}
		for i, c := range b.Customers {
			got := "absent"
			if v := c.Attributes[0].Value; v.Kind == value.Number || v.Kind == value.Date {
				got = read(v).String() + "(" + v.Kind.String() + ")"
				if written := v.String(); written != values[i] {
					t.Errorf("%s: %q is kept as %q", test.name, values[i], written)
				}
			} else if v.Kind == value.Text {
				got = v.Text
			}
			if got != want[i] {
				t.Errorf("%s: %q is %s, want %s", test.name, values[i], got, want[i])
			}
		}
		if len(b.Customers) != len(values) {
			t.Errorf("%s: %d rows", test.name, len(b.Customers))
		}
	}
}

// TestReserved checks the fields whose meaning is known whatever they look like.
func TestReserved(t *testing.T) {
	t.Parallel()
	tests := []struct{ text, want string }{
		{
			"id,converted,status,email,domain\n1,1,1,2,3\n2,0,yes,NULL,x.example\n",
			"2 customer \"1\" \"\" \"converted\"=number(1) \"status\"=\"1\" \"email\"=\"2\" \"domain\"=\"3\"\n3 customer \"2\" \"\" \"converted\"=number(0) \"status\"=\"yes\" \"email\"=absent \"domain\"=\"x.example\"\n",
		},
		{
			"id,converted\n1,2026-01-02\n2,\n",
			"2 customer \"1\" \"\" \"converted_at\"=date(2026-01-02)\n3 customer \"2\" \"\" \"converted_at\"=absent\n",
		},
		{"id,converted\n1,3\n", "2 customer \"1\" \"\" \"converted\"=number(3)\n"},
		{"id,created_at\n1,2026-01-02\n", "2 customer \"1\" \"\" \"trial_started_at\"=date(2026-01-02) \"created_at\"=date(2026-01-02)\n"},
		{"id,created_at\n1,long ago\n", "2 customer \"1\" \"\" \"created_at\"=\"long ago\"\n"},
		{"id,created_at,signed_up_at\n1,2026-01-02,2026-01-03\n", "2 customer \"1\" \"\" \"created_at\"=date(2026-01-02) \"trial_started_at\"=date(2026-01-03)\n"},
		{
			"id,trial_start\n1,2026-01-02\n2,13/13/2026\n3,0001-01-01\n",
			"2 customer \"1\" \"\" \"trial_started_at\"=date(2026-01-02)\n" +
				"3 customer \"2\" \"\" \"trial_started_at\"=\"13/13/2026\"\n4 customer \"3\" \"\" \"trial_started_at\"=absent\n",
		},
	}
	for _, test := range tests {
		if got := rowsOf(t, openText(t, test.text, Options{EraseBlanks: true})); got != test.want {
			t.Errorf("%q\n%swant\n%s", test.text, got, test.want)
		}
	}
}

func TestLongValues(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("é", maxText)
	text := "id,plan\n1," + long + "\n" + long + ",x\n"
	var b record.Batch
	if err := openText(t, text, Options{EraseBlanks: true}).Next(&b); err != nil {
		t.Fatal(err)
	}
	if len(b.Customers) != 1 || b.Customers[0].Attributes[0].Value.Text != long[:maxText] {
		t.Error("a long text is not cut at its limit")
	}
	if len(b.Rejects) != 1 || b.Rejects[0].Reason != "id is longer than 1024 bytes" || len(b.Rejects[0].Row) > 20<<10 {
		t.Errorf("a long id gives %v", b.Rejects)
	}
}
