package ui

import (
	"slices"

	"trialist/scoring/condition"
	"trialist/ui/textfield"
)

// formPart is a field of the form.
type formPart uint8

// The fields, in the order that tab goes through them. Those from subject to
// unit belong to a rule.
const (
	namePart formPart = iota
	sidePart
	phasePart
	weightPart
	joinPart
	subjectPart
	aboutPart
	operatorPart
	valuePart
	spanPart
	countPart
	unitPart
	sentencePart
)

// formSpot is one field of the form on screen.
type formSpot struct {
	part formPart
	rule int // that the field belongs to
}

// spots are the fields that there are now, in their order.
func (f *form) spots() []formSpot {
	var spots []formSpot
	if f.whole {
		spots = append(spots, formSpot{part: namePart}, formSpot{part: sidePart}, formSpot{part: phasePart}, formSpot{part: weightPart})
	}
	spots = append(spots, formSpot{part: joinPart})
	for i := range f.rules {
		for _, part := range f.rules[i].parts() {
			spots = append(spots, formSpot{part, i})
		}
	}
	return append(spots, formSpot{part: sentencePart})
}

// step goes a number of fields on, around the end and the beginning.
func (f *form) step(by int) {
	spots := f.spots()
	at := max(slices.Index(spots, f.at), 0)
	f.visit(spots[(at+by+len(spots))%len(spots)])
}

// last reports whether there is no field after the one with the cursor.
func (f *form) last() bool { return f.at.part == sentencePart }

// climb goes to the field on the nearest line above or below that has one.
func (f *form) climb(by int) {
	page := f.page(f.inner())
	here, ok := page.place(f.at)
	if !ok {
		return
	}
	best, found := formPiece{}, false
	for _, p := range page.pieces {
		switch d := (p.line - here.line) * by; {
		case d <= 0:
		case !found || d < (best.line-here.line)*by:
			best, found = p, true
		case p.line == best.line && p.away(here.x) < best.away(here.x):
			best = p
		}
	}
	if found {
		f.visit(best.spot)
	}
}

// visit brings the cursor to a field.
func (f *form) visit(spot formSpot) {
	f.picker.open = false
	f.at = spot
	f.refused, f.fresh = "", false
	if field := f.field(spot); field != nil {
		field.CursorEnd()
		f.fresh = f.numeric(spot) && field.Value() != ""
	}
	switch {
	case spot.part == sentencePart && f.sentence.wrong == "":
		f.sentence.Field = textfield.New(f.typable())
	case spot.part == aboutPart && f.rules[spot.rule].name.Value() == "":
		f.pick(true)
	}
	f.follow()
}

// numeric reports whether a field takes a number. Nobody adds digits to the
// number that a rule starts with: what is typed takes its place.
func (f *form) numeric(spot formSpot) bool {
	if spot.part == countPart {
		return true
	}
	operand := nothing
	if spot.part == valuePart {
		operand = operandOf(f.rules[spot.rule].operator)
	}
	return operand == numbers || operand == distances
}

// settle brings the cursor back to a field after some may have gone.
func (f *form) settle() {
	spots := f.spots()
	if slices.Contains(spots, f.at) {
		return
	}
	at := formSpot{part: joinPart}
	for _, spot := range spots {
		if spot.rule == min(f.at.rule, len(f.rules)-1) && spot.part >= subjectPart && spot.part <= max(f.at.part, subjectPart) && spot.part < sentencePart {
			at = spot
		}
	}
	f.visit(at)
}

// field is the text field at a spot, nil where there is none.
func (f *form) field(spot formSpot) *textfield.Field {
	switch spot.part {
	case namePart:
		return &f.name
	case sentencePart:
		return &f.sentence.Field
	case aboutPart, valuePart, countPart:
		r := &f.rules[spot.rule]
		switch {
		case spot.part == aboutPart:
			return &r.name.Field
		case spot.part == countPart:
			return &r.count.Field
		case r.yesOrNo():
			return nil
		}
		return r.valueField()
	case sidePart, phasePart, weightPart, joinPart, subjectPart, operatorPart, spanPart, unitPart:
	}
	return nil
}

// spotOf is the field that a path of a scoring.FieldError means.
func (f *form) spotOf(field string) formSpot {
	switch field {
	case "name":
		return formSpot{part: namePart}
	case "side", "enabled":
		return formSpot{part: sidePart}
	case "phase":
		return formSpot{part: phasePart}
	case "weight":
		return formSpot{part: weightPart}
	}
	return formSpot{part: joinPart}
}

// spotOf is the field of the rule that a path of a scoring.FieldError means.
func (r *formRule) spotOf(field string) formPart {
	switch field {
	case "name":
		return aboutPart
	case "operator":
		return operatorPart
	case "texts", "number", "day":
		return valuePart
	case "window":
		if r.span == condition.Last || r.span == condition.FirstOfTrial {
			return countPart
		}
		return spanPart
	}
	return subjectPart
}
