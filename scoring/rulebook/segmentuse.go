package rulebook

import (
	"fmt"
	"strconv"
	"strings"

	"trialist/scoring/condition"
	"trialist/scoring/value"
)

// SegmentsAbout lists the segments that ask about the signal of that name.
func (s Segments) SegmentsAbout(signal string) []Segment {
	var about []Segment
	for _, o := range s.List {
		for _, r := range o.When.Rules {
			if r.Subject == condition.SignalSubject && strings.EqualFold(strings.TrimSpace(r.Name), signal) {
				about = append(about, o)
				break
			}
		}
	}
	return about
}

// WithCard is the book with the card in place of its own. Segments follow the
// signals that the card renames. The error names the segments that ask about a signal
// that the card has no more.
func (b Rulebook) WithCard(card Scorecard) (Rulebook, error) {
	for _, side := range Sides() {
		for _, was := range b.Card.Signals(side) {
			if _, kept := card.Signal(was.ID); kept {
				continue
			}
			if about := b.Segments.SegmentsAbout(was.Name); len(about) > 0 {
				return b, &value.FieldError{Field: "name", Message: usedText(was.Name, about)}
			}
		}
	}
	edited := b
	edited.Card = card
	edited.Segments = b.Segments.renamed(newNames(b.Card, card, nil))
	return edited, nil
}

// usedText says which segments ask about a signal.
func usedText(signal string, segments []Segment) string {
	names := make([]string, len(segments))
	for i, s := range segments {
		names[i] = strconv.Quote(s.Name)
	}
	noun, verb := "segment", "asks"
	if len(names) > 1 {
		noun, verb = "segments", "ask"
	}
	return fmt.Sprintf("signal %q is in use: %s %s %s about it; change or remove that first", signal, noun, value.JoinList(names, "and"), verb)
}

// newNames maps the names, in folded form, of the signals of a card to the names that
// they have in another card. Moved maps ids of the one to those of the other; nil is
// for cards whose ids mean the same signals.
func newNames(from, to Scorecard, moved map[int64]int64) map[string]string {
	names := make(map[string]string)
	for _, side := range Sides() {
		for _, was := range from.Signals(side) {
			id, ok := moved[was.ID]
			if moved == nil {
				id, ok = was.ID, true
			}
			if now, found := to.Signal(id); ok && found && now.Name != was.Name {
				names[value.Fold(was.Name)] = now.Name
			}
		}
	}
	return names
}

// renamed is the segments with signals under their new names.
func (s Segments) renamed(names map[string]string) Segments {
	if len(names) == 0 {
		return s
	}
	s = s.Clone()
	for i := range s.List {
		for j := range s.List[i].When.Rules {
			r := &s.List[i].When.Rules[j]
			if name, ok := names[value.Fold(strings.TrimSpace(r.Name))]; ok && r.Subject == condition.SignalSubject {
				r.Name = name
			}
		}
	}
	return s
}
