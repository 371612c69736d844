package plan

import (
	"trialist/scoring/rulebook"
	"trialist/ui/clean"
	"trialist/ui/layout"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// Sizes of the editor, in cells.
const (
	editorWidth = 100
	labelWidth  = 10
	minBody     = 3
	maxBody     = 12
)

// box is where the editor is, in a terminal: it takes all lines that there are.
func (e *editor) box() layout.Rect {
	return layout.Center(min(editorWidth, e.width-2), max(e.height-2, 3), e.width, e.height)
}

// room is the width of the fields.
func (e *editor) room() int { return max(e.box().W-4-labelWidth, 1) }

// bodyHeight is how many lines the body has: half of what the other fields leave.
func (e *editor) bodyHeight() int {
	rest := e.box().H - 2 - 4 // the box, and the lines of whom it is for, the subject, what is wrong and the delivery
	return max(min(rest*3/5, maxBody), minBody)
}

func (e *editor) resize() { e.body.Resize(e.room(), e.bodyHeight()) }

// The lines of the editor before the body.
const (
	subjectLine = 1
	bodyLine    = 2
)

// TextCursor is where the cursor is.
func (e *editor) TextCursor(int, int) (int, int, bool) {
	switch e.focus {
	case subjectField:
		_, x := e.subject.Line(theme.Style{}, e.room())
		return 2 + labelWidth + x, 1 + subjectLine, true
	case bodyField:
		x, y := e.body.Cursor()
		return 2 + labelWidth + x, 1 + bodyLine + y, true
	case forField, deliveryField, fieldCount:
	}
	return 0, 0, false
}

// View draws the editor.
func (e *editor) View(int, int) ([]theme.Line, layout.Rect) {
	styles, box, room := e.screen.frame.Theme(), e.box(), e.room()
	label := func(at field, text clean.Text) theme.Line {
		ink := styles.Muted
		if e.focus == at {
			ink = styles.Accent
		}
		return ink.Line(text.Pad(labelWidth))
	}
	subject, _ := e.subject.Line(styles.Text, room)
	lines := []theme.Line{label(forField, "For").Join(e.forLine(styles, room)), label(subjectField, "Subject").Join(subject)}
	for i, line := range e.body.Lines(styles.Text) {
		lead := theme.Line{}.Space(labelWidth)
		if i == 0 {
			lead = label(bodyField, "Body")
		}
		lines = append(lines, lead.Join(line))
	}
	delivery := styles.Text.Line(clean.Of(e.message.Delivery.String()))
	if e.focus == deliveryField {
		delivery = choice(styles, clean.Of(e.message.Delivery.String()))
	}
	lines = append(lines, label(deliveryField, "Delivery").Join(delivery), e.noteLine(styles, room))
	inner := box.W - 4
	if rest := box.H - 2 - len(lines); rest > 1 {
		lines = append(lines, layout.Rule(styles, inner))
		lines = append(lines, layout.Cut(styles, e.below(styles, inner), rest-1)...)
	}
	return layout.Box(styles, e.screen.title(e.ref), lines[:min(len(lines), max(box.H-2, 0))], box.W), box
}

// below is what is wrong, in full, or how the text reads to a trial.
func (e *editor) below(styles theme.Theme, width int) []theme.Line {
	if _, fields := e.completions(); len(fields) > 0 {
		all := clean.Text("All:")
		for _, f := range fields {
			all += "  " + clean.Of(f)
		}
		return append(layout.Wrap(styles.Text, all, width),
			layout.Wrap(styles.Muted, "tab completes the first. What stands behind a | in it is said where nothing is known.", width)...)
	}
	if e.problem != "" {
		return layout.Wrap(styles.Bad, e.problem, width)
	}
	return e.screen.previewLines(styles, e.ref, e.text(), e.screen.delivery(e.message), "ctrl+n", width)
}

// choice is a value that left and right change.
func choice(styles theme.Theme, text clean.Text) theme.Line {
	return styles.Accent.Line(styles.Glyphs.Chevrons[0]+" ").Add(styles.Text, text).Add(styles.Accent, " "+styles.Glyphs.Chevrons[1])
}

// forLine says whom the text is for, and of a variant each band.
func (e *editor) forLine(styles theme.Theme, room int) theme.Line {
	text := clean.Text("everybody")
	if n := len(e.message.Variants); n > 0 && e.shown == 0 {
		text += ", but for " + words.Count(n, "other text", "other texts")
	}
	if e.shown > 0 {
		text = "no fit"
		if set := e.message.Variants[e.shown-1].Fit; set != 0 {
			text = "fit " + clean.Of(set.String())
		}
	}
	line := styles.Text.Line(text)
	if e.focus == forField {
		line = choice(styles, text)
	}
	if e.shown > 0 && e.focus == forField {
		for i, band := range rulebook.Bands() {
			mark, ink := styles.Glyphs.Ring, styles.Muted
			if e.message.Variants[e.shown-1].Fit.Has(band) {
				mark, ink = styles.Glyphs.Dot, styles.Text
			}
			line = line.Space(2).Add(styles.Accent, clean.Of(string(rune('1'+i)))).Space(1).Add(ink, mark+" "+clean.Of(band.Name(rulebook.Fit)))
		}
	}
	return line.Fit(room)
}

// noteLine says what is wrong, or which fields can be completed.
func (e *editor) noteLine(styles theme.Theme, room int) theme.Line {
	lead := theme.Line{}.Space(labelWidth)
	if _, fields := e.completions(); len(fields) > 0 {
		lead = styles.Muted.Line(clean.Text("Fields").Pad(labelWidth))
		line := theme.Line{}
		for i, f := range fields {
			ink := styles.Muted
			if i == 0 {
				ink = styles.Accent
			}
			line = line.Add(ink, clean.Of(f)).Space(2)
		}
		return lead.Join(line.Fit(room))
	}
	if e.problem != "" {
		where := map[field]clean.Text{forField: "whom it is for", subjectField: "the subject", bodyField: "the body", deliveryField: "the delivery"}[e.problemAt]
		return lead.Add(styles.Bad, (styles.Glyphs.Cross + " in " + where).Fit(room))
	}
	if slotBand := e.screen.band(); e.shown > 0 && !e.message.Variants[e.shown-1].Fit.Has(slotBand) {
		return lead.Add(styles.Muted, clean.Text("The trial below is of another fit and is told another text.").Fit(room))
	}
	return lead.Add(styles.Muted, clean.Text("{{ begins a field, as {{contact.first_name|there}}").Fit(room))
}
