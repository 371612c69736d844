package number

import (
	"strconv"
	"strings"
	"testing"

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
		got, ok := Parse([]byte(text), false)
		if !ok || got.Value != want.value || got.Plain != want.plain {
			t.Errorf("%q is %+v (%v), want %+v", text, got, ok, want)
		}
	}
	for text, want := range map[string]float64{
		"1499,50": 1499.5, "9,5": 9.5, "1.234,56": 1234.56, "1.234": 1234, "1.234.567": 1234567, "-0,5": -0.5, "5,00 €": 5, "1 234,5": 1234.5, "7": 7, "1,5E3": 1500,
	} {
		if got, ok := Parse([]byte(text), true); !ok || got.Value != want {
			t.Errorf("%q with a decimal comma is %+v (%v), want %v", text, got, ok, want)
		}
	}
	for _, text := range []string{
		"", "-", "+", "$", "%", "5.", "1,00", "1,2345", "0,123", "01,234", "1,234 567", "1.000,00", "1e400", "1e", "e5", "0x10", "NaN", "Inf", "1_000", "12a", "a12", "--1", "1.2.3",
		"٣", "+49 30 1234", "030 123 456", "12 31", "Q3", "v1", "5 apples", "$5$", "5%%", "(5", "1-2", "10:30", "1/2",
	} {
		if got, ok := Parse([]byte(text), false); ok {
			t.Errorf("%q is the number %v", text, got.Value)
		}
	}
}

// TestNumbersOutOfRange checks which texts are written as numbers and are too large.
func TestNumbersOutOfRange(t *testing.T) {
	t.Parallel()
	digits := strings.Repeat("9", 399)
	for text, want := range map[string]bool{
		"1e400": true, "-1e999": true, "+1E+309": true, "1e1000": true, "2.5e123456": true, "$1e400": true, digits: true, "-" + digits + digits: true,
		"1e308": false, "1e-400": false, "1e-4000": false, "0e1000": false, "1e": false, "1e4x": false, "e400": false, "12ab": false, digits + "x": false, digits + digits + "x": false, "": false, "-": false,
	} {
		if got, ok := Parse([]byte(text), false); got.OutOfRange != want || ok && want {
			t.Errorf("%.20q is out of range: %v, want %v", text, got.OutOfRange, want)
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
			got, ok := Parse([]byte(text), comma)
			if !ok {
				continue
			}
			printed := value.NumberValue(got.Value).String()
			if got.Plain != (printed == text) && !comma {
				t.Errorf("%q prints as %s and is plain: %v", text, printed, got.Plain)
			}
			if again, ok := Parse([]byte(printed), false); !ok || again.Value != got.Value {
				t.Errorf("%q prints as %s, which is %v", text, printed, again.Value)
			}
			if want, err := strconv.ParseFloat(text, 64); err == nil && !comma && got.Value != want {
				t.Errorf("%q is %v, the library says %v", text, got.Value, want)
			}
		}
	})
}
