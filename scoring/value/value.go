package value

import "strconv"

// Kind is what sort of value an attribute holds.
type Kind uint8

// The kinds of value. The zero Kind is a value that is not there.
const (
	Absent Kind = iota
	Text
	Number
	Date
	Flag
)

// String names the kind as users see it: "absent", "text", "number", "date" or
// "yes/no".
func (k Kind) String() string {
	switch k {
	case Text:
		return "text"
	case Number:
		return "number"
	case Date:
		return "date"
	case Flag:
		return "yes/no"
	case Absent:
	}
	return "absent"
}

// Value is one typed attribute value. Only the field of its Kind is
// meaningful; the zero Value is absent.
type Value struct {
	Kind   Kind
	Flag   bool
	Number float64
	Date   Instant
	Text   string
}

// TextValue is the text s; an empty text is absent.
func TextValue(s string) Value {
	if s == "" {
		return Value{}
	}
	return Value{Kind: Text, Text: s}
}

// NumberValue is the number f.
func NumberValue(f float64) Value { return Value{Kind: Number, Number: f} }

// DateValue is the instant i; Never is absent.
func DateValue(i Instant) Value {
	if i == Never {
		return Value{}
	}
	return Value{Kind: Date, Date: i}
}

// FlagValue is yes or no.
func FlagValue(yes bool) Value { return Value{Kind: Flag, Flag: yes} }

// String is the value as text: the shortest number that reads back the same, a
// date as YYYY-MM-DD when it falls on midnight UTC and as RFC 3339 otherwise,
// yes or no, and "" for an absent value. Text rules on other kinds see this.
func (v Value) String() string {
	switch v.Kind {
	case Text:
		return v.Text
	case Number:
		return strconv.FormatFloat(v.Number, 'f', -1, 64)
	case Date:
		if v.Date == v.Date.Midnight() {
			return v.Date.Time().Format("2006-01-02")
		}
		return v.Date.String()
	case Flag:
		if v.Flag {
			return "yes"
		}
		return "no"
	case Absent:
	}
	return ""
}

// Attribute is a named value of an account or a contact.
type Attribute struct {
	Name  string
	Value Value
}
