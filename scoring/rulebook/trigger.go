package rulebook

import (
	"fmt"
	"strings"

	"trialist/scoring/condition"
	"trialist/scoring/value"
)

// TriggerKind is what has to happen to an account for a workflow to fire.
type TriggerKind uint8

// The kinds of triggers.
const (
	EntersSegment TriggerKind = iota
	LeavesSegment
	BecomesQualified
	StopsQualified
	ChangesStatus
	EntersBand // from below or from above
	ReachesMilestone
	DoesEvent // at least once since the workflow last ran, however long ago the event was
	afterTriggers
)

// triggerWords open the sentences of the kinds. A band has its side between two words.
var triggerWords = [afterTriggers]string{
	EntersSegment: "enters segment", LeavesSegment: "leaves segment",
	BecomesQualified: "becomes qualified", StopsQualified: "stops being qualified",
	ChangesStatus: "changes status", EntersBand: "enters", ReachesMilestone: "reaches milestone", DoesEvent: "does event",
}

// triggerKinds lists the kinds.
func triggerKinds() []TriggerKind {
	kinds := make([]TriggerKind, afterTriggers)
	for i := range kinds {
		kinds[i] = TriggerKind(i)
	}
	return kinds
}

// String is the words that open the sentence of the kind.
func (k TriggerKind) String() string {
	switch {
	case k == EntersBand:
		return "enters band"
	case k < afterTriggers:
		return triggerWords[k]
	}
	return "unknown"
}

// Trigger is what has to happen to an account for a workflow to fire.
type Trigger struct {
	Kind   TriggerKind
	Name   string // of the segment, the signal or the event
	Side   Side   // of the band
	Band   Band
	Status Status // that it changes to; NoStatus for any
}

// String is the canonical sentence, which [ParseTrigger] reads back.
func (t Trigger) String() string {
	switch t.Kind {
	case EntersSegment, LeavesSegment, ReachesMilestone, DoesEvent:
		return triggerWords[t.Kind] + " " + condition.QuoteWord(t.Name)
	case BecomesQualified, StopsQualified:
		return triggerWords[t.Kind]
	case ChangesStatus:
		if t.Status == NoStatus {
			return triggerWords[t.Kind]
		}
		return triggerWords[t.Kind] + " to " + condition.QuoteWord(t.Status.String())
	case EntersBand:
		return triggerWords[t.Kind] + " " + t.Side.String() + " band " + condition.QuoteWord(t.Band.Name(t.Side))
	case afterTriggers:
	}
	return "unknown"
}

// ParseTrigger reads the sentence of a trigger. Words of the grammar may be in any
// case. An error is a [condition.SyntaxError].
func ParseTrigger(s string) (Trigger, error) {
	p, err := newPhrase(s)
	if err != nil {
		return Trigger{}, err
	}
	t, err := p.trigger()
	if err == nil {
		err = p.end()
	}
	if err != nil {
		return Trigger{}, err
	}
	return t, nil
}

func (p *phrase) trigger() (Trigger, error) {
	for _, side := range Sides() {
		if p.take(triggerWords[EntersBand] + " " + side.String() + " band") {
			return p.band(side)
		}
	}
	for _, k := range triggerKinds() {
		if k == EntersBand || !p.take(triggerWords[k]) {
			continue
		}
		t := Trigger{Kind: k}
		switch k {
		case EntersSegment, LeavesSegment, ReachesMilestone, DoesEvent:
			var ok bool
			if t.Name, ok = p.text("a name"); !ok {
				return t, p.unexpected()
			}
			if strings.TrimSpace(t.Name) == "" {
				return t, p.wrong("a name must not be empty")
			}
		case ChangesStatus:
			return p.status(t)
		case BecomesQualified, StopsQualified, EntersBand, afterTriggers:
		}
		return t, nil
	}
	return Trigger{}, p.unexpected()
}

func (p *phrase) band(side Side) (Trigger, error) {
	t := Trigger{Kind: EntersBand, Side: side}
	name, ok := p.text("the name of a band")
	if !ok {
		return t, p.unexpected()
	}
	var err error
	if t.Band, err = ParseBand(side, name); err != nil {
		return t, p.wrong(err.Error())
	}
	return t, nil
}

func (p *phrase) status(t Trigger) (Trigger, error) {
	if !p.take("to") {
		return t, nil
	}
	name, ok := p.text("a status")
	if !ok {
		return t, p.unexpected()
	}
	if strings.EqualFold(name, "not") && p.take("converted") {
		name = NotConverted.String()
	}
	var err error
	if t.Status, err = ParseStatus(name); err != nil {
		return t, p.wrong(err.Error())
	}
	return t, nil
}

// validate checks the trigger against what the book has. The error is a
// [value.FieldError].
func (t Trigger) validate(b Rulebook) error {
	wrong := func(format string, args ...any) error {
		return &value.FieldError{Field: "trigger", Message: fmt.Sprintf(format, args...)}
	}
	if t.Kind >= afterTriggers {
		return wrong("a workflow needs a trigger")
	}
	switch t.Kind {
	case EntersSegment, LeavesSegment:
		if _, ok := b.Segments.ByName(t.Name); !ok {
			return wrong("no segment is named %q%s", value.Truncate(t.Name), value.DidYouMean(t.Name, b.Segments.names()))
		}
	case ReachesMilestone:
		s, ok := b.Card.ByName(t.Name)
		if !ok {
			return wrong("%s", b.Card.UnknownName(t.Name))
		}
		if s.Side != Adoption {
			return wrong("signal %q is no milestone, as it is not on the adoption side", value.Truncate(t.Name))
		}
	case DoesEvent:
		if strings.TrimSpace(t.Name) == "" {
			return wrong("which event is not said")
		}
	case EntersBand:
		if t.Side > Fit || t.Band >= NoBand {
			return wrong("which band is not said")
		}
	case ChangesStatus:
		if t.Status > Churned {
			return wrong("there is no such status")
		}
	case BecomesQualified, StopsQualified, afterTriggers:
	}
	return nil
}
