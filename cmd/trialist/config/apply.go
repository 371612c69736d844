package config

import (
	"errors"
	"fmt"
	"strings"

	"trialist/scoring/condition"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// ApplyTo returns the book changed by what the file mentions. A signal keeps its id
// if its name stays. Errors name the position in the file.
func (f *File) ApplyTo(book rulebook.Rulebook) (rulebook.Rulebook, error) {
	edited := rulebook.Rulebook{Card: book.Card.Clone(), Lifecycle: book.Lifecycle, TimeZone: book.TimeZone, Segments: book.Segments.Clone(), Workflows: book.Workflows.Clone(), Plan: book.Plan.Clone()}
	setIfGiven(&edited.Card.Weighting, f.Weighting)
	setIfGiven(&edited.Lifecycle.TrialDays, f.TrialDays)
	setIfGiven(&edited.Lifecycle.LookerDays, f.LookerDays)
	setIfGiven(&edited.TimeZone, f.TimeZone)
	for side, before := range map[rulebook.Side]*instant{rulebook.Adoption: f.AdoptionTuned, rulebook.Fit: f.FitTuned} {
		if before != nil {
			edited.Card.TunedBefore[side] = before.Instant
		}
	}
	if f.Bands != nil {
		setIfGiven(&edited.Card.AdoptionCuts, f.Bands.Adoption)
		setIfGiven(&edited.Card.FitCuts, f.Bands.Fit)
	}
	if f.Status != nil {
		f.Status.applyTo(&edited.Lifecycle)
	}
	if err := f.applyQualifiedTo(&edited.Card); err != nil {
		return book, err
	}
	if f.Adoption != nil {
		edited.Card.Adoption = signalsOf(rulebook.Adoption, *f.Adoption)
	}
	if f.Fit != nil {
		edited.Card.Fit = signalsOf(rulebook.Fit, *f.Fit)
	}
	if f.Disqualifiers != nil {
		edited.Card.Disqualifiers = disqualifiersOf(*f.Disqualifiers)
	}
	assignIDs(&edited.Card, book.Card)
	if f.Segments != nil {
		edited.Segments = segmentsOf(*f.Segments, book.Segments)
	}
	if f.Workflows != nil {
		edited.Workflows, _ = workflowsOf(*f.Workflows, book.Workflows).EnabledAsIn(book.Workflows)
	}
	if f.Plan != nil {
		if err := f.applyPlanTo(&edited); err != nil {
			return book, err
		}
	}
	var wrong *value.FieldError
	if err := edited.Validate(); errors.As(err, &wrong) {
		return book, f.errorAt(fileKey(wrong.Field), "%s", wrong.Message)
	} else if err != nil {
		return book, fmt.Errorf("%s: %w", f.path, err)
	}
	return edited, nil
}

// setIfGiven sets *to unless value is nil.
func setIfGiven[T any](to, value *T) {
	if value != nil {
		*to = *value
	}
}

func (s *statusConfig) applyTo(life *rulebook.Lifecycle) {
	for _, part := range []struct {
		to   *condition.Condition
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
	if s.LeftOut != nil {
		life.LeftOut = s.LeftOut.Condition
	}
	setIfGiven(&life.Default, s.Default)
}

// applyQualifiedTo sets the cells of the qualified matrix in the rows of the fit
// bands that the file mentions.
func (f *File) applyQualifiedTo(card *rulebook.Scorecard) error {
	for name, ticked := range f.Qualified {
		key := "qualified." + name
		fit, err := rulebook.ParseBand(rulebook.Fit, name)
		if err != nil {
			return f.errorAt(key, "%s", err)
		}
		card.Qualified[fit] = [rulebook.NumBands]bool{}
		for _, word := range ticked {
			adoption, err := rulebook.ParseBand(rulebook.Adoption, word)
			if err != nil {
				return f.errorAt(key, "%s", err)
			}
			card.Qualified[fit][adoption] = true
		}
	}
	return nil
}

func signalsOf(side rulebook.Side, configs []signalConfig) []rulebook.Signal {
	var signals []rulebook.Signal
	for _, c := range configs {
		signals = append(signals, rulebook.Signal{
			Name: strings.TrimSpace(c.Name), Side: side, Phase: c.Phase, Weight: c.Weight,
			Enabled: c.Enabled == nil || *c.Enabled, HandRaiser: c.HandRaiser, When: c.When.Condition,
		})
	}
	return signals
}

func disqualifiersOf(configs []disqualifierConfig) []rulebook.Signal {
	var signals []rulebook.Signal
	for _, c := range configs {
		signals = append(signals, rulebook.Signal{
			Name: c.Name, Disqualifier: true, Enabled: c.Enabled == nil || *c.Enabled, When: c.When.Condition,
		}.Normalized())
	}
	return signals
}

// segmentsOf is the segments of the file. One keeps its id if its name stays.
func segmentsOf(configs []segmentConfig, before rulebook.Segments) rulebook.Segments {
	segments, used := rulebook.Segments{LastID: before.NextID() - 1}, make(map[int64]bool)
	for _, c := range configs {
		s := rulebook.Segment{Name: strings.TrimSpace(c.Name), Color: c.Color, When: c.When.Condition}
		if old, ok := before.ByName(s.Name); ok && !used[old.ID] {
			s.ID = old.ID
		} else {
			segments.LastID++
			s.ID = segments.LastID
		}
		used[s.ID] = true
		segments.List = append(segments.List, s)
	}
	return segments
}

// workflowsOf is the workflows of the file. One keeps its id if its name stays.
func workflowsOf(configs []workflowConfig, before rulebook.Workflows) rulebook.Workflows {
	workflows, used := rulebook.Workflows{LastID: before.NextID() - 1}, make(map[int64]bool)
	for _, c := range configs {
		w := rulebook.Workflow{Name: strings.TrimSpace(c.Name), Trigger: c.Trigger.Trigger, Once: c.Once, Enabled: c.Enabled}
		if c.If != nil {
			w.If = c.If.Condition
		}
		for _, a := range c.Actions {
			w.Actions = append(w.Actions, a.Action)
		}
		if old, ok := before.ByName(w.Name); ok && !used[old.ID] {
			w.ID = old.ID
		} else {
			workflows.LastID++
			w.ID = workflows.LastID
		}
		used[w.ID] = true
		workflows.List = append(workflows.List, w)
	}
	return workflows
}

// LeftDisabled names the workflows that the file enables and the book does not.
func (f *File) LeftDisabled(book rulebook.Rulebook) []string {
	var names []string
	if f.Workflows != nil {
		for _, c := range *f.Workflows {
			if w, ok := book.Workflows.ByName(c.Name); ok && c.Enabled && !w.Enabled {
				names = append(names, w.Name)
			}
		}
	}
	return names
}

// assignIDs gives each signal of card the id of the signal of the same name before, be
// it one that was removed, or a new id.
func assignIDs(card *rulebook.Scorecard, before rulebook.Scorecard) {
	next, used := before.NextID(), make(map[int64]bool)
	for _, signals := range [][]rulebook.Signal{card.Adoption, card.Fit, card.Disqualifiers} {
		for i := range signals {
			s := &signals[i]
			if old, ok := before.ByName(s.Name); ok && !used[old.ID] {
				s.ID = old.ID
			} else if removed := before.IDFor(s.Name); s.ID == 0 && removed < before.NextID() && !used[removed] {
				s.ID = removed
			} else if s.ID == 0 {
				s.ID = next
				next++
			}
			used[s.ID] = true
		}
	}
	card.LastID = next - 1
	card.NoteRemoved(before)
}

// fileKey returns the key in the file for a field named by an error of the rulebook.
func fileKey(field string) string {
	renamed := strings.NewReplacer(
		"card.adoption_cuts", "bands.adoption",
		"card.fit_cuts", "bands.fit",
		"card.", "",
		"life.trial_days", "trial_days",
		"life.looker_days", "looker_days",
		"life.", "status.",
	)
	return renamed.Replace(field)
}
