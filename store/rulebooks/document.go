package rulebooks

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"trialist/scoring/condition"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
)

// rulebookFormat is the version of the documents below.
const rulebookFormat = 1

// rulebookDocument is a rulebook as it is stored. It has types of its own, so that
// the domain can be renamed without changing the format.
type rulebookDocument struct {
	Format        int                `json:"format"`
	LastID        int64              `json:"last_id"` // the highest ever given to a signal
	Weighting     rulebook.Weighting `json:"weighting"`
	AdoptionCuts  rulebook.Cuts      `json:"adoption_cuts"`
	FitCuts       rulebook.Cuts      `json:"fit_cuts"`
	Qualified     rulebook.Matrix    `json:"qualified"`              // by fit band, then adoption band
	TunedBefore   []value.Instant    `json:"tuned_before,omitempty"` // by side; nil where weights were chosen by hand
	Removed       []removedDocument  `json:"removed,omitempty"`
	Adoption      []signalDocument   `json:"adoption"`
	Fit           []signalDocument   `json:"fit"`
	Disqualifiers []signalDocument   `json:"disqualifiers,omitempty"`
	Lifecycle     lifecycleDocument  `json:"lifecycle"`
	Segments      *segmentsDocument  `json:"segments,omitempty"`  // nil in those written before there were any
	Workflows     *workflowsDocument `json:"workflows,omitempty"` // nil where there never was one
	Plan          *planDocument      `json:"plan,omitempty"`      // nil where it is the default
}

type segmentsDocument struct {
	LastID int64             `json:"last_id"` // the highest ever given to a segment
	List   []segmentDocument `json:"list"`
}

type segmentDocument struct {
	ID    int64          `json:"id"`
	Name  string         `json:"name"`
	Color rulebook.Color `json:"color"`
	When  string         `json:"when"`
}

type signalDocument struct {
	ID         int64               `json:"id"`
	Name       string              `json:"name"`
	Phase      rulebook.Phase      `json:"phase"`
	Weight     int                 `json:"weight"` // 0 of a disqualifier
	Enabled    bool                `json:"enabled"`
	HandRaiser bool                `json:"hand_raiser,omitempty"`
	When       condition.Condition `json:"when"`
}

type lifecycleDocument struct {
	LeftOut      condition.Condition `json:"left_out,omitzero"`
	Churned      condition.Condition `json:"churned"`
	Paying       condition.Condition `json:"paying"`
	NotConverted condition.Condition `json:"not_converted"`
	Trial        condition.Condition `json:"trial"`
	Default      rulebook.Status     `json:"default"`
	TrialDays    int                 `json:"trial_days"`
	LookerDays   int                 `json:"looker_days,omitempty"` // 0 is the default, as in those written before there was a choice
}

// Encode is the rulebook as a document, without its time zone, which lies with the data.
func Encode(b rulebook.Rulebook) (string, error) {
	body, err := json.Marshal(documentOf(b))
	return string(body), err
}

func documentOf(b rulebook.Rulebook) rulebookDocument {
	return rulebookDocument{
		Format: rulebookFormat, LastID: b.Card.LastID, Weighting: b.Card.Weighting,
		AdoptionCuts: b.Card.AdoptionCuts, FitCuts: b.Card.FitCuts, Qualified: b.Card.Qualified,
		Adoption: encodeSignals(b.Card.Adoption), Fit: encodeSignals(b.Card.Fit), Disqualifiers: encodeSignals(b.Card.Disqualifiers),
		Lifecycle: encodeLifecycle(b.Lifecycle), Segments: encodeSegments(b.Segments),
		Workflows: encodeWorkflows(b.Workflows), Plan: encodePlan(b), TunedBefore: encodeTuned(b.Card.TunedBefore),
		Removed: encodeRemoved(b.Card.Removed),
	}
}

// encodeTuned leaves out what documents of earlier versions do not have, so that these
// can read it.
func encodeTuned(before [2]value.Instant) []value.Instant {
	if before == [2]value.Instant{} {
		return nil
	}
	return before[:]
}

func decodeTuned(before []value.Instant) (tuned [2]value.Instant) {
	copy(tuned[:], before)
	return tuned
}

// encodeLifecycle leaves out a default that documents of earlier versions do not have,
// so that these can read it.
func encodeLifecycle(l rulebook.Lifecycle) lifecycleDocument {
	d := lifecycleDocument(l)
	if d.LookerDays == rulebook.DefaultLookerDays {
		d.LookerDays = 0
	}
	return d
}

func decodeLifecycle(d lifecycleDocument) rulebook.Lifecycle {
	l := rulebook.Lifecycle(d)
	l.LookerDays = cmp.Or(l.LookerDays, rulebook.DefaultLookerDays)
	return l.WithCurrentDefaults()
}

// encodeSegments is nil where there never was a segment.
func encodeSegments(segments rulebook.Segments) *segmentsDocument {
	if segments.LastID == 0 && len(segments.List) == 0 {
		return nil
	}
	d := &segmentsDocument{LastID: segments.LastID, List: []segmentDocument{}}
	for _, s := range segments.List {
		d.List = append(d.List, segmentDocument{ID: s.ID, Name: s.Name, Color: s.Color, When: s.When.String()})
	}
	return d
}

func decodeSegments(d *segmentsDocument) (rulebook.Segments, error) {
	if d == nil {
		return rulebook.Segments{}, nil
	}
	segments := rulebook.Segments{LastID: d.LastID}
	for _, s := range d.List {
		when, err := rulebook.ParseSegmentCondition(s.When)
		if err != nil {
			return segments, fmt.Errorf("segment %q: %w", value.Truncate(s.Name), err)
		}
		segments.List = append(segments.List, rulebook.Segment{ID: s.ID, Name: s.Name, Color: s.Color, When: when})
	}
	return segments, nil
}

func encodeSignals(signals []rulebook.Signal) []signalDocument {
	documents := make([]signalDocument, len(signals))
	for i, s := range signals {
		documents[i] = signalDocument{ID: s.ID, Name: s.Name, Phase: s.Phase, Weight: s.Weight, Enabled: s.Enabled, HandRaiser: s.HandRaiser, When: s.When}
	}
	return documents
}

// Decode reads a document. It refuses unknown fields: a rulebook that is read in part
// would rank differently and nobody would notice.
func Decode(body string) (rulebook.Rulebook, error) {
	var d rulebookDocument
	if err := decodeStrictly(body, &d); err != nil {
		return rulebook.Rulebook{}, err
	}
	return d.book()
}

// decodeStrictly reads a document that has no unknown field and nothing behind it.
func decodeStrictly(body string, document any) error {
	decoder := json.NewDecoder(bytes.NewReader([]byte(body)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(document); err != nil {
		return store.Errorf(store.ErrDamaged, "the saved signals cannot be read (%w); restore an earlier version", err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return store.Errorf(store.ErrDamaged, "the saved signals cannot be read; restore an earlier version")
	}
	return nil
}

func (d rulebookDocument) book() (rulebook.Rulebook, error) {
	if d.Format != rulebookFormat {
		return rulebook.Rulebook{}, store.Errorf(store.ErrDamaged, "the saved signals cannot be read; restore an earlier version")
	}
	segments, err := decodeSegments(d.Segments)
	if err != nil {
		return rulebook.Rulebook{}, store.Errorf(store.ErrDamaged, "the saved segments cannot be read (%w); restore an earlier version", err)
	}
	workflows, err := decodeWorkflows(d.Workflows)
	if err != nil {
		return rulebook.Rulebook{}, store.Errorf(store.ErrDamaged, "the saved workflows cannot be read (%w); restore an earlier version", err)
	}
	return rulebook.Rulebook{
		Segments: segments, Workflows: workflows, Plan: decodePlan(d.Plan),
		Lifecycle: decodeLifecycle(d.Lifecycle),
		Card: rulebook.Scorecard{
			Weighting: d.Weighting, TunedBefore: decodeTuned(d.TunedBefore), AdoptionCuts: d.AdoptionCuts, FitCuts: d.FitCuts, Qualified: d.Qualified,
			Adoption: decodeSignals(rulebook.Adoption, d.Adoption), Fit: decodeSignals(rulebook.Fit, d.Fit), LastID: d.LastID,
			Disqualifiers: decodeDisqualifiers(d.Disqualifiers), Removed: decodeRemoved(d.Removed),
		},
	}, nil
}

func decodeSignals(side rulebook.Side, documents []signalDocument) []rulebook.Signal {
	var signals []rulebook.Signal
	for _, d := range documents {
		signals = append(signals, rulebook.Signal{
			ID: d.ID, Name: d.Name, Side: side, Phase: d.Phase, Weight: d.Weight, Enabled: d.Enabled, HandRaiser: d.HandRaiser, When: d.When,
		})
	}
	return signals
}

func decodeDisqualifiers(documents []signalDocument) []rulebook.Signal {
	signals := decodeSignals(rulebook.Adoption, documents)
	for i, s := range signals {
		s.Disqualifier = true
		signals[i] = s.Normalized()
	}
	return signals
}
