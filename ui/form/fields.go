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
	p := &page{theme: f.frame.Theme(), width: width, indent: 13, errorEnds: make(map[FieldRef]int)}
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

// putSignal lays out the fields of a signal besides its condition.
func (f *Form) putSignal(p *page) {
	at := func(kind FieldKind) bool { return f.current.Kind == kind }
	p.label("Signal", at(NameField))
	p.put(0, f.textSegment(FieldRef{Kind: NameField}, min(nameWidth, max(p.width-p.indent, 1))))
	f.putWrong(p, FieldRef{Kind: NameField})

	p.label("Side", at(SideField))
	p.put(0, f.choiceSegments(FieldRef{Kind: SideField})...)
	f.putWrong(p, FieldRef{Kind: SideField})
	if f.signal.Disqualifier {
		p.put(3, segment{line: f.frame.Theme().Muted.Line("a trial for which it holds is never qualified")})
		p.lines = append(p.lines, nil)
		return
	}
	if f.signal.Side == rulebook.Adoption {
		f.putBeside(p, "Phase", phaseField, f.choiceSegments(FieldRef{Kind: phaseField}))
		f.putWrong(p, FieldRef{Kind: phaseField})
	}
	f.putBeside(p, "Weight", WeightField, []segment{f.weightSegment(), {line: f.pointsLine()}})
	f.putWrong(p, FieldRef{Kind: WeightField})
	f.putBeside(p, "Marked", handRaiserField, f.choiceSegments(FieldRef{Kind: handRaiserField}))
	p.lines = append(p.lines, nil)
}

// putBeside puts a field with its label at the end of the last line, or on a new
// line where there is no room.
func (f *Form) putBeside(p *page, label clean.Text, kind FieldKind, segments []segment) {
	const gap = 3
	labelled := p.labelled(label, f.current.Kind == kind).Space(2)
	width := labelled.Width()
	for _, b := range segments {
		width += b.line.Width()
	}
	if last := len(p.lines) - 1; p.lines[last].Width()+gap+width <= p.width {
		p.put(gap, append([]segment{{line: labelled}}, segments...)...)
		return
	}
	p.label(label, f.current.Kind == kind)
	p.put(0, segments...)
}

// pointsLine is how many points the signal would add to a score.
func (f *Form) pointsLine() theme.Line {
	s := f.Result()
	styles := f.frame.Theme()
	if !s.Enabled {
		return theme.Line{}.Space(2).Add(styles.Muted, "switched off")
	}
	card, s := f.cardWith(s)
	points := explain.Contributions(card, s.Side, 0)
	return theme.Line{}.Space(2).Add(styles.Strong, words.FormatTenths(points[len(points)-1].Possible)).Add(styles.Muted, " of 100 points")
}

// cardWith is the scorecard with the signal last on its side, valid or not, and the signal
// as it is in there.
func (f *Form) cardWith(s rulebook.Signal) (rulebook.Scorecard, rulebook.Signal) {
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
	return card, s
}

func (f *Form) putJoin(p *page) {
	ref := FieldRef{Kind: JoinField}
	p.label("Matches", f.current.Kind == JoinField)
	p.put(0, append(f.choiceSegments(ref), segment{line: f.frame.Theme().Muted.Line(" of the rules")})...)
	f.putWrong(p, ref)
}

// putRule lays out a rule, with its errors and warnings below.
func (f *Form) putRule(p *page, i int) {
	r := &f.rules[i]
	p.label("Rule "+words.Number(i+1), f.onRule() && f.current.Rule == i)
	gap := 0
	for _, segments := range f.ruleSegments(i, max(p.width-p.indent, 1)) {
		p.put(gap, segments...)
		gap = 1
	}
	for _, kind := range r.fields() {
		f.putWrong(p, FieldRef{kind, i})
	}
	f.putLevels(p, i)
	typing := f.picker.open && f.current.Rule == i // the picker shows the names there are
	if r.unsuitedName != "" && !typing {
		p.below(f.frame.Theme().Warn, words.Capitalize(r.unsuitedName), f.columnOf(p, FieldRef{RuleNameField, i}))
	}
}

// ruleSegments is the fields of a rule in three groups: what it asks about, the
// comparison and the window. Each group stays on one line where it can.
func (f *Form) ruleSegments(i, room int) [3][]segment {
	r := &f.rules[i]
	styles := f.frame.Theme()
	plain := func(text clean.Text) segment { return segment{line: styles.Muted.Line(text)} }
	before, after := operatorText(r.subject, r.operator)
	var about, comparison, window []segment
	for _, kind := range r.fields() {
		ref := FieldRef{kind, i}
		switch kind {
		case SubjectField:
			about = append(about, f.wordSegment(ref, clean.Of(r.subject.String())))
		case RuleNameField:
			about = append(about, f.textSegment(ref, min(max(ruleNameWidth, textWidth(&r.name.Field)+1), room, 48)))
		case OperatorField:
			if r.subject == condition.EventSubject {
				comparison = append(comparison, plain("happened"))
			}
			comparison = append(comparison, f.wordSegment(ref, before))
		case ValueField:
			comparison = append(comparison, f.valueSegment(ref, room))
			if after != "" {
				comparison = append(comparison, plain(" "+after))
			}
		case spanField:
			window = append(window, f.wordSegment(ref, spanName(r.span)))
		case CountField:
			window = append(window, f.textSegment(ref, max(countWidth, textWidth(&r.count.Field)+1)))
			if r.span == condition.FirstOfTrial {
				window = append(window, plain(" days of the trial"))
			}
		case unitField:
			window = append(window, f.wordSegment(ref, unitName(r.unit)))
		case NameField, SideField, phaseField, WeightField, handRaiserField, JoinField, SentenceField:
		}
	}
	return [3][]segment{about, comparison, window}
}

// valueSegment is the field of the value that the rule compares with.
func (f *Form) valueSegment(ref FieldRef, room int) segment {
	return f.textSegment(ref, min(f.rules[ref.Rule].valueWidth(), room))
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

// textWidth is the width of the text in a field, in cells.
func textWidth(in *textfield.Field) int { return in.Text().Width() }

// columnOf is the column where a field starts.
func (f *Form) columnOf(p *page, ref FieldRef) int {
	piece, _ := p.place(ref)
	return piece.x
}

// putWrong shows the error of a field: beside it, or below it in a rule, where
// other fields follow.
func (f *Form) putWrong(p *page, ref FieldRef) {
	styles := f.frame.Theme()
	wrong, style := f.errors[ref], styles.Bad
	if f.rejection != "" && ref == f.current {
		wrong, style = f.rejection, styles.Warn
	}
	if wrong == "" {
		return
	}
	defer func() { p.errorEnds[ref] = len(p.lines) - 1 }()
	text := styles.Glyphs.Cross + " " + wrong
	if ref.Kind >= SubjectField {
		p.below(style, text, f.columnOf(p, ref))
		return
	}
	p.say(style, text)
}

// putSentence lays out the condition as text. It is wrapped to as many lines as it
// takes; while it is edited it is one line that scrolls.
func (f *Form) putSentence(p *page) {
	styles, ref := f.frame.Theme(), FieldRef{Kind: SentenceField}
	p.label("In words", f.current == ref)
	room := max(p.width-p.indent, 1)
	if f.current == ref || f.sentence.parseError != "" {
		p.put(0, f.textSegment(ref, room))
		f.putWrong(p, ref)
		return
	}
	lines := clean.Of(f.displaySentence()).Wrap(room)
	style := styles.Text
	if f.validateCondition(f.Condition()) != nil {
		style = styles.Muted
	}
	p.put(0, segment{line: style.Line(lines[0]).Pad(room), field: ref, kind: fieldSegment})
	for _, line := range lines[1:] {
		p.lines = append(p.lines, theme.Line{}.Space(p.indent).Add(style, line))
	}
}

// textSegment is a text field. It is underlined, so that an empty one can be seen.
func (f *Form) textSegment(ref FieldRef, width int) segment {
	styles := f.frame.Theme()
	style := styles.Text.Underline()
	if ref == f.current {
		style = styles.Strong.Underline()
	}
	if f.errors[ref] != "" {
		style = styles.Bad.Underline()
	}
	field := f.textField(ref)
	line, _ := field.Line(style, width)
	drawn := style.Line(line.Text().Pad(width))
	if ref == f.current && f.replaceOnType {
		text := field.Text().Fit(width)
		drawn = style.Reverse().Line(text).Join(drawn.Cut(text.Width(), width))
	}
	return segment{line: drawn, field: ref, kind: fieldSegment}
}

// wordSegment is a choice field that shows only its current option. With the
// cursor in it there are chevrons around it, to say that there are others.
func (f *Form) wordSegment(ref FieldRef, word clean.Text) segment {
	styles := f.frame.Theme()
	if ref != f.current {
		return segment{line: theme.Line{}.Space(1).Add(styles.Text, word).Space(1), field: ref, kind: fieldSegment}
	}
	chevrons := styles.Glyphs.Chevrons
	return segment{line: styles.Accent.Line(chevrons[0]).Add(styles.Accent.Bold(), word).Add(styles.Accent, chevrons[1]), field: ref, kind: fieldSegment}
}

// choiceSegments is a choice field that shows all its options, the current one in
// parentheses.
func (f *Form) choiceSegments(ref FieldRef) []segment {
	o := f.options(ref)
	segments := make([]segment, 0, len(o.words))
	for i, word := range o.words {
		if i > 0 {
			segments = append(segments, segment{line: theme.Line{}.Space(1)})
		}
		segments = append(segments, segment{line: optionLine(f.frame.Theme(), word, i == o.current, ref == f.current), field: ref, option: i, kind: optionSegment})
	}
	return segments
}

func optionLine(styles theme.Theme, word clean.Text, chosen, here bool) theme.Line {
	switch {
	case chosen && here:
		return styles.Accent.Line("(").Add(styles.Accent.Bold(), word).Add(styles.Accent, ")")
	case chosen:
		return styles.Text.Line("(" + word + ")")
	}
	return theme.Line{}.Space(1).Add(styles.Muted, word).Space(1)
}

func (f *Form) weightSegment() segment {
	styles := f.frame.Theme()
	ink, style := styles.Bar, styles.Text
	if f.current.Kind == WeightField {
		ink, style = styles.Accent, styles.Accent.Bold()
	}
	line := chart.StepBar(styles, ink, f.signal.Weight, rulebook.MaxWeight).Space(1).Add(style, words.Number(f.signal.Weight).PadLeft(2))
	return segment{line: line, field: FieldRef{Kind: WeightField}, kind: fieldSegment}
}
