package suggest

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"trialist/scoring/proof"
)

// Words explains the suggestion without terms of statistics.
func (s *Suggestion) Words() string {
	switch s.Verdict {
	case NoSignals:
		return fmt.Sprintf("There is nothing to weigh: no %s signal is enabled.", s.Side)
	case TooFewTrials:
		return fmt.Sprintf("There are too few trials to suggest weights: of the %d older ones that have ended %d converted, and of the %d newer ones %d. Weights need %d conversions among the older, and %d among the newer.",
			s.Older.Finished, s.Older.Converted, s.Newer.Finished, s.Newer.Converted, MinConversions, MinNewer)
	case TooFewMatching:
		return fmt.Sprintf("There is too little to suggest weights by: on day %d fewer than %d of the %d older trials match %s. Switch such signals off, or ask for a later day.",
			s.Day, MinMatching, s.Older.Finished, s.fewNames())
	case NothingHelps:
		return fmt.Sprintf("No other weights are suggested: among the %d older trials no %s signal makes it likelier that a trial converts.", s.Older.Finished, s.Side)
	case Same:
		return fmt.Sprintf("No other weights are suggested: the %d older trials suggest those that you have.", s.Older.Finished)
	case WithinNoise:
		return "No other weights are suggested: what they would gain can be luck. " + s.comparison()
	case NoBetterThanChance:
		return "No other weights are suggested: the best ones tell no more than guessing does. " + s.comparison()
	case Offered:
	}
	return "Other weights would tell better who converts. " + s.comparison()
}

// comparison compares both ways of scoring on the newer trials.
func (s *Suggestion) comparison() string {
	g := s.Gain
	return fmt.Sprintf("Weights chosen by the %d older trials were tried on the %d newer ones. Of 100 pairs, one that converted and one that did not, they put the right one first in %.0f, and yours in %.0f. %s (%s; by chance it is %s).",
		s.Older.Finished, s.Newer.Finished, 100*s.After.AUC, 100*s.Before.AUC, gainWords(s.Before, s.After), between(g.Low, g.High), between(g.ChanceLow, g.ChanceHigh))
}

// gainWords is the difference between the shares of pairs that both ways put in order.
func gainWords(before, after proof.Power) string {
	gain := int(math.Round(100*after.AUC)) - int(math.Round(100*before.AUC))
	switch {
	case gain > 0:
		return fmt.Sprintf("That is %d more", gain)
	case gain < 0:
		return fmt.Sprintf("That is %d fewer", -gain)
	}
	return "No better than yours"
}

// between is an interval of differences of AUC in hundredths. Those below one have a
// decimal.
func between(low, high float64) string {
	more := func(v float64) (string, string) {
		hundredths := math.Round(100 * v)
		if math.Abs(v) < 0.01 {
			hundredths = math.Round(1000*v) / 10
		}
		switch {
		case hundredths < 0:
			return strconv.FormatFloat(-hundredths, 'f', -1, 64), " fewer"
		case hundredths > 0:
			return strconv.FormatFloat(hundredths, 'f', -1, 64), " more"
		}
		return "0", ""
	}
	from, which := more(low)
	to, other := more(high)
	if which == other {
		which = ""
	}
	return from + which + " to " + to + other
}

// fewNames lists the signals that too few trials match.
func (s *Suggestion) fewNames() string {
	const most = 3
	var names []string
	for i, w := range s.Few {
		if i == most {
			names = append(names, fmt.Sprintf("%d more", len(s.Few)-most))
			break
		}
		names = append(names, fmt.Sprintf("%q (%d)", w.Signal.Name, w.Weight))
	}
	if len(names) == 1 {
		return names[0]
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
