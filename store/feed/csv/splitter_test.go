package csv

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"trialist/store/feed/notes"
)

// FuzzSplit writes two rows of any cells with the standard library and splits
// them again, whole and with the text ending anywhere.
func FuzzSplit(f *testing.F) {
	f.Add("a", "b", "c", "d", byte(0))
	f.Add("a,b", "\"q\"", "x\ny", " spaced ", byte(1))
	f.Add("\"", "\"\"", "\r\n", "", byte(2))
	f.Add(`\.`, "a\rb", "';=", "|", byte(3))
	f.Fuzz(func(t *testing.T, a, b, c, d string, which byte) {
		delimiter := delimiters[int(which)%len(delimiters)]
		// The library drops carriage returns before line ends when it reads, so
		// what it says of them is no guide.
		rows := [][]string{{a, b, c}, {d, "end", "."}}
		var text bytes.Buffer
		w := csv.NewWriter(&text)
		w.Comma = rune(delimiter)
		if err := w.WriteAll(rows); err != nil {
			t.Fatal(err)
		}
		s := splitter{delimiter: delimiter, eol: '\n'}
		p := bytes.Clone(text.Bytes())
		at := 0
		for i, row := range rows {
			n, err := s.record(p[at:], true, false)
			if err != nil || s.problem != "" {
				t.Fatalf("row %d of %q: %v %s", i, text.String(), err, s.problem)
			}
			at += n
			if got := texts(s.fields); !slices.Equal(got, row) {
				t.Fatalf("row %d of %q is %q, want %q", i, text.String(), got, row)
			}
			if want := bytes.Count(text.Bytes()[at-n:at], []byte("\n")); s.lines != want {
				t.Fatalf("row %d of %q spans %d lines, want %d", i, text.String(), s.lines, want)
			}
		}
		first := bytes.Clone(text.Bytes())
		n, err := s.record(first, true, false)
		if err != nil {
			t.Fatal(err)
		}
		for cut := range n {
			if _, err := s.record(bytes.Clone(text.Bytes()[:cut]), true, false); err == nil && cut < n-1 {
				// A line end within quotes is none, and a shorter row cannot be.
				t.Fatalf("%q cut to %d bytes is a whole row", text.String(), cut)
			}
		}
	})
}

func texts(fields [][]byte) []string {
	list := make([]string, len(fields))
	for i, field := range fields {
		list[i] = string(field)
	}
	return list
}

// TestSplit checks what people write that no standard covers.
func TestSplit(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text, want string // fields joined by bars
		flawed     bool
	}{
		{"a,b,c\n", "a|b|c", false},
		{"a,b,\r\n", "a|b|", false},
		{",,\n", "||", false},
		{"\n", "", false},
		{"a, \"b, c\" ,d\n", "a|b, c|d", false},
		{"5\" pipe,6\" pipe\n", "5\" pipe|6\" pipe", false},
		{"\"a\"\"b\",\"\"\r\n", "a\"b|", false},
		{"\"a\nb\r\nc\",d\n", "a\nb\r\nc|d", false},
		{"\"a\"b,c\n", "a|c", true},
		{"\"a \"b\" c\",d\n", "a |d", true},
	}
	for _, test := range tests {
		s := splitter{delimiter: ',', eol: '\n'}
		p := []byte(test.text)
		n, err := s.record(p, true, true)
		if got := strings.Join(texts(s.fields), "|"); err != nil || n != len(p) || got != test.want || (s.problem != "") != test.flawed {
			t.Errorf("%q is %q (%q, %v, %d bytes), want %q", test.text, got, s.problem, err, n, test.want)
		}
	}
}

func TestDelimiters(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text string
		want byte
	}{
		{"id,name\n1,a;b;c\n", ','},
		{"id;price\n1;1,50\n2;2,50\n", ';'},
		{"id;a,b\n1;x,y\n2;z\n", ';'},
		{"id\tname, first\n1\tx, y\n", '\t'},
		{"id|name\n1|x\n", '|'},
		{"id,\"a;b;c;d\"\n1,\"x;y\"\n", ','},
		{"id\n1\n", ','},
		{"sep=|\nid|a\n1|b\n", '|'},
		{"id,x\r1,2\r", ','},
	}
	for _, test := range tests {
		r := newReader([]byte(test.text), true, 0)
		header, _, err := r.readHeader([]byte(test.text), true, new(notes.List))
		if err != nil || header[0] != "id" || r.delimiter != test.want {
			t.Errorf("%q is separated by %q, want %q; its columns are %q, %v", test.text, r.delimiter, test.want, header, err)
		}
	}
}
