package ui

import (
	"trialist/scoring/condition"
	"trialist/scoring/explain"
	"trialist/scoring/rulebook"
	"trialist/ui/chart"
	"trialist/ui/clean"
	"trialist/ui/textfield"
	"trialist/ui/theme"
)

// Widths of text fields, in cells.
const (
	nameField   = 44
	aboutField  = 26
	valueField  = 20
	dayField    = 11
	numberField = 6
	countField  = 4
)

// page lays out all fields.
func (f *form) page(width int) *formPage {
	p := &formPage{look: f.frame.Theme(), width: width, indent: 13}
	if width < 50 {
		p.indent = 10
	}
	if f.whole {
		f.putSignal(p)
	}
	f.putJoin(p)
	for i := range f.rules {
		f.putRule(p, i)
	}
	p.lines = append(p.lines, nil)
	f.putSentence(p)
	return p
}

// putSignal lays out what is around the condition of a signal.
func (f *form) putSignal(p *formPage) {
	at := func(part formPart) bool { return f.at.part == part }
	p.label("Signal", at(namePart))
	p.put(0, f.textBit(formSpot{part: namePart}, min(nameField, max(p.width-p.indent, 1))))
	f.putWrong(p, formSpot{part: namePart})

	p.label("Side", at(sidePart))
	p.put(0, f.choiceBits(formSpot{part: sidePart})...)
	f.putWrong(p, formSpot{part: sidePart})
	f.beside(p, "Phase", phasePart, f.choiceBits(formSpot{part: phasePart}))
	f.putWrong(p, formSpot{part: phasePart})
	f.beside(p, "Weight", weightPart, []formBit{f.weightBit(), {line: f.points()}})
	f.putWrong(p, formSpot{part: weightPart})
	p.lines = append(p.lines, nil)
}

// beside puts a field with its label behind others where there is room, and on
// a line of its own otherwise.
func (f *form) beside(p *formPage, label clean.Text, part formPart, bits []formBit) {
	const gap = 3
	labelled := p.labelled(label, f.at.part == part).Gap(2)
	width := labelled.Width()
	for _, b := range bits {
		width += b.line.Width()
	}
	if last := len(p.lines) - 1; p.lines[last].Width()+gap+width <= p.width {
		p.put(gap, append([]formBit{{line: labelled}}, bits...)...)
		return
	}
	p.label(label, f.at.part == part)
	p.put(0, bits...)
}

// points is what the signal would add to a score.
func (f *form) points() theme.Line {
	s := f.result()
	look := f.frame.Theme()
	if !s.Enabled {
		return theme.Line{}.Gap(2).Add(look.Muted, "switched off")
	}
	card := f.card().Clone()
	if removed, err := card.Remove(s.ID); err == nil {
		card = removed
	}
	s.ID = card.NextID()
	if s.Side == rulebook.Fit {
		card.Fit = append(card.Fit, s)
	} else {
		card.Adoption = append(card.Adoption, s)
	}
	points := explain.Contributions(card, s.Side, 0)
	return theme.Line{}.Gap(2).Add(look.Strong, tenthsText(points[len(points)-1].Possible)).Add(look.Muted, " of 100 points")
}

func (f *form) putJoin(p *formPage) {
	spot := formSpot{part: joinPart}
	p.label("Matches", f.at.part == joinPart)
	p.put(0, append(f.choiceBits(spot), formBit{line: f.frame.Theme().Muted.Say(" of the rules")})...)
	f.putWrong(p, spot)
}

// putRule lays out a rule, with what is wrong or strange about it below.
func (f *form) putRule(p *formPage, i int) {
	r := &f.rules[i]
	p.label("Rule "+number(i+1), f.onRule() && f.at.rule == i)
	gap := 0
	for _, bits := range f.ruleBits(i, max(p.width-p.indent, 1)) {
		p.put(gap, bits...)
		gap = 1
	}
	for _, part := range r.parts() {
		f.putWrong(p, formSpot{part, i})
	}
	typing := f.picker.open && f.at.rule == i // the names on offer say it better
	if r.strange != "" && !typing {
		p.below(f.frame.Theme().Warn, sentence(r.strange), f.column(p, formSpot{aboutPart, i}))
	}
}

// ruleBits is the fields of a rule: what it asks about, the comparison and the
// window, each of which stays on one line where it can.
func (f *form) ruleBits(i, room int) [3][]formBit {
	r := &f.rules[i]
	look := f.frame.Theme()
	words := func(text clean.Text) formBit { return formBit{line: look.Muted.Say(text)} }
	before, after := operatorWords(r.subject, r.operator)
	var about, comparison, window []formBit
	for _, part := range r.parts() {
		spot := formSpot{part, i}
		switch part {
		case subjectPart:
			about = append(about, f.wordBit(spot, clean.Of(r.subject.String())))
		case aboutPart:
			about = append(about, f.textBit(spot, min(max(aboutField, fieldWidth(&r.name.Field)+1), room, 48)))
		case operatorPart:
			if r.subject == condition.EventSubject {
				comparison = append(comparison, words("happened"))
			}
			comparison = append(comparison, f.wordBit(spot, before))
		case valuePart:
			comparison = append(comparison, f.valueBit(spot, room))
			if after != "" {
				comparison = append(comparison, words(" "+after))
			}
		case spanPart:
			window = append(window, f.wordBit(spot, spanWord(r.span)))
		case countPart:
			window = append(window, f.textBit(spot, countField))
			if r.span == condition.FirstOfTrial {
				window = append(window, words(" days of the trial"))
			}
		case unitPart:
			window = append(window, f.wordBit(spot, unitWord(r.unit)))
		case namePart, sidePart, phasePart, weightPart, joinPart, sentencePart:
		}
	}
	return [3][]formBit{about, comparison, window}
}

// valueBit is what the rule compares with: a choice for yes and no, else text.
func (f *form) valueBit(spot formSpot, room int) formBit {
	r := &f.rules[spot.rule]
	if r.yesOrNo() {
		return f.wordBit(spot, clean.Of(r.texts.Value()))
	}
	return f.textBit(spot, min(r.valueWidth(), room))
}

func (r *formRule) valueWidth() int {
	switch operandOf(r.operator) {
	case alternatives:
		return max(valueField, fieldWidth(&r.texts.Field)+1)
	case days:
		return dayField
	case numbers, distances:
		return max(numberField, min(fieldWidth(&r.number.Field)+1, valueField))
	case nothing:
	}
	return numberField
}

// fieldWidth is how wide the text of a field is.
func fieldWidth(in *textfield.Field) int { return in.Text().Width() }

// column is where a field starts.
func (f *form) column(p *formPage, spot formSpot) int {
	piece, _ := p.place(spot)
	return piece.x
}

// putWrong says what is wrong with a field: beside it, or below it where other
// fields follow.
func (f *form) putWrong(p *formPage, spot formSpot) {
	look := f.frame.Theme()
	wrong, style := f.wrong[spot], look.Bad
	if wrong == "" && spot == f.at {
		wrong, style = f.refused, look.Warn
	}
	if wrong == "" {
		return
	}
	text := look.Glyphs.Cross + " " + wrong
	if spot.part >= subjectPart {
		p.below(style, text, f.column(p, spot))
		return
	}
	p.say(style, text)
}

// putSentence lays out the condition in words. While it is typed it is one line
// that scrolls, in the place of as many lines as it takes to show it all.
func (f *form) putSentence(p *formPage) {
	look, spot := f.frame.Theme(), formSpot{part: sentencePart}
	p.label("In words", f.at == spot)
	room := max(p.width-p.indent, 1)
	if f.at == spot || f.sentence.wrong != "" {
		p.put(0, f.textBit(spot, room))
		f.putWrong(p, spot)
		return
	}
	lines := clean.Of(f.words()).Wrap(room)
	style := look.Text
	if f.condition().Validate() != nil {
		style = look.Muted
	}
	p.put(0, formBit{line: style.Say(lines[0]).Pad(room), spot: spot, kind: fieldBit})
	for _, line := range lines[1:] {
		p.lines = append(p.lines, theme.Line{}.Gap(p.indent).Add(style, line))
	}
}

// textBit is a text field: underlined, so that it is seen where there is
// nothing in it.
func (f *form) textBit(spot formSpot, width int) formBit {
	look := f.frame.Theme()
	style := look.Text.Underline()
	if spot == f.at {
		style = look.Strong.Underline()
	}
	if f.wrong[spot] != "" {
		style = look.Bad.Underline()
	}
	field := f.field(spot)
	line, _ := field.Line(style, width)
	drawn := style.Say(line.Text().Pad(width))
	if spot == f.at && f.fresh {
		text := field.Text().Fit(width)
		drawn = style.Reverse().Say(text).Join(drawn.Cut(text.Width(), width))
	}
	return formBit{line: drawn, spot: spot, kind: fieldBit}
}

// wordBit is a field of which only what was chosen shows, between signs that
// point to what else there is while the cursor is there.
func (f *form) wordBit(spot formSpot, word clean.Text) formBit {
	look := f.frame.Theme()
	if spot != f.at {
		return formBit{line: theme.Line{}.Gap(1).Add(look.Text, word).Gap(1), spot: spot, kind: fieldBit}
	}
	turn := look.Glyphs.Turn
	return formBit{line: look.Accent.Say(turn[0]).Add(look.Accent.Bold(), word).Add(look.Accent, turn[1]), spot: spot, kind: fieldBit}
}

// choiceBits is a field that shows all that it can be, what was chosen in
// brackets.
func (f *form) choiceBits(spot formSpot) []formBit {
	o := f.options(spot)
	bits := make([]formBit, 0, len(o.words))
	for i, word := range o.words {
		if i > 0 {
			bits = append(bits, formBit{line: theme.Line{}.Gap(1)})
		}
		bits = append(bits, formBit{line: optionLine(f.frame.Theme(), word, i == o.at, spot == f.at), spot: spot, option: i, kind: optionBit})
	}
	return bits
}

func optionLine(look theme.Theme, word clean.Text, chosen, here bool) theme.Line {
	switch {
	case chosen && here:
		return look.Accent.Say("(").Add(look.Accent.Bold(), word).Add(look.Accent, ")")
	case chosen:
		return look.Text.Say("(" + word + ")")
	}
	return theme.Line{}.Gap(1).Add(look.Muted, word).Gap(1)
}

func (f *form) weightBit() formBit {
	look := f.frame.Theme()
	ink, style := look.Bar, look.Text
	if f.at.part == weightPart {
		ink, style = look.Accent, look.Accent.Bold()
	}
	line := chart.Steps(look, ink, f.signal.Weight, rulebook.MaxWeight).Gap(1).Add(style, number(f.signal.Weight).PadLeft(2))
	return formBit{line: line, spot: formSpot{part: weightPart}, kind: fieldBit}
}
