package proofpage

import (
	"fmt"
	"strconv"
	"strings"

	"trialist/scoring/proof"
	"trialist/scoring/stats"
)

// Caption says which trials are in no number, and as of when they are.
func Caption(r *proof.Report, asOf string) string {
	if out := r.OutWords(); out != "" {
		return out + " As of " + asOf + "."
	}
	return "As of " + asOf + "."
}

// LeftOutWords says which signals were left out; "" for none.
func LeftOutWords(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return "Left out, as it may be known only after the fact: " + strings.Join(names, ", ") + "."
}

// DaysWords says from when on the score predicts.
func DaysWords(days []proof.DayPower) string {
	if day, ok := proof.TrustedFrom(days); ok {
		return fmt.Sprintf("From day %d on the score predicts.", day)
	}
	return "On no day does the score predict from then on to the end of the trial."
}

// RateWords is a rate and its interval, and says where it is of too few to compare.
func RateWords(o stats.Outcome) (rate, interval string) {
	r, ok := o.Rate()
	if !ok {
		return "-", ""
	}
	low, high, _ := o.Interval()
	interval = fmt.Sprintf("%s to %s", percent(low), percent(high))
	if o.Finished < proof.MinShown {
		interval += ", too few"
	}
	return percent(r), interval
}

// LuckWords says what the column of the rate of false discoveries is.
const LuckWords = "Luck: how many of such differences would be there by luck alone, 0 to 1; up to 0.05 one counts."

// PairsWords says what the number of right pairs is.
const PairsWords = "Take one trial that converted and one that did not: in so many of 100 such pairs the one that converted had the higher score. Guessing gets 50."

// Probability is a probability with three decimals.
func Probability(p float64) string {
	if p < 0.001 {
		return "<0.001"
	}
	return strconv.FormatFloat(p, 'f', 3, 64)
}
