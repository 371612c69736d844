package xlsx

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// format is the number format of a style, as far as it decides what a number means.
type format struct {
	kind   numberKind
	digits string // how whole numbers are filled up with zeros, as ids are, see digitsOf; "" if they are not
}

// numberKind is what a number stands for.
type numberKind uint8

const (
	plainNumber numberKind = iota
	percentage
	dayFormat      // a date without a time of day
	dayClockFormat // a date with a time of day
	clockFormat    // a time of day, or a length of time
)

// epoch is the day that the dates of a workbook are counted from.
type epoch uint8

const (
	epoch1900 epoch = iota // 1 is 1900-01-01; 60 is 1900-02-29, which never was
	epoch1904              // 0 is 1904-01-01
)

// readFormats reads the formats of the styles, by index.
func (w *Workbook) readFormats() ([]format, error) {
	var styles struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Styles []struct {
			ID int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	const part = "xl/styles.xml"
	if !w.archive.Has(part) {
		return nil, nil
	}
	if err := w.decode(part, &styles); err != nil {
		return nil, err
	}
	codes := make(map[int]string)
	for _, f := range styles.Formats {
		codes[f.ID] = f.Code
	}
	formats := make([]format, len(styles.Styles))
	for i, style := range styles.Styles {
		if code, own := codes[style.ID]; own {
			formats[i] = format{kindOf(code), digitsOf(code)}
		} else {
			formats[i] = format{kind: builtinKind(style.ID)}
		}
	}
	return formats, nil
}

// builtinKind is the kind of numbers in a format with a built-in id. Ids 27 to 58 are dates in the languages of
// East Asia.
func builtinKind(id int) numberKind {
	switch {
	case id == 9 || id == 10:
		return percentage
	case 14 <= id && id <= 17, 27 <= id && id <= 31, id == 36, 50 <= id && id <= 54, id == 57, id == 58:
		return dayFormat
	case id == 22:
		return dayClockFormat
	case 18 <= id && id <= 21, 32 <= id && id <= 35, 45 <= id && id <= 47, id == 55, id == 56:
		return clockFormat
	}
	return plainNumber
}

// literalZero stands for a 0 that is text, and no digit, in the digits of a format.
const literalZero = '\x00'

// digitsOf is how a format code such as "00000", "000-000" or "\"C-\"00000" writes whole
// numbers: a 0 for each digit, among the texts before and between them. It is "" for codes
// that do not fill up with zeros, and for those with a text behind, which may be a unit.
func digitsOf(code string) string {
	positive, _, _ := strings.Cut(code, ";")
	const most = 60 // no id is longer, and a file from outside could say anything
	if len(positive) > most {
		return ""
	}
	var digits strings.Builder
	for at := 0; at < len(positive); at++ {
		text := positive[at : at+1]
		switch c := positive[at]; c {
		case '0':
			digits.WriteByte('0')
			continue
		case '-', '/', ' ', '(', ')', ':':
		case '\\':
			if at++; at == len(positive) {
				return ""
			}
			text = positive[at : at+1]
		case '"':
			end := strings.IndexByte(positive[at+1:], '"')
			if end < 0 {
				return ""
			}
			text = positive[at+1 : at+1+end]
			at += end + 1
		default:
			return ""
		}
		digits.WriteString(strings.ReplaceAll(text, "0", string(literalZero)))
	}
	if d := digits.String(); strings.Count(d, "0") >= 2 && strings.HasSuffix(d, "0") {
		return d
	}
	return ""
}

// kindOf is the kind of numbers in a format code, such as "yyyy-mm-dd". Only the section
// for positive numbers counts.
func kindOf(code string) numberKind {
	day, clock, minutes, percent := false, false, false, false
	for at := 0; at < len(code); at++ {
		switch c := code[at]; c {
		case ';':
			at = len(code)
		case '"':
			if end := strings.IndexByte(code[at+1:], '"'); end >= 0 {
				at += end + 1
			}
		case '\\', '_', '*':
			at++ // the next character is literal
		case '[':
			end := strings.IndexByte(code[at:], ']')
			if end < 0 {
				continue
			}
			if inner := strings.ToLower(code[at+1 : at+end]); inner != "" && strings.Trim(inner, "hms") == "" {
				clock = true // a length of time
			}
			at += end
		case 'd', 'D', 'y', 'Y':
			day = true
		case 'h', 'H', 's', 'S':
			clock = true
		case 'm', 'M':
			minutes = true // or months
		case '%':
			percent = true
		case 'G', 'g':
			if len(code)-at >= len("General") && strings.EqualFold(code[at:at+len("General")], "General") {
				at += len("General") - 1
			}
		}
	}
	switch {
	case day && clock:
		return dayClockFormat
	case day, minutes && !clock:
		return dayFormat
	case clock:
		return clockFormat
	case percent:
		return percentage
	}
	return plainNumber
}

// number is the CSV text of a stored number: a date or time by its format, otherwise the
// number without a fraction of zeros. Text that is not a number is returned as it is.
func (f format) number(raw string, since epoch) string {
	n, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsInf(n, 0) || math.IsNaN(n) {
		return raw
	}
	if f.kind == dayFormat || f.kind == dayClockFormat || f.kind == clockFormat {
		if text, ok := f.kind.moment(n, since); ok {
			return text
		}
	}
	if f.kind == percentage {
		// Two more digits before the point, without the noise of multiplying.
		return strconv.FormatFloat(roundTo15(n*100), 'f', -1, 64) + "%"
	}
	switch {
	case n >= 0 && n == math.Trunc(n) && n < exact && f.digits != "":
		return f.fillUp(int64(n))
	case math.Abs(n) < exact && strings.ContainsAny(raw, "eE."):
		return strconv.FormatFloat(n, 'f', -1, 64)
	case math.Abs(n) >= exact && isCutShort(raw):
		return strconv.FormatFloat(n, 'E', -1, 64)
	}
	return raw
}

// The digits of a number that spreadsheets keep: 15 as they show it, 17 as some save it. They
// write zeros for the others.
const digitsKept, digitsSaved = 15, 17

// isCutShort reports whether a whole number has nothing but zeros behind the digits that
// spreadsheets keep. As an id it may be that of several customers, and is refused where it is
// written with an exponent.
func isCutShort(raw string) bool {
	raw = strings.TrimPrefix(raw, "-")
	kept := digitsKept
	if len(raw) > digitsSaved {
		kept = digitsSaved
	}
	return len(raw) > kept && strings.Trim(raw, "0123456789") == "" && strings.Trim(raw[kept:], "0") == ""
}

// fillUp writes a whole number by the digits of the format, which also has texts in front of
// and between its digits.
func (f format) fillUp(n int64) string {
	digits := fmt.Sprintf("%0*d", strings.Count(f.digits, "0"), n)
	var text strings.Builder
	text.Grow(len(f.digits) + len(digits))
	more := len(digits) - strings.Count(f.digits, "0") // they stand where the first digit does
	for i := range len(f.digits) {
		switch c := f.digits[i]; c {
		case '0':
			text.WriteString(digits[:more+1])
			digits, more = digits[more+1:], 0
		case literalZero:
			text.WriteByte('0')
		default:
			text.WriteByte(c)
		}
	}
	return text.String()
}

// exact is the number beyond which digits are lost: what is larger stays as it is, so that
// ids are refused.
const exact = 1e15

// roundTo15 rounds a number to the 15 digits that a spreadsheet shows.
func roundTo15(n float64) float64 {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(n, 'g', 15, 64), 64)
	if err != nil {
		return n
	}
	return rounded
}

// moment is the date, the time of day or both of a number of days, rounded to the
// millisecond, which is about the precision of such numbers. It is false when there is no
// such date.
func (k numberKind) moment(days float64, since epoch) (string, bool) {
	const day = 24 * time.Hour
	const last = 2_958_466 // the first day of the year 10000
	if days < 0 || days >= last {
		return "", false
	}
	length := time.Duration(math.Round(days * float64(day/time.Millisecond))) // in milliseconds
	if days == 0 && since == epoch1900 && k != clockFormat {
		return "0000-00-00", true // no date: a blank that became a number
	}
	whole, rest := int(length/(day/time.Millisecond)), length%(day/time.Millisecond)*time.Millisecond
	if k == clockFormat && whole == 0 {
		return clockText(rest), true
	}
	if k == clockFormat { // a length of more than a day
		return strconv.Itoa(whole*24+int(rest/time.Hour)) + clockText(rest)[2:], true
	}
	zero := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case since == epoch1904:
		zero = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case whole < 60:
		zero = zero.AddDate(0, 0, 1) // days before 60 are not shifted
	}
	text := zero.AddDate(0, 0, whole).Format("2006-01-02")
	if k == dayClockFormat || rest > 0 {
		text += " " + clockText(rest)
	}
	return text, true
}

// clockText is a time of day, with milliseconds unless they are 0.
func clockText(since time.Duration) string {
	layout := "15:04:05"
	if since%time.Second != 0 {
		layout = "15:04:05.000"
	}
	return time.Time{}.Add(since).Format(layout)
}
