package rulebook

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"trialist/scoring/condition"
	"trialist/scoring/value"
)

// Segment is a named condition that may also ask about scores, bands, the status,
// signals, and what sales reps did.
type Segment struct {
	ID    int64 // stable across renames; unique among the segments, given by Segments.Add
	Name  string
	Color Color // of its mark; never the only sign of it
	When  condition.Condition
}

// Segments is the segments of a rulebook in their order. It is a value: edits return
// a new one.
type Segments struct {
	List   []Segment // for reading only
	LastID int64     // the highest ever given to one of them; it never goes down
}

// maxSegments is how many segments a rulebook may have.
const maxSegments = 200

// Color is the colour of a segment's mark.
type Color uint8

// The colours.
const (
	NoColor Color = iota
	Blue
	Green
	Yellow
	Red
)

// Colors lists the colours, that of new segments first.
func Colors() []Color { return []Color{NoColor, Blue, Green, Yellow, Red} }

// String is "none", "blue", "green", "yellow" or "red".
func (c Color) String() string {
	switch c {
	case NoColor:
		return "none"
	case Blue:
		return "blue"
	case Green:
		return "green"
	case Yellow:
		return "yellow"
	case Red:
		return "red"
	}
	return "unknown"
}

// ParseColor reads what [Color.String] prints, ignoring case.
func ParseColor(s string) (Color, error) { return value.ParseEnum("colour", s, Colors()) }

// MarshalText is the colour's name.
func (c Color) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads a colour as [ParseColor] does.
func (c *Color) UnmarshalText(text []byte) (err error) {
	*c, err = ParseColor(string(text))
	return err
}

// ParseSegmentCondition reads the sentence of a segment, with bands, statuses and
// classes in their canonical names. An error is a [condition.SyntaxError].
func ParseSegmentCondition(s string) (condition.Condition, error) {
	return condition.ParseSegment(s, canonicalRule)
}

// canonicalRule is a rule about bands, statuses or classes with their canonical names. The
// error is a [value.FieldError].
func canonicalRule(r condition.Rule) (condition.Rule, error) {
	var name func(string) (string, error)
	switch s := r.Subject; {
	case s == condition.AdoptionBandSubject:
		name = func(s string) (string, error) { b, err := ParseBand(Adoption, s); return b.Name(Adoption), err }
	case s == condition.FitBandSubject:
		name = func(s string) (string, error) { b, err := ParseBand(Fit, s); return b.Name(Fit), err }
	case s == condition.StatusSubject:
		name = func(s string) (string, error) { status, err := ParseStatus(s); return status.String(), err }
	case s == condition.ClassSubject:
		name = func(s string) (string, error) { c, err := parseClass(s); return c.String(), err }
	default:
		return r, nil
	}
	texts := slices.Clone(r.Texts)
	for i, text := range texts {
		var err error
		if texts[i], err = name(text); err != nil {
			return r, &value.FieldError{Field: "texts", Message: err.Error()}
		}
	}
	r.Texts = texts
	return r, nil
}

// UnmarshalJSON reads a segment whose condition is a sentence of segments.
func (s *Segment) UnmarshalJSON(text []byte) error {
	var read struct {
		ID    int64
		Name  string
		Color Color
		When  string
	}
	if err := json.Unmarshal(text, &read); err != nil {
		return fmt.Errorf("segment: %w", err)
	}
	when, err := ParseSegmentCondition(read.When)
	if err != nil {
		return fmt.Errorf("segment %q: %w", value.Truncate(read.Name), err)
	}
	*s = Segment{ID: read.ID, Name: read.Name, Color: read.Color, When: when}
	return nil
}

// Clone is segments that share no memory with these.
func (s Segments) Clone() Segments {
	s.List = slices.Clone(s.List)
	for i := range s.List {
		s.List[i].When = cloneCondition(s.List[i].When)
	}
	return s
}

// ByName is the segment with the name, ignoring case.
func (s Segments) ByName(name string) (Segment, bool) {
	name = strings.TrimSpace(name)
	return s.find(func(o Segment) bool { return strings.EqualFold(o.Name, name) })
}

// Segment is the segment with the id.
func (s Segments) Segment(id int64) (Segment, bool) {
	return s.find(func(o Segment) bool { return o.ID == id })
}

// names are those of the segments.
func (s Segments) names() []string {
	names := make([]string, len(s.List))
	for i, segment := range s.List {
		names[i] = segment.Name
	}
	return names
}

func (s Segments) find(wanted func(Segment) bool) (Segment, bool) {
	at := slices.IndexFunc(s.List, wanted)
	if at < 0 {
		return Segment{}, false
	}
	return s.List[at], true
}

// NextID is the id that a new segment gets.
func (s Segments) NextID() int64 {
	last := s.LastID
	for _, o := range s.List {
		last = max(last, o.ID)
	}
	return last + 1
}

// Equal reports whether the segments are the same in every respect.
func (s Segment) Equal(other Segment) bool {
	return s.ID == other.ID && s.Name == other.Name && s.Color == other.Color && s.When.Equal(other.When)
}

// AddSegment is the book with the segment as its last, under a new id. The error is a
// [value.FieldError], whose field is "name", "color" or "when".
func (b Rulebook) AddSegment(s Segment) (Rulebook, error) {
	edited := b
	edited.Segments = b.Segments.Clone()
	s.ID = b.Segments.NextID()
	s.Name, s.When = strings.TrimSpace(s.Name), cloneCondition(s.When)
	edited.Segments.LastID = s.ID
	edited.Segments.List = append(edited.Segments.List, s)
	return b.validatedSegment(edited, s)
}

// ReplaceSegment is the book with the segment in place of the one with the same id.
// Workflows follow its name. The error is as that of AddSegment.
func (b Rulebook) ReplaceSegment(s Segment) (Rulebook, error) {
	at := slices.IndexFunc(b.Segments.List, func(o Segment) bool { return o.ID == s.ID })
	if at < 0 {
		return b, goneSegment(s.ID)
	}
	edited := b
	edited.Segments = b.Segments.Clone()
	s.Name, s.When = strings.TrimSpace(s.Name), cloneCondition(s.When)
	edited.Segments.List[at] = s
	edited.Workflows = b.Workflows.segmentsRenamed(newSegmentNames(b.Segments, edited.Segments, nil))
	return b.validatedSegment(edited, s)
}

// RemoveSegment is the book without the segment. The error names the workflows that
// use it.
func (b Rulebook) RemoveSegment(id int64) (Rulebook, error) {
	if s, ok := b.Segments.Segment(id); ok {
		if err := b.checkSegmentUnused(s.Name); err != nil {
			return b, err
		}
	}
	edited := b
	edited.Segments = b.Segments.Clone()
	edited.Segments.List = slices.DeleteFunc(edited.Segments.List, func(o Segment) bool { return o.ID == id })
	if len(edited.Segments.List) == len(b.Segments.List) {
		return b, goneSegment(id)
	}
	return edited, nil
}

// MoveSegment is the book with a segment at another place of the list, from 0. The
// error is a value.FieldError.
func (b Rulebook) MoveSegment(id int64, to int) (Rulebook, error) {
	at := slices.IndexFunc(b.Segments.List, func(o Segment) bool { return o.ID == id })
	switch {
	case at < 0:
		return b, goneSegment(id)
	case to < 0 || to >= len(b.Segments.List):
		return b, &value.FieldError{Field: "place", Message: fmt.Sprintf("place %d is not among 1 to %d of the segments", to+1, len(b.Segments.List))}
	}
	edited := b
	edited.Segments = b.Segments.Clone()
	list := edited.Segments.List
	moved := list[at]
	edited.Segments.List = slices.Insert(slices.Delete(list, at, at+1), to, moved)
	return edited, nil
}

func goneSegment(id int64) error {
	return &value.FieldError{Field: "id", Message: fmt.Sprintf("there is no segment with the id %d any more", id)}
}

func (b Rulebook) validatedSegment(edited Rulebook, s Segment) (Rulebook, error) {
	if err := edited.validateSegment(s); err != nil {
		return b, err
	}
	if len(edited.Segments.List) > maxSegments {
		return b, tooManySegments()
	}
	return edited, nil
}

func tooManySegments() error {
	return &value.FieldError{Field: "name", Message: fmt.Sprintf("there can be at most %d segments; remove one first", maxSegments)}
}

// validateSegments checks all segments of the book.
func (b Rulebook) validateSegments() error {
	ids := make(map[int64]bool)
	for i, s := range b.Segments.List {
		path := fmt.Sprintf("segments[%d]", i)
		if s.ID < 1 || ids[s.ID] {
			return &value.FieldError{Field: path + ".id", Message: fmt.Sprintf("segment %q needs an id of its own, from 1; %d is not", s.Name, s.ID)}
		}
		ids[s.ID] = true
		if err := b.validateSegment(s); err != nil {
			return value.PrefixField(path, err)
		}
	}
	if len(b.Segments.List) > maxSegments {
		return tooManySegments()
	}
	return nil
}

// validateSegment checks one segment of the book.
func (b Rulebook) validateSegment(s Segment) error {
	if err := validateName("segment", s.Name); err != nil {
		return err
	}
	other, taken := b.Segments.find(func(o Segment) bool { return o.ID != s.ID && strings.EqualFold(o.Name, s.Name) })
	switch {
	case taken:
		return &value.FieldError{Field: "name", Message: fmt.Sprintf("there is already a segment named %q", other.Name)}
	case s.Color > Red:
		return &value.FieldError{Field: "color", Message: "a segment's colour must be none, blue, green, yellow or red"}
	}
	return value.PrefixField("when", b.validateWhen("segment", s.Name, s.When))
}

// validateWhen checks a condition of segments that a thing of the book has.
func (b Rulebook) validateWhen(what, name string, c condition.Condition) error {
	if err := c.ValidateSegment(); err != nil {
		return err
	}
	for _, r := range c.Rules {
		if _, err := canonicalRule(r); err != nil {
			return err
		}
		if wrong := b.signalRuleError(r); wrong != "" {
			return &value.FieldError{Message: fmt.Sprintf("%s %q asks about %s %q, and %s", what, name, r.Subject, r.Name, wrong)}
		}
	}
	return nil
}

// signalRuleError is why a rule cannot be asked of the signal that it names; "" when it
// can.
func (b Rulebook) signalRuleError(r condition.Rule) string {
	s, ok := b.Card.ByName(r.Name)
	switch {
	case !r.Subject.NamesSignal():
		return ""
	case !ok:
		return fmt.Sprintf("no %s is named so", r.Subject) + value.DidYouMean(r.Name, b.Card.names(r.Subject == condition.DisqualifierSubject))
	case s.Disqualifier != (r.Subject == condition.DisqualifierSubject):
		return fmt.Sprintf("that is a %s", s.kind())
	case r.Operator.ComparesNumber() && r.Number > float64(s.Levels()):
		return fmt.Sprintf("it has no level %s", condition.NumberString(r.Number))
	}
	return ""
}
