package words

import (
	"strconv"

	"trialist/scoring/rulebook"
	"trialist/ui/clean"
)

// SideWord is the side within a sentence.
func SideWord(side rulebook.Side) clean.Text { return clean.Text(side.String()) }

// FormatTenths is a number of tenths with its decimal, as details show all points
// and scores so that they line up and add up.
func FormatTenths(tenths int) clean.Text {
	return clean.Text(strconv.FormatFloat(float64(tenths)/10, 'f', 1, 64))
}

// FormatScore is a score with its decimal; a dash for none.
func FormatScore(s rulebook.Score) clean.Text {
	if !s.Known() {
		return clean.Text(s.String())
	}
	return FormatTenths(s.Tenths())
}

// SideTitle is the side as a title.
func SideTitle(side rulebook.Side) clean.Text {
	if side == rulebook.Fit {
		return "Fit"
	}
	return "Adoption"
}
