package ui

import (
	"strconv"

	"trialist/scoring/rulebook"
	"trialist/ui/clean"
)

// sideWord is the side within a sentence.
func sideWord(side rulebook.Side) clean.Text { return clean.Text(side.String()) }

// tenthsText is a number of tenths with its decimal, as details show all points
// and scores so that they line up and add up.
func tenthsText(tenths int) clean.Text {
	return clean.Text(strconv.FormatFloat(float64(tenths)/10, 'f', 1, 64))
}

// scoreText is a score with its decimal; a dash for none.
func scoreText(s rulebook.Score) clean.Text {
	if !s.Known() {
		return clean.Text(s.String())
	}
	return tenthsText(s.Tenths())
}

// sideName is the side as a title.
func sideName(side rulebook.Side) clean.Text {
	if side == rulebook.Fit {
		return "Fit"
	}
	return "Adoption"
}
