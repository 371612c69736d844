package workflows

import (
	"encoding/json"
	"time"

	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// payloadVersion is the version of the format of payload.
const payloadVersion = 1

// payload is the JSON that files and webhooks get.
type payload struct {
	Version    int      `json:"version"`
	Key        string   `json:"key"` // the same at each attempt
	Workflow   string   `json:"workflow"`
	Trigger    string   `json:"trigger"`
	Occurrence int      `json:"occurrence"` // of the workflow and the account, from 1
	Events     *int     `json:"events"`     // for triggers on events: how many since the last run
	AsOf       string   `json:"as_of"`
	DecidedAt  string   `json:"decided_at"`
	Account    customer `json:"account"`
}

type customer struct {
	ID           string   `json:"id"`
	Name         *string  `json:"name"`
	Owner        *string  `json:"owner"`
	Status       string   `json:"status"`
	Adoption     *float64 `json:"adoption"`
	AdoptionBand *string  `json:"adoption_band"`
	Fit          *float64 `json:"fit"`
	FitBand      *string  `json:"fit_band"`
	Qualified    bool     `json:"qualified"`
}

func (p payload) encode() (string, error) {
	body, err := json.Marshal(p)
	return string(body), err
}

// customer is the account in a slot.
func (s *observation) customer(slot int, m rulebook.Merge) customer {
	status, _ := s.population.Status[slot].MarshalText()
	card := s.ranking.Card
	adoption, fit := s.ranking.Score(rulebook.Adoption, slot), s.ranking.Score(rulebook.Fit, slot)
	return customer{
		ID: m.ID, Name: orNull(m.Name), Owner: orNull(m.Owner), Status: string(status),
		Adoption: score(adoption), AdoptionBand: orNull(card.Band(rulebook.Adoption, adoption).Name(rulebook.Adoption)),
		Fit: score(fit), FitBand: orNull(card.Band(rulebook.Fit, fit).Name(rulebook.Fit)),
		Qualified: s.qualified.Has(slot),
	}
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func score(s rulebook.Score) *float64 {
	if !s.Known() {
		return nil
	}
	tenths := float64(s.Tenths()) / 10
	return &tenths
}

func timeText(at value.Instant) string { return at.Time().UTC().Format(time.RFC3339) }
