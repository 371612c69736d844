package listing

import (
	"time"

	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/session"
	"trialist/scoring/class"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store/accounts"
)

// trial is the part of the JSON contract that every listed account has. Its rank
// counts the accounts of the listing before any filter.
type trial struct {
	Rank             *int            `json:"rank"`
	ID               string          `json:"id"`
	Name             *string         `json:"name"`
	Status           rulebook.Status `json:"status"`
	Adoption         *output.Tenths  `json:"adoption"`
	AdoptionBand     *string         `json:"adoption_band"`
	AdoptionPossible *output.Tenths  `json:"adoption_possible"` // if what is missing were known
	Fit              *output.Tenths  `json:"fit"`
	FitBand          *string         `json:"fit_band"`
	FitPossible      *output.Tenths  `json:"fit_possible"`
	Qualified        bool            `json:"qualified"`
	HandRaised       bool            `json:"hand_raised"`
	Class            *string         `json:"class"`        // looker or builder; null where nobody can tell
	Disqualified     []string        `json:"disqualified"` // the disqualifiers that hold
	DaysLeft         *output.Tenths  `json:"days_left"`
	LastSeen         output.Instant  `json:"last_seen"`
	Owner            *string         `json:"owner"`
	LastTouch        *touch          `json:"last_touch"`
}

// touch is the JSON of something a sales rep did.
type touch struct {
	At   output.Instant `json:"at"`
	Kind string         `json:"kind"`
	Who  *string        `json:"who"`
	Body *string        `json:"body"`
	// Until is the day that a snooze ends with, as 2026-12-05; nil of other touches.
	Until *string `json:"until"`

	zone *value.Zone // of the day that lists show
}

// String returns what was done and on which day, or until when a trial is snoozed, as
// lists show it.
func (t touch) String() string {
	words := t.Kind
	if t.Until != nil {
		return words + " until " + *t.Until
	}
	if at := value.Instant(t.At); at.Known() {
		words += " " + t.zone.Time(at).Format(time.DateOnly)
	}
	return words
}

func touchOf(t accounts.Touch, zone *value.Zone) touch {
	shown := touch{At: output.Instant(t.At), Kind: t.Kind.String(), Who: output.TextOrNull(t.Who), Body: output.TextOrNull(t.Body), zone: zone}
	if t.Kind == accounts.Snoozed {
		day := t.Until.Time().Format(time.DateOnly)
		shown.Until = &day
	}
	return shown
}

// beside is what trials have beside what the ranking says. It is worked out only where it
// is printed.
type beside struct {
	classes  class.Classes
	possible *rank.Scores
}

// newTrial returns the JSON of the account of a row. What it has beside may be of its slot
// alone.
func newTrial(v *session.RankedWorkspace, row accounts.Row, beside beside) trial {
	slot := int(row.Slot)
	t := trial{
		ID:           row.ID,
		Name:         output.TextOrNull(row.Name),
		Status:       v.Population.Status[slot],
		Qualified:    v.Ranking.Qualified(slot),
		HandRaised:   v.Ranking.HandRaisedSlots().Has(slot),
		Class:        output.TextOrNull(beside.classes.Of(slot).String()),
		LastSeen:     output.Instant(v.Population.LastSeen[slot]),
		Owner:        output.TextOrNull(row.Owner),
		Disqualified: []string{},
	}
	for _, d := range v.Ranking.DisqualifiedBy(slot) {
		t.Disqualified = append(t.Disqualified, d.Name)
	}
	if v.Population.LeftOut.Has(slot) {
		t.Status = rulebook.LeftOut
	}
	t.Adoption, t.AdoptionBand = scoreAndBand(v, rulebook.Adoption, slot)
	t.Fit, t.FitBand = scoreAndBand(v, rulebook.Fit, slot)
	if beside.possible != nil {
		t.AdoptionPossible = output.ScoreOrNull(beside.possible.Score(rulebook.Adoption, slot))
		t.FitPossible = output.ScoreOrNull(beside.possible.Score(rulebook.Fit, slot))
	}
	place := v.Ranking.Position(slot)
	t.Rank = output.OrNull(place+1, place >= 0)
	left, running := v.DaysLeft(slot)
	t.DaysLeft = output.OrNull(left, running)
	if row.LastTouch != nil {
		t.LastTouch = output.OrNull(touchOf(*row.LastTouch, v.Population.Zone), true)
	}
	return t
}

// scoreAndBand returns the score of the account in a slot and its band. Both are nil when
// no signal of the side is enabled.
func scoreAndBand(v *session.RankedWorkspace, side rulebook.Side, slot int) (*output.Tenths, *string) {
	return output.ScoreOrNull(v.Ranking.Score(side, slot)), output.TextOrNull(v.Ranking.Band(side, slot).Name(side))
}

// matchedNames returns the names of the enabled signals of a side that the account in the
// slot matches, in the order of the scorecard.
func matchedNames(v *session.RankedWorkspace, side rulebook.Side, slot int) []string {
	names := []string{}
	mask := v.Ranking.SignalMask(side, slot)
	for _, signal := range v.Book.Card.Layout(side).Signals {
		if signal.Matched(mask) {
			names = append(names, signal.Name)
		}
	}
	return names
}
