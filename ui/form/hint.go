package form

import (
	"trialist/scoring/rulebook"
	"trialist/ui/clean"
)

// hintLabel names the current field, at the hint for it.
func (f *Form) hintLabel() clean.Text {
	switch f.current.Kind {
	case SubjectField:
		return "Subject"
	case OperatorField:
		return "Operator"
	case spanField, CountField, unitField:
		return "Window"
	case ValueField:
		return "Value"
	case RuleNameField, NameField:
		return "Name"
	case SideField:
		return "Side"
	case phaseField:
		return "Phase"
	case WeightField:
		return "Weight"
	case handRaiserField:
		return "Marked"
	case JoinField:
		return "Matches"
	case SentenceField:
	}
	return "In words"
}

// hint is what the current field takes, in a number of cells.
func (f *Form) hint(room int) clean.Text {
	switch f.current.Kind {
	case NameField:
		return "what the list and the trial call it"
	case WeightField:
		return "+ and -, or a digit; 0 is 10"
	case RuleNameField:
		if f.picker.open {
			return "enter takes the selected name, tab keeps what is typed"
		}
		return "type to find it; ctrl+o lists all there are"
	case CountField:
		if f.takesLevels() {
			return longestFitting(room, "a whole number from 1, or two to four levels such as 30|14|7", "a whole number, or two to four levels: 30|14|7", "a number, or levels: 30|14|7")
		}
		return "a whole number from 1"
	case SentenceField:
		return "type or paste a whole condition"
	case ValueField:
		switch operandOf(f.rules[f.current.Rule].operator) {
		case textOperand:
			return "one or more, such as US|UK|Canada; case does not count"
		case dateOperand:
			return "a day such as 2026-01-31"
		case daysOperand:
			if f.takesLevels() {
				return longestFitting(room, "a whole number of days, or two to four levels such as 30|14|7", "days, or two to four levels such as 30|14|7", "days, or levels: 30|14|7")
			}
			return "a whole number of days"
		case numberOperand, noOperand:
			if f.takesLevels() {
				return longestFitting(room, "a number, or two to four levels such as 1|5|20", "a number, or two to four levels: 1|5|20", "a number, or levels: 1|5|20")
			}
			return "a number"
		}
	case SideField, phaseField, handRaiserField, JoinField, SubjectField, OperatorField, spanField, unitField:
	}
	return ""
}

// optionHint says what the chosen option means, in a number of cells; "" where that is plain
// or has no room.
func (f *Form) optionHint(room int) clean.Text {
	switch {
	case f.current.Kind == handRaiserField:
		return longestFitting(room, "its trials are listed above the ranking", "listed above the ranking", "")
	case f.signal.Disqualifier || f.signal.Side != rulebook.Adoption:
		return ""
	case f.current.Kind == SideField:
		return longestFitting(room, "what they did; it is a milestone of the journey too", "a milestone of the journey too", "a milestone too", "")
	case f.current.Kind == phaseField:
		return longestFitting(room, "of its milestone in the journey", "in the journey", "")
	}
	return ""
}

// longestFitting is the first of the texts, from the longest to the shortest, that has no
// more than width cells; else the last.
func longestFitting(width int, texts ...clean.Text) clean.Text {
	for _, text := range texts {
		if text.Width() <= width {
			return text
		}
	}
	return texts[len(texts)-1]
}
