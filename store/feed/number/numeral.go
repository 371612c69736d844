package number

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"trialist/store/feed/chars"
)

// DecimalMark is the mark between the whole part of a number and its fraction.
type DecimalMark uint8

// The decimal marks. With UnknownDecimal a column that can be read with both is an error.
const (
	UnknownDecimal DecimalMark = iota
	DecimalPoint               // 1,499.50
	DecimalComma               // 1.499,50
)

// Marks is a set of what a number is written with besides digits, one bit each.
type Marks uint8

const (
	ThousandsMark Marks = 1 << iota
	CommaMark           // as the decimal mark
	CurrencyMark
	PercentMark
)

// Numeral is a parsed number, and how it was written.
type Numeral struct {
	Value      float64
	Plain      bool // it is written as the value would be printed
	OutOfRange bool // it is a number, but too large for a float64
	Marks      Marks
}

// maxNumeral is the most bytes of a number, enough for the smallest and the largest float64.
const maxNumeral = 400

// Parse parses a number with an optional sign, thousands separators, fraction, exponent,
// currency and percent sign. With comma, the decimal mark is a comma. A percentage is not
// divided by 100. It is false when p is not a number.
func Parse(p []byte, comma bool) (Numeral, bool) {
	if len(p) == 0 || len(p) > maxNumeral {
		return Numeral{OutOfRange: len(p) > 0 && isLongInteger(p)}, false
	}
	if whole := chars.CountDigits(p); whole == len(p) && whole <= 15 && (p[0] != '0' || whole == 1) {
		return Numeral{Value: Integer(p), Plain: true}, true
	}
	if !chars.HasDigit(p) {
		return Numeral{}, false
	}
	var n Numeral
	body, negative, ok := n.strip(p)
	if !ok || !n.scan(body, comma) || math.IsInf(n.Value, 0) {
		return Numeral{OutOfRange: n.OutOfRange || math.IsInf(n.Value, 0)}, false
	}
	if negative && n.Value != 0 {
		n.Value = -n.Value
	}
	bare := len(body) == len(p) || p[0] == '-' && len(body) == len(p)-1 && n.Value != 0
	n.Plain = n.Plain && bare && n.Marks == 0
	return n, true
}

// strip removes sign, currency and percent sign.
func (n *Numeral) strip(p []byte) (body []byte, negative, ok bool) {
	const minus = "\u2212"
	signed := false
	for {
		p = chars.Trim(p)
		if len(p) == 0 {
			return nil, false, false
		}
		first, last := p[0], p[len(p)-1]
		switch {
		case (chars.IsDigit(first) || first == '.' || first == ',') && chars.IsDigit(last):
			return p, negative, true
		case !signed && (first == '-' || first == '+'):
			p, signed, negative = p[1:], true, first == '-'
		case !signed && bytes.HasPrefix(p, []byte(minus)):
			p, signed, negative = p[len(minus):], true, true
		case !signed && first == '(' && last == ')':
			p, signed, negative = p[1:len(p)-1], true, true
		case !signed && last == '-' && chars.IsDigit(first):
			p, signed, negative = p[:len(p)-1], true, true
		case n.Marks&PercentMark == 0 && last == '%':
			p, n.Marks = p[:len(p)-1], n.Marks|PercentMark
		case n.Marks&CurrencyMark == 0:
			before := currencyBefore(p)
			if before == 0 {
				return nil, false, false
			}
			if n.Marks |= CurrencyMark; before > 0 {
				p = p[before:]
			} else {
				p = p[:len(p)+before]
			}
		default:
			return nil, false, false
		}
	}
}

// currencies are signs and codes of currencies, in upper case.
var currencies = func() map[string]bool {
	known := make(map[string]bool)
	for word := range strings.FieldsSeq(`$ € £ ¥ ₹ ₩ ₽ ₺ ₪ ฿ ₫ ₴ ₦ US$ C$ CA$ A$ AU$ R$ S$ HK$ NZ$ MX$ KR KČ ZŁ FT FR FR. RS RS.
		USD EUR GBP JPY CHF CAD AUD NZD SEK NOK DKK ISK PLN CZK HUF RON BGN TRY RUB UAH INR CNY RMB KRW THB SGD HKD TWD IDR MYR PHP VND
		BRL MXN ARS CLP COP PEN ZAR NGN KES EGP ILS AED SAR`) {
		known[word] = true
	}
	return known
}()

// currencyBefore is the length, in bytes, of the currency at the start of an amount, the
// negative length of one at its end, and 0 without one.
func currencyBefore(p []byte) int {
	const longest = 6 // bytes, of KČ with more to spare
	mark := func(r rune) bool { return unicode.IsLetter(r) || unicode.Is(unicode.Sc, r) || r == '.' }
	if start := bytes.IndexFunc(p, func(r rune) bool { return !mark(r) }); start > 0 && start <= longest && currencies[strings.ToUpper(string(p[:start]))] {
		return start
	}
	end := bytes.LastIndexFunc(p, func(r rune) bool { return !mark(r) })
	if end < 0 {
		return 0
	}
	_, size := utf8.DecodeRune(p[end:])
	if end += size; end < len(p) && len(p)-end <= longest && currencies[strings.ToUpper(string(p[end:]))] {
		return end - len(p)
	}
	return 0
}

// groupSeparator is the length, in bytes, of a thousands separator at the start of p; 0
// without one.
func groupSeparator(p []byte, comma bool) int {
	switch {
	case p[0] == ',' && !comma, p[0] == '.' && comma, p[0] == ' ', p[0] == '\'':
		return 1
	}
	for _, separator := range []string{"\u00a0", "\u202f", "\u2009", "\u2019"} {
		if len(p) > 1 && p[0] == separator[0] && bytes.HasPrefix(p, []byte(separator)) {
			return len(separator)
		}
	}
	return 0
}

// scan parses a number without its sign.
func (n *Numeral) scan(p []byte, comma bool) bool {
	var room [64]byte
	digits := room[:0]
	at := chars.CountDigits(p)
	digits = append(digits, p[:at]...)
	var separator []byte
	for at < len(p) && at > 0 {
		size := groupSeparator(p[at:], comma)
		if size == 0 {
			break
		}
		if separator == nil {
			separator = p[at : at+size]
			if at > 3 || p[0] == '0' {
				return false
			}
		}
		if !bytes.Equal(p[at:at+size], separator) {
			return false
		}
		group := chars.CountDigits(p[at+size:])
		if group != 3 && (group != 2 || at+size+group == len(p)) { // groups of two, as in India
			return false
		}
		n.Marks |= ThousandsMark
		digits = append(digits, p[at+size:at+size+group]...)
		at += size + group
	}
	whole := len(digits)
	decimal := byte('.')
	if comma {
		decimal = ','
	}
	if at < len(p) && p[at] == decimal {
		fraction := chars.CountDigits(p[at+1:])
		if fraction == 0 {
			return false
		}
		digits = append(digits, p[at+1:at+1+fraction]...)
		if at += 1 + fraction; comma {
			n.Marks |= CommaMark
		}
	}
	if len(digits) == 0 {
		return false
	}
	exponent := p[at:]
	if len(exponent) > 0 && !isExponent(exponent) {
		n.OutOfRange = isHugeExponent(exponent) && len(bytes.Trim(digits, "0")) > 0
		return false
	}
	n.evaluate(digits, whole, exponent)
	if len(exponent) > 0 {
		n.Plain = false
	}
	return true
}

// maxExponent is the most digits of an exponent. A number with more is 0 or out of range.
const maxExponent = 3

func isExponent(p []byte) bool {
	n := exponentDigits(p)
	return 0 < n && n <= maxExponent
}

// isHugeExponent reports whether the exponent makes any number too large for a float64.
func isHugeExponent(p []byte) bool { return exponentDigits(p) > maxExponent && p[1] != '-' }

// exponentDigits is how many digits an exponent has, 0 where p is none.
func exponentDigits(p []byte) int {
	if p[0]|0x20 != 'e' || len(p) < 2 {
		return 0
	}
	p = p[1:]
	if p[0] == '+' || p[0] == '-' {
		p = p[1:]
	}
	if chars.CountDigits(p) != len(p) {
		return 0
	}
	return len(p)
}

// isLongInteger reports whether p is digits after an optional sign.
func isLongInteger(p []byte) bool {
	if p[0] == '-' || p[0] == '+' {
		p = p[1:]
	}
	return chars.CountDigits(p) == len(p)
}

// exactDigits is how many decimal digits a float64 always holds.
const exactDigits = 15

// evaluate sets the value from the digits, of which whole are before the decimal mark.
func (n *Numeral) evaluate(digits []byte, whole int, exponent []byte) {
	fraction := len(digits) - whole
	leading := whole == 0 || whole > 1 && digits[0] == '0'
	trailing := fraction > 0 && digits[len(digits)-1] == '0'
	if len(digits) <= exactDigits && len(exponent) == 0 {
		n.Value = Integer(digits) / math.Pow10(fraction) // both are exact
		n.Plain = !leading && !trailing
		return
	}
	text := make([]byte, 0, len(digits)+1+len(exponent))
	text = append(text, digits[:whole]...)
	if fraction > 0 {
		text = append(append(text, '.'), digits[whole:]...)
	}
	n.Value, _ = strconv.ParseFloat(string(append(text, exponent...)), 64) // infinite when it is too large
	n.Plain = !leading && !trailing && string(strconv.AppendFloat(nil, n.Value, 'f', -1, 64)) == string(text)
}

// Shape is what a cell says about the decimal mark of its column.
type Shape uint8

const (
	NoShape   Shape = iota
	OnlyPoint       // a number only with a decimal point
	OnlyComma
	EitherByComma // a number with both marks, and it has one comma
	EitherByPoint
)

// ShapeOf is the shape of a cell.
func ShapeOf(p []byte) Shape {
	if !chars.HasDigit(p) || bytes.IndexByte(p, ',') < 0 && bytes.IndexByte(p, '.') < 0 {
		return NoShape
	}
	point, readsPoint := Parse(p, false)
	comma, readsComma := Parse(p, true)
	switch {
	case readsPoint && !readsComma:
		return OnlyPoint
	case readsComma && !readsPoint:
		return OnlyComma
	case !readsPoint || point.Value == comma.Value:
		return NoShape
	case bytes.IndexByte(p, ',') >= 0:
		return EitherByComma
	}
	return EitherByPoint
}

// IsWhole reports whether a text is a whole number, such as 3, 3.0, 1,200 or 1.200.
func IsWhole(p []byte) bool {
	if chars.CountDigits(p) == len(p) {
		return len(p) > 0
	}
	if bytes.IndexByte(p, ':') >= 0 { // a time, as most texts with digits are
		return false
	}
	whole := func(comma bool) bool {
		n, ok := Parse(p, comma)
		return ok && n.Value == math.Trunc(n.Value)
	}
	return whole(false) || bytes.ContainsAny(p, ".,") && whole(true) // without a mark both read the same
}

// Integer is the value of at most 15 digits after an optional minus.
func Integer(p []byte) float64 {
	var n int64
	for _, c := range p {
		if c != '-' {
			n = n*10 + int64(c-'0')
		}
	}
	if p[0] == '-' {
		n = -n
	}
	return float64(n)
}

// ParseDecimalMark reads "comma" or "point"; "" and "auto" are [UnknownDecimal].
func ParseDecimalMark(s string) (DecimalMark, error) {
	switch strings.ToLower(s) {
	case "", "auto":
		return UnknownDecimal, nil
	case "comma", ",":
		return DecimalComma, nil
	case "point", ".":
		return DecimalPoint, nil
	}
	return UnknownDecimal, fmt.Errorf("%q is not a decimal mark: say comma, point or auto", s)
}
