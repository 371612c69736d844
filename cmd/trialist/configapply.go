package main

import (
	"errors"
	"fmt"
	"strings"

	"trialist/scoring"
)

// apply is the book with what the configuration mentions. A signal keeps its
// identity as long as it keeps its name. The error names the place in the file.
func (f *configFile) apply(book scoring.Rulebook) (scoring.Rulebook, error) {
	edited := scoring.Rulebook{Card: book.Card.Clone(), Life: book.Life}
	set(&edited.Card.Weighting, f.Weighting)
	set(&edited.Life.TrialDays, f.TrialDays)
	if f.Bands != nil {
		set(&edited.Card.AdoptionCuts, f.Bands.Adoption)
		set(&edited.Card.FitCuts, f.Bands.Fit)
	}
	if f.Status != nil {
		f.Status.apply(&edited.Life)
	}
	if err := f.applyQualified(&edited.Card); err != nil {
		return book, err
	}
	if f.Adoption != nil {
		edited.Card.Adoption = signalsOf(scoring.Adoption, *f.Adoption)
	}
	if f.Fit != nil {
		edited.Card.Fit = signalsOf(scoring.Fit, *f.Fit)
	}
	number(&edited.Card, book.Card)
	var wrong *scoring.FieldError
	if err := edited.Validate(); errors.As(err, &wrong) {
		return book, f.at(configKey(wrong.Field), "%s", wrong.Message)
	} else if err != nil {
		return book, fmt.Errorf("%s: %w", f.path, err)
	}
	return edited, nil
}

// set puts the value in place, where there is one.
func set[T any](to, value *T) {
	if value != nil {
		*to = *value
	}
}

func (s *statusConfig) apply(life *scoring.Lifecycle) {
	for _, part := range []struct {
		to   *scoring.Condition
		when *sentence
	}{
		{&life.Churned, s.Churned},
		{&life.Paying, s.Paying},
		{&life.NotConverted, s.NotConverted},
		{&life.Trial, s.Trial},
	} {
		if part.when != nil {
			*part.to = part.when.Condition
		}
	}
	set(&life.Default, s.Default)
}

// applyQualified ticks the cells of the fit bands that the file mentions.
func (f *configFile) applyQualified(card *scoring.Scorecard) error {
	for name, ticked := range f.Qualified {
		key := "qualified." + name
		fit, err := scoring.ParseBand(scoring.Fit, name)
		if err != nil {
			return f.at(key, "%s", err)
		}
		card.Qualified[fit] = [scoring.NumBands]bool{}
		for _, word := range ticked {
			adoption, err := scoring.ParseBand(scoring.Adoption, word)
			if err != nil {
				return f.at(key, "%s", err)
			}
			card.Qualified[fit][adoption] = true
		}
	}
	return nil
}

func signalsOf(side scoring.Side, configs []signalConfig) []scoring.Signal {
	var signals []scoring.Signal
	for _, c := range configs {
		signals = append(signals, scoring.Signal{
			Name: strings.TrimSpace(c.Name), Side: side, Phase: c.Phase, Weight: c.Weight,
			Enabled: c.Enabled == nil || *c.Enabled, When: c.When.Condition,
		})
	}
	return signals
}

// number gives the signals of a card that come from a file their ids: that of
// the signal of the same name before, else a new one.
func number(card *scoring.Scorecard, before scoring.Scorecard) {
	next, used := before.NextID(), make(map[int64]bool)
	for _, signals := range [][]scoring.Signal{card.Adoption, card.Fit} {
		for i := range signals {
			s := &signals[i]
			if old, ok := before.ByName(s.Name); ok && !used[old.ID] {
				s.ID = old.ID
			} else if s.ID == 0 {
				s.ID = next
				next++
			}
			used[s.ID] = true
		}
	}
	card.LastID = next - 1
}

// configKey is where the configuration has what a field error of a rulebook is
// about.
func configKey(field string) string {
	renamed := strings.NewReplacer(
		"card.adoption_cuts", "bands.adoption",
		"card.fit_cuts", "bands.fit",
		"card.", "",
		"life.trial_days", "trial_days",
		"life.", "status.",
	)
	return renamed.Replace(field)
}
