package rulebook

import (
	"fmt"
	"strings"

	"trialist/scoring/condition"
	"trialist/scoring/value"
)

// segmentsAbout lists the segments that ask about the signal of that name.
func (s Segments) segmentsAbout(signal string) []Segment {
	var about []Segment
	for _, o := range s.List {
		if asksAbout(o.When, signal) {
			about = append(about, o)
		}
	}
	return about
}

// WithCard is the book with the card in place of its own. Segments and workflows follow
// the signals that the card renames. The error names those that ask about a signal that
// the card has no more.
func (b Rulebook) WithCard(card Scorecard) (Rulebook, error) {
	for _, was := range b.Card.All() {
		now, kept := card.Signal(was.ID)
		if kept && now.Disqualifier == was.Disqualifier {
			continue
		}
		if used := b.usersOfSignal(was.Name); used != "" {
			return b, &value.FieldError{Field: "name", Message: fmt.Sprintf("%s %q is in use: %s; change or remove that first", was.kind(), was.Name, used)}
		}
	}
	edited := b
	edited.Card = card
	names := newNames(b.Card, card, nil)
	edited.Segments, edited.Workflows = b.Segments.renamed(names), b.Workflows.signalsRenamed(names)
	return edited, nil
}

// usersOfSignal says what asks about a signal, "" where nothing does.
func (b Rulebook) usersOfSignal(signal string) string {
	var users []string
	if about := b.Segments.segmentsAbout(signal); len(about) > 0 {
		names := make([]string, len(about))
		for i, s := range about {
			names[i] = s.Name
		}
		users = append(users, namedUsers("segment", "asks about it", "ask about it", names))
	}
	if about := b.Workflows.usingSignal(signal); len(about) > 0 {
		users = append(users, namedUsers("workflow", "asks about it", "ask about it", workflowNames(about)))
	}
	return value.JoinList(users, "and")
}

// newNames maps the names, in folded form, of the signals of a card to the names that
// they have in another card. Moved maps ids of the one to those of the other; nil is
// for cards whose ids mean the same signals.
func newNames(from, to Scorecard, moved map[int64]int64) map[string]string {
	names := make(map[string]string)
	for _, was := range from.All() {
		id, ok := moved[was.ID]
		if moved == nil {
			id, ok = was.ID, true
		}
		if now, found := to.Signal(id); ok && found && now.Name != was.Name {
			names[value.Fold(was.Name)] = now.Name
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
		renameSignals(s.List[i].When, names)
	}
	return s
}

// renameSignals gives signals that a condition asks about their new names.
func renameSignals(c condition.Condition, names map[string]string) {
	for i := range c.Rules {
		r := &c.Rules[i]
		if name, ok := names[value.Fold(strings.TrimSpace(r.Name))]; ok && r.Subject.NamesSignal() {
			r.Name = name
		}
	}
}
