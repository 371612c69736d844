package value

import "strconv"

// Kind is what a value can be read as beyond its text, or what is shown of it.
type Kind uint8

// The kinds of value. The zero Kind is a value that is not there. YesNo is no
// kind of its own: it is what [Value.Shown] calls a text that answers yes or no.
const (
	Absent Kind = iota
	Text
	Number
	Date
	YesNo
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
	case YesNo:
		return "yes/no"
	case Absent:
	}
	return "absent"
}

// Value is one value of an attribute: the text as it was written, and beside it
// the number or the date that it reads as by the conventions of its column. The
// zero Value is absent.
type Value struct {
	Kind Kind // Absent, Text, Number or Date

	// Fallback says that a date was taken from something else for want of better, as
	// the start of a trial from the day an account was created. It never replaces a
	// value that is no fallback.
	Fallback bool

	Layout DateLayout // of a Date whose text it stands for
	Number float64    // of a Number
	Date   Instant    // of a Date
	Text   string     // as it was written; "" where a number or a date was written as String prints it
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

// YesNoValue is the text "yes" or "no".
func YesNoValue(yes bool) Value {
	if yes {
		return TextValue("yes")
	}
	return TextValue("no")
}

// Written is the value with the text that it was read from.
func (v Value) Written(text string) Value {
	v.Text, v.Layout = "", 0
	if v.Kind != Text && v.String() == text {
		return v
	}
	if v.Kind == Date {
		if layout, ok := layoutOf(v.Date, text); ok {
			v.Layout = layout
			return v
		}
	}
	v.Text = text
	return v
}

// IsWritten reports whether the value was written otherwise than a number or a date
// is printed.
func (v Value) IsWritten() bool { return v.Text != "" || v.Layout != 0 }

// String is the value as it was written. What was not written by anybody is the
// shortest number that reads back the same, or a date as YYYY-MM-DD when it falls
// on midnight UTC and as RFC 3339 otherwise; "" is an absent value. Text rules see
// this.
func (v Value) String() string {
	if v.Text != "" {
		return v.Text
	}
	switch v.Kind {
	case Number:
		return strconv.FormatFloat(v.Number, 'f', -1, 64)
	case Date:
		if v.Layout != 0 && v.Layout.Valid() {
			return v.Date.Time().Format(dateLayouts[v.Layout])
		}
		if v.Date == v.Date.Midnight() {
			return v.Date.Time().Format(DayLayout)
		}
		return v.Date.String()
	case Text, Absent, YesNo:
	}
	return ""
}

// YesNo reads the value as an answer; ok is false where it is none.
func (v Value) YesNo() (yes, ok bool) {
	switch {
	case v.Text != "":
		return ParseYesNo(v.Text)
	case v.Kind == Number:
		return v.Number == 1, v.Number == 1 || v.Number == 0
	}
	return false, false
}

// Shown is the kind that is shown for the value: what most values of an attribute
// are is what the attribute is called.
func (v Value) Shown() Kind {
	if v.Kind == Text {
		if _, ok := ParseYesNo(v.Text); ok {
			return YesNo
		}
	}
	return v.Kind
}

// IsDay reports whether the value is a date that was written without a time of day.
func (v Value) IsDay() bool {
	if v.Kind != Date {
		return false
	}
	if !v.IsWritten() {
		return v.Date == v.Date.Midnight()
	}
	return !hasClock(v.String())
}

// In is the value, as it is stored, read in the zone: a date without a time of day
// means the start of that day there.
func (v Value) In(z *Zone) Value {
	if z == nil || !v.IsDay() {
		return v
	}
	text := v.String()
	v.Date = z.StartOfDay(v.Date)
	return v.Written(text)
}

// End is the first instant at which what ends on the date is over. A date without a
// time of day, which must have been read in the zone by [Value.In], means through the
// end of that day. It is Never where the value is no date.
func (v Value) End(z *Zone) Instant {
	switch {
	case v.Kind != Date:
		return Never
	case v.IsDay():
		return z.EndOfDay(z.Day(v.Date))
	}
	return v.Date
}

// Attribute is a named value of an account or a contact.
type Attribute struct {
	Name  string
	Value Value
}
