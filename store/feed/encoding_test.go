package feed

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"trialist/store/feed/input"
)

// TestEncodingsReadTheSame reads one text in every encoding, also where what tells
// the encoding lies beyond the head, and in a file that must be read twice.
func TestEncodingsReadTheSame(t *testing.T) {
	t.Parallel()
	text := "account_id,company\n" + strings.Repeat("plain,Plain\n", 50) + "müller,Müller & Söhne\nmöller,Möller\n"
	want := rowsOf(t, openText(t, text, Options{}))
	encoded := map[string][]byte{
		"UTF-8":                 []byte(text),
		"UTF-8 with a mark":     []byte("\ufeff" + text),
		"Windows-1252":          encode(t, charmap.Windows1252, text),
		"UTF-16":                encode(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), text),
		"UTF-16 big":            encode(t, unicode.UTF16(unicode.BigEndian, unicode.UseBOM), text),
		"UTF-16 without a mark": encode(t, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), text),
	}
	for name, content := range encoded {
		for _, head := range []int{0, 100, 101} {
			for _, packed := range []bool{false, true} {
				stored := content
				if packed {
					stored = gzipped(t, content)
				}
				piped, err := Open("-", Options{Stdin: bytes.NewReader(stored)})
				if err != nil {
					t.Fatal(err)
				}
				stays, err := Open(writeFile(t, "in", stored), Options{head: head})
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range []*File{piped, stays} {
					if got := rowsOf(t, f); got != want {
						t.Errorf("%s, gzip %t, head %d:\n%s\nwant\n%s", name, packed, head, got, want)
					}
					said := len(f.Notes()) > 0
					if said == strings.HasPrefix(name, "UTF-8") {
						t.Errorf("%s: notes are %v", name, f.Notes())
					}
					closeFile(t, f)
				}
			}
		}
	}
}

// TestEncodingShowsLate reads events of which only one has more than ASCII, far behind
// the head, in the pieces that are looked at to recognise the file and between them.
func TestEncodingShowsLate(t *testing.T) {
	t.Parallel()
	const row = "acme,Logged in,2026-11-01T10:00:00Z\n"
	for _, at := range []int{31_000, 33_000, 45_000, 59_999} {
		text := "account_id,event,timestamp\n" + strings.Repeat(row, at) + "müller,Logged in,2026-11-01T10:00:00Z\n" + strings.Repeat(row, 60_000-at)
		want := rowsOf(t, openText(t, text, Options{}))
		latin := encode(t, charmap.Windows1252, text)
		damaged := strings.Replace(text, "müller", "müüü\xffller", 1)
		for name, content := range map[string][]byte{"UTF-8": []byte(text), "Windows-1252": latin, "packed": gzipped(t, latin)} {
			f, err := Open(writeFile(t, "events", content), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if got := rowsOf(t, f); got != want {
				t.Errorf("%s, row %d: other rows", name, at)
			}
			if said := len(f.Notes()) > 0; said == (name == "UTF-8") {
				t.Errorf("%s, row %d: notes are %v", name, at, f.Notes())
			}
			closeFile(t, f)
		}
		f := openText(t, damaged, Options{})
		if rowsOf(t, f); !strings.Contains(fmt.Sprint(f.Notes()), "read as UTF-8, though 1 byte is not") {
			t.Errorf("row %d of a file with a damaged character: notes are %v", at, f.Notes())
		}
		closeFile(t, f)
	}
}

func encode(tb testing.TB, e encoding.Encoding, text string) []byte {
	tb.Helper()
	content, err := e.NewEncoder().Bytes([]byte(text))
	if err != nil {
		tb.Fatal(err)
	}
	return content
}

func TestParseEncoding(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"": "", "auto": "", "UTF-8": "UTF-8", "utf16": "UTF-16", "latin1": "Windows-1252", "cp1252": "Windows 1252",
		"windows-1250": "Windows 1250", "iso-8859-15": "ISO 8859-15", "1251": "Windows 1251",
	} {
		if got, err := input.ParseEncoding(text); got.String() != want || err != nil {
			t.Errorf("%q is %q, %v; want %q", text, got, err, want)
		}
	}
	if _, err := input.ParseEncoding("klingon"); err == nil {
		t.Error("klingon is an encoding")
	}
	polish := encode(t, charmap.Windows1250, "account_id\nłódź\n")
	e, err := input.ParseEncoding("windows-1250")
	if err != nil {
		t.Fatal(err)
	}
	if got := rowsOf(t, openText(t, string(polish), Options{Encoding: e})); got != "2 customer \"łódź\" \"\"\n" {
		t.Errorf("got %s", got)
	}
}

// TestEncodingOfAStreamIsThatOfTheFile reads text that turns out late not to be UTF-8
// from a stream, in pieces and with heads of every size. All of it counts.
func TestEncodingOfAStreamIsThatOfTheFile(t *testing.T) {
	t.Parallel()
	text := []byte("account_id,company\n" + strings.Repeat("plain,Plain é\n", 20) + "m\xfcller,M\n")
	latin := bytes.ReplaceAll(text, []byte("é"), []byte("e"))
	for _, text := range [][]byte{text, latin} {
		file, err := Open(writeFile(t, "names.csv", text), Options{})
		if err != nil {
			t.Fatal(err)
		}
		want := rowsOf(t, file) + fmt.Sprint(file.Notes())
		closeFile(t, file)
		for head := 40; head < 80; head++ {
			for step := range 5 {
				f, err := Open("-", Options{Stdin: &slowReader{text, 1 + step}, head: head})
				if err != nil {
					t.Fatal(err)
				}
				if got := rowsOf(t, f) + fmt.Sprint(f.Notes()); got != want {
					t.Fatalf("head %d: the stream is read as %s, and the file as %s", head, got, want)
				}
				closeFile(t, f)
			}
		}
	}
	western, err := input.ParseEncoding("windows-1252")
	if err != nil {
		t.Fatal(err)
	}
	f, err := Open("-", Options{Stdin: bytes.NewReader(latin), Encoding: western, head: 50})
	if err != nil {
		t.Fatal(err)
	}
	defer closeFile(t, f)
	if rows := rowsOf(t, f); !strings.Contains(rows, `"müller"`) {
		t.Errorf("rows are %s", rows)
	}
}

// TestMixedEncodings reads texts of which a part is UTF-8 and a part Windows-1252: neither
// is spoilt by the other, wherever they stand, and what is cut stays lost.
func TestMixedEncodings(t *testing.T) {
	t.Parallel()
	const head = "account_id,company\n"
	for _, test := range []struct{ text, want, note string }{
		{head + "müller,Caf\xe9\n", "2 customer \"müller\" \"Café\"\n", "read as UTF-8 but for 1 character, which is in Windows-1252; --encoding NAME reads it otherwise"},
		{head + "müller,Caf\xe9\nc\xe9,\x80\xf6\n", "2 customer \"müller\" \"Café\"\n3 customer \"cé\" \"€ö\"\n", "read as UTF-8 but for 4 characters, which are in Windows-1252; --encoding NAME reads it otherwise"},
		{head + "m\xfcller,\xc9\x94\n", "2 customer \"müller\" \"É”\"\n", "read as Windows-1252, as it is not UTF-8; --encoding NAME reads it otherwise"},
		{head + "a,Müller\nb,M\xc3\n", "2 customer \"a\" \"Müller\"\n3 customer \"b\" \"M?\"\n", "read as UTF-8, though 1 byte is not; --encoding NAME reads it otherwise"},
		{head + "a,S\xc3O é\nb,M\xc3\n", "2 customer \"a\" \"SÃO é\"\n3 customer \"b\" \"M?\"\n", "read as UTF-8 but for 1 character, which is in Windows-1252, and though 1 byte is neither; --encoding NAME reads it otherwise"},
	} {
		for _, head := range []int{0, 25, 26, 27, 30} {
			for _, stored := range [][]byte{[]byte(test.text), gzipped(t, []byte(test.text))} {
				f, err := Open(writeFile(t, "in", stored), Options{head: head})
				if err != nil {
					t.Fatal(err)
				}
				if got := rowsOf(t, f); got != test.want {
					t.Errorf("%q, head %d:\n%s\nwant\n%s", test.text, head, got, test.want)
				}
				if notes := f.Notes(); len(notes) == 0 || notes[0].Text != test.note {
					t.Errorf("%q, head %d: notes are %v, want %q", test.text, head, notes, test.note)
				}
				closeFile(t, f)
			}
		}
	}
}
