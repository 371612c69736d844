package value

// DateLayout is a usual way of writing a date. It is kept with the date instead of
// the text, which would take ten times the room. The zero DateLayout is how dates
// are printed.
type DateLayout uint8

// dateLayouts are the ways, by number. Numbers are stored: new ways go to the end.
var dateLayouts = [...]string{
	"",
	"2006-01-02 15:04:05",
	"2006-01-02T15:04:05",
	"2006-01-02 15:04",
	"2006-01-02T15:04:05Z",
	"2006-01-02T15:04:05.000Z",
	"2006-01-02 15:04:05.000",
	"2006-01-02 15:04:05 UTC",
	"2006-01-02 15:04:05+00",
	"2006-01-02T15:04:05+00:00",
	"2006-01-02 15:04:05+00:00",
	"2006/01/02",
	"02/01/2006",
	"01/02/2006",
	"02.01.2006",
	"02-01-2006",
	"01-02-2006",
	"02/01/2006 15:04",
	"01/02/2006 15:04",
	"02.01.2006 15:04",
	"02/01/2006 15:04:05",
	"01/02/2006 15:04:05",
	"02.01.2006 15:04:05",
	"20060102",
	"2006-01-02T15:04:05.000000Z",
	"2006-01-02 15:04:05.000000",
}

// Valid reports whether there is such a layout.
func (l DateLayout) Valid() bool { return int(l) < len(dateLayouts) }

// DateAs is the date where its layout writes it as the text; ok is false otherwise.
// Which layout a text has is found faster by trying the one of the text before it.
func DateAs(date Instant, layout DateLayout, text []byte) (v Value, ok bool) {
	var room [40]byte
	if layout == 0 || !fits(layout, text) || string(date.Time().AppendFormat(room[:0], dateLayouts[layout])) != string(text) {
		return Value{}, false
	}
	return Value{Kind: Date, Date: date, Layout: layout}, true
}

// fits reports whether a text has the shape of a layout, whatever its digits.
func fits[T string | []byte](l DateLayout, text T) bool {
	layout := dateLayouts[l]
	if len(layout) != len(text) {
		return false
	}
	for i := range len(layout) {
		digit := layout[i]-'0' <= 9
		if digit != (text[i]-'0' <= 9) || !digit && layout[i] != text[i] {
			return false
		}
	}
	return true
}

// layoutOf is the layout in which the date is written as the text; false where none
// is.
func layoutOf(date Instant, text string) (DateLayout, bool) {
	var room [40]byte
	for l := DateLayout(1); l.Valid(); l++ {
		if fits(l, text) && string(date.Time().AppendFormat(room[:0], dateLayouts[l])) == text {
			return l, true
		}
	}
	return 0, false
}
