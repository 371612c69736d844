package main

import (
	"time"

	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
)

// trial is what the JSON contract says of an account wherever one is listed.
// Ranks count the accounts of the same listing before any filter.
type trial struct {
	Rank         *int            `json:"rank"`
	ID           string          `json:"id"`
	Name         *string         `json:"name"`
	Status       rulebook.Status `json:"status"`
	Adoption     *tenths         `json:"adoption"`
	AdoptionBand *string         `json:"adoption_band"`
	Fit          *tenths         `json:"fit"`
	FitBand      *string         `json:"fit_band"`
	Qualified    bool            `json:"qualified"`
	DaysLeft     *tenths         `json:"days_left"`
	LastSeen     instant         `json:"last_seen"`
	Owner        *string         `json:"owner"`
	LastTouch    *touch          `json:"last_touch"`
}

// touch is something a rep did, as JSON says it.
type touch struct {
	At   instant `json:"at"`
	Kind string  `json:"kind"`
	Who  *string `json:"who"`
	Body *string `json:"body"`
}

// String is what was done and on which day, as lists show it.
func (t touch) String() string {
	words := t.Kind
	if at := value.Instant(t.At); at.Known() {
		words += " " + at.Time().Format(time.DateOnly)
	}
	return words
}

func touchOf(t store.Touch) touch {
	return touch{At: instant(t.At), Kind: t.Kind.String(), Who: orNullText(t.Who), Body: orNullText(t.Body)}
}

// trial describes the account of a row.
func (v *view) trial(row store.Row) trial {
	slot := int(row.Slot)
	t := trial{
		ID:        row.ID,
		Name:      orNullText(row.Name),
		Status:    v.people.Status[slot],
		Qualified: v.ranking.Qualified(slot),
		LastSeen:  instant(v.people.LastSeen[slot]),
		Owner:     orNullText(row.Owner),
	}
	t.Adoption, t.AdoptionBand = v.score(rulebook.Adoption, slot)
	t.Fit, t.FitBand = v.score(rulebook.Fit, slot)
	place := v.ranking.Position(slot)
	t.Rank = orNull(place+1, place >= 0)
	left, running := v.daysLeft(slot)
	t.DaysLeft = orNull(left, running)
	if row.LastTouch != nil {
		t.LastTouch = orNull(touchOf(*row.LastTouch), true)
	}
	return t
}

// score is the score of a slot and its band, both nil where a side has none.
func (v *view) score(side rulebook.Side, slot int) (*tenths, *string) {
	return scoreJSON(v.ranking.Score(side, slot)), orNullText(v.ranking.Band(side, slot).Name(side))
}

// matched is the names of the signals of a side that a slot matches, in order.
func (v *view) matched(side rulebook.Side, slot int) []string {
	names := []string{}
	mask := v.ranking.SignalMask(side, slot)
	for i, signal := range v.book.Card.Enabled(side) {
		if mask>>i&1 != 0 {
			names = append(names, signal.Name)
		}
	}
	return names
}
