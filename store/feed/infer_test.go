package feed

import (
	"strconv"
	"strings"
	"testing"

	"trialist/scoring/record"
	"trialist/scoring/value"
	"trialist/store/feed/cell"
)

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
	long := strings.Repeat("é", cell.MaxText)
	text := "id,plan\n1," + long + "\n" + long + ",x\n"
	var b record.Batch
	if err := openText(t, text, Options{EraseBlanks: true}).Next(&b); err != nil {
		t.Fatal(err)
	}
	if len(b.Customers) != 1 || b.Customers[0].Attributes[0].Value.Text != long[:cell.MaxText] {
		t.Error("a long text is not cut at its limit")
	}
	if len(b.Rejects) != 1 || b.Rejects[0].Reason != "id is longer than 1024 bytes" || len(b.Rejects[0].Row) > 20<<10 {
		t.Errorf("a long id gives %v", b.Rejects)
	}
}
