package words

import (
	"strconv"

	"trialist/scoring/rulebook"
	"trialist/ui/clean"
)

// SideWord is the name of a side within a sentence.
func SideWord(side rulebook.Side) clean.Text { return clean.Text(side.String()) }

// FormatTenths is a number of tenths with one decimal, such as 62.5. Points and
// scores are shown so in details, where they have to add up.
func FormatTenths(tenths int) clean.Text {
	return clean.Text(strconv.FormatFloat(float64(tenths)/10, 'f', 1, 64))
}

// FormatScore is a score with one decimal; a dash for none.
func FormatScore(s rulebook.Score) clean.Text {
	if !s.Known() {
		return clean.Text(s.String())
	}
	return FormatTenths(s.Tenths())
}

// SideTitle is the name of a side as a title.
func SideTitle(side rulebook.Side) clean.Text {
	if side == rulebook.Fit {
		return "Fit"
	}
	return "Adoption"
}
