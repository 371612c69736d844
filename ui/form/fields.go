package form

import (
	"trialist/scoring/condition"
	"trialist/scoring/explain"
	"trialist/scoring/rulebook"
	"trialist/ui/chart"
	"trialist/ui/clean"
	"trialist/ui/textfield"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// Widths of text fields, in cells.
const (
	nameWidth     = 44
	ruleNameWidth = 26
	valueWidth    = 20
	dayWidth      = 11
	numberWidth   = 6
	countWidth    = 4
)

// page lays out all fields.
func (f *Form) page(width int) *page {
	p := &page{theme: f.frame.Theme(), width: width, indent: 13}
	if width < 50 {
		p.indent = 10
	}
	if f.editsSignal {
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
func (f *Form) putSignal(p *page) {
	at := func(part FieldKind) bool { return f.current.Kind == part }
	p.label("Signal", at(NameField))
	p.put(0, f.textSegment(FieldRef{Kind: NameField}, min(nameWidth, max(p.width-p.indent, 1))))
	f.putWrong(p, FieldRef{Kind: NameField})

	p.label("Side", at(SideField))
	p.put(0, f.choiceSegments(FieldRef{Kind: SideField})...)
	f.putWrong(p, FieldRef{Kind: SideField})
	f.putBeside(p, "Phase", phaseField, f.choiceSegments(FieldRef{Kind: phaseField}))
	f.putWrong(p, FieldRef{Kind: phaseField})
	f.putBeside(p, "Weight", WeightField, []segment{f.weightSegment(), {line: f.pointsLine()}})
	f.putWrong(p, FieldRef{Kind: WeightField})
	p.lines = append(p.lines, nil)
}

// putBeside puts a field with its label behind others where there is room, and on
// a line of its own otherwise.
func (f *Form) putBeside(p *page, label clean.Text, part FieldKind, bits []segment) {
	const gap = 3
	labelled := p.labelled(label, f.current.Kind == part).Space(2)
	width := labelled.Width()
	for _, b := range bits {
		width += b.line.Width()
	}
	if last := len(p.lines) - 1; p.lines[last].Width()+gap+width <= p.width {
		p.put(gap, append([]segment{{line: labelled}}, bits...)...)
		return
	}
	p.label(label, f.current.Kind == part)
	p.put(0, bits...)
}

// pointsLine is what the signal would add to a score.
func (f *Form) pointsLine() theme.Line {
	s := f.Result()
	look := f.frame.Theme()
	if !s.Enabled {
		return theme.Line{}.Space(2).Add(look.Muted, "switched off")
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
	return theme.Line{}.Space(2).Add(look.Strong, words.FormatTenths(points[len(points)-1].Possible)).Add(look.Muted, " of 100 points")
}

func (f *Form) putJoin(p *page) {
	spot := FieldRef{Kind: JoinField}
	p.label("Matches", f.current.Kind == JoinField)
	p.put(0, append(f.choiceSegments(spot), segment{line: f.frame.Theme().Muted.Line(" of the rules")})...)
	f.putWrong(p, spot)
}

// putRule lays out a rule, with what is wrong or strange about it below.
func (f *Form) putRule(p *page, i int) {
	r := &f.rules[i]
	p.label("Rule "+words.Number(i+1), f.onRule() && f.current.Rule == i)
	gap := 0
	for _, bits := range f.ruleSegments(i, max(p.width-p.indent, 1)) {
		p.put(gap, bits...)
		gap = 1
	}
	for _, part := range r.fields() {
		f.putWrong(p, FieldRef{part, i})
	}
	typing := f.picker.open && f.current.Rule == i // the names on offer say it better
	if r.unsuitedName != "" && !typing {
		p.below(f.frame.Theme().Warn, words.Capitalize(r.unsuitedName), f.columnOf(p, FieldRef{RuleNameField, i}))
	}
}

// ruleSegments is the fields of a rule: what it asks about, the comparison and the
// window, each of which stays on one line where it can.
func (f *Form) ruleSegments(i, room int) [3][]segment {
	r := &f.rules[i]
	look := f.frame.Theme()
	words := func(text clean.Text) segment { return segment{line: look.Muted.Line(text)} }
	before, after := operatorText(r.subject, r.operator)
	var about, comparison, window []segment
	for _, part := range r.fields() {
		spot := FieldRef{part, i}
		switch part {
		case SubjectField:
			about = append(about, f.wordSegment(spot, clean.Of(r.subject.String())))
		case RuleNameField:
			about = append(about, f.textSegment(spot, min(max(ruleNameWidth, textWidth(&r.name.Field)+1), room, 48)))
		case OperatorField:
			if r.subject == condition.EventSubject {
				comparison = append(comparison, words("happened"))
			}
			comparison = append(comparison, f.wordSegment(spot, before))
		case ValueField:
			comparison = append(comparison, f.valueSegment(spot, room))
			if after != "" {
				comparison = append(comparison, words(" "+after))
			}
		case spanField:
			window = append(window, f.wordSegment(spot, spanName(r.span)))
		case CountField:
			window = append(window, f.textSegment(spot, countWidth))
			if r.span == condition.FirstOfTrial {
				window = append(window, words(" days of the trial"))
			}
		case unitField:
			window = append(window, f.wordSegment(spot, unitName(r.unit)))
		case NameField, SideField, phaseField, WeightField, JoinField, SentenceField:
		}
	}
	return [3][]segment{about, comparison, window}
}

// valueSegment is what the rule compares with.
func (f *Form) valueSegment(spot FieldRef, room int) segment {
	return f.textSegment(spot, min(f.rules[spot.Rule].valueWidth(), room))
}

func (r *ruleInput) valueWidth() int {
	switch operandOf(r.operator) {
	case textOperand:
		return max(valueWidth, textWidth(&r.texts.Field)+1)
	case dateOperand:
		return dayWidth
	case numberOperand, daysOperand:
		return max(numberWidth, min(textWidth(&r.number.Field)+1, valueWidth))
	case noOperand:
	}
	return numberWidth
}

// textWidth is how wide the text of a field is.
func textWidth(in *textfield.Field) int { return in.Text().Width() }

// groupColumn is where a field starts.
func (f *Form) columnOf(p *page, spot FieldRef) int {
	piece, _ := p.place(spot)
	return piece.x
}

// putWrong says what is wrong with a field: beside it, or below it where other
// fields follow.
func (f *Form) putWrong(p *page, spot FieldRef) {
	look := f.frame.Theme()
	wrong, style := f.errors[spot], look.Bad
	if wrong == "" && spot == f.current {
		wrong, style = f.rejection, look.Warn
	}
	if wrong == "" {
		return
	}
	text := look.Glyphs.Cross + " " + wrong
	if spot.Kind >= SubjectField {
		p.below(style, text, f.columnOf(p, spot))
		return
	}
	p.say(style, text)
}

// putSentence lays out the condition in words. While it is typed it is one line
// that scrolls, in the place of as many lines as it takes to show it all.
func (f *Form) putSentence(p *page) {
	look, spot := f.frame.Theme(), FieldRef{Kind: SentenceField}
	p.label("In words", f.current == spot)
	room := max(p.width-p.indent, 1)
	if f.current == spot || f.sentence.parseError != "" {
		p.put(0, f.textSegment(spot, room))
		f.putWrong(p, spot)
		return
	}
	lines := clean.Of(f.displaySentence()).Wrap(room)
	style := look.Text
	if f.Condition().Validate() != nil {
		style = look.Muted
	}
	p.put(0, segment{line: style.Line(lines[0]).Pad(room), field: spot, kind: fieldSegment})
	for _, line := range lines[1:] {
		p.lines = append(p.lines, theme.Line{}.Space(p.indent).Add(style, line))
	}
}

// textSegment is a text field: underlined, so that it is seen where there is
// nothing in it.
func (f *Form) textSegment(spot FieldRef, width int) segment {
	look := f.frame.Theme()
	style := look.Text.Underline()
	if spot == f.current {
		style = look.Strong.Underline()
	}
	if f.errors[spot] != "" {
		style = look.Bad.Underline()
	}
	field := f.textField(spot)
	line, _ := field.Line(style, width)
	drawn := style.Line(line.Text().Pad(width))
	if spot == f.current && f.replaceOnType {
		text := field.Text().Fit(width)
		drawn = style.Reverse().Line(text).Join(drawn.Cut(text.Width(), width))
	}
	return segment{line: drawn, field: spot, kind: fieldSegment}
}

// wordSegment is a field of which only what was chosen shows, between signs that
// point to what else there is while the cursor is there.
func (f *Form) wordSegment(spot FieldRef, word clean.Text) segment {
	look := f.frame.Theme()
	if spot != f.current {
		return segment{line: theme.Line{}.Space(1).Add(look.Text, word).Space(1), field: spot, kind: fieldSegment}
	}
	turn := look.Glyphs.Chevrons
	return segment{line: look.Accent.Line(turn[0]).Add(look.Accent.Bold(), word).Add(look.Accent, turn[1]), field: spot, kind: fieldSegment}
}

// choiceSegments is a field that shows all that it can be, what was chosen in
// brackets.
func (f *Form) choiceSegments(spot FieldRef) []segment {
	o := f.options(spot)
	bits := make([]segment, 0, len(o.words))
	for i, word := range o.words {
		if i > 0 {
			bits = append(bits, segment{line: theme.Line{}.Space(1)})
		}
		bits = append(bits, segment{line: optionLine(f.frame.Theme(), word, i == o.current, spot == f.current), field: spot, option: i, kind: optionSegment})
	}
	return bits
}

func optionLine(look theme.Theme, word clean.Text, chosen, here bool) theme.Line {
	switch {
	case chosen && here:
		return look.Accent.Line("(").Add(look.Accent.Bold(), word).Add(look.Accent, ")")
	case chosen:
		return look.Text.Line("(" + word + ")")
	}
	return theme.Line{}.Space(1).Add(look.Muted, word).Space(1)
}

func (f *Form) weightSegment() segment {
	look := f.frame.Theme()
	ink, style := look.Bar, look.Text
	if f.current.Kind == WeightField {
		ink, style = look.Accent, look.Accent.Bold()
	}
	line := chart.StepBar(look, ink, f.signal.Weight, rulebook.MaxWeight).Space(1).Add(style, words.Number(f.signal.Weight).PadLeft(2))
	return segment{line: line, field: FieldRef{Kind: WeightField}, kind: fieldSegment}
}
