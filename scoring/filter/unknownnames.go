package filter

import (
	"fmt"

	"trialist/scoring/rulebook"
	"trialist/scoring/segment"
	"trialist/scoring/value"
)

// UnknownNames says of each term that asks for a signal, a segment, an event or an attribute
// that does not exist what is wrong with it, in the words of the errors of
// [Filter.Evaluate]. It needs the names of the data only, not the data.
func (f Filter) UnknownNames(data value.Names, card rulebook.Scorecard, segments rulebook.Segments) []string {
	var unknown []string
	for _, t := range f.Terms {
		if err := t.checkNames(data, card, segments); err != nil {
			unknown = append(unknown, t.describe(err).Error())
		}
	}
	return unknown
}

// describe is the error of a term, with the term in front.
func (t Term) describe(err error) error {
	return fmt.Errorf("filter term %s: %w", escapeControls(value.Truncate(t.String())), err)
}

// checkNames is the first name of the term that nothing has, as an error.
func (t Term) checkNames(data value.Names, card rulebook.Scorecard, segments rulebook.Segments) error {
	if t.Field == AttributeField {
		if _, ok := value.ResolveName(t.Name, data.Attributes); !ok {
			return unknownAttribute(t.Name)
		}
		return nil
	}
	for i, name := range t.Texts {
		var err error
		switch t.Field { //nolint:exhaustive // the other fields ask for no name
		case SignalField:
			_, err = segment.FindLevel(card, name, t.level(i))
		case DisqualifierField:
			_, err = segment.FindDisqualifier(card, name)
		case SegmentField:
			if _, ok := segments.ByName(name); !ok {
				err = unknownSegment(name)
			}
		case EventField:
			if _, ok := value.ResolveName(name, data.Events); !ok {
				err = unknownEvent(name)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// level is the level that an alternative of a term about signals asks for, from 1.
func (t Term) level(alternative int) int {
	if alternative < len(t.Levels) {
		return max(t.Levels[alternative], 1)
	}
	return 1
}

func unknownAttribute(name string) error {
	return fmt.Errorf("no customer has a %q", value.Truncate(name))
}

func unknownSegment(name string) error {
	return fmt.Errorf("no segment is named %q", value.Truncate(name))
}

func unknownEvent(name string) error {
	return fmt.Errorf("no event is named %q", value.Truncate(name))
}
