package ui

import (
	"strconv"

	"trialist/scoring/condition"
	"trialist/ui/clean"
	"trialist/ui/theme"
)

// inner is the width of the fields.
func (f *form) inner() int { return max(f.width-1, 1) }

// Heights that more than the fields needs, in lines.
const (
	formSpare = 5  // a line for the answer, one for the field
	formRoomy = 11 // the rule above them, near misses
	formAiry  = 22 // a blank line below the title, near misses in several lines
	formTall  = 16 // of the fields, so that what is below them stays put
)

// head is how many lines are above the fields.
func (f *form) head() int {
	if f.height >= formAiry {
		return 2
	}
	return 1
}

// foot is how many lines below the fields are always in sight.
func (f *form) foot() int {
	switch {
	case f.height >= formRoomy:
		return 3 + f.nearMost()
	case f.height >= formSpare:
		return 2
	}
	return 0
}

// nearMost is how many lines near misses may take.
func (f *form) nearMost() int {
	switch {
	case f.height >= formAiry:
		return 3
	case f.height >= formTall+3:
		return 2
	}
	return 1
}

// room is how many lines of the fields are in sight.
func (f *form) room(page *formPage) int {
	most := max(f.height-f.head()-f.foot(), 0)
	return min(most, max(len(page.lines), formTall))
}

// follow scrolls to the field with the cursor, with a line around it.
func (f *form) follow() {
	page := f.page(f.inner())
	piece, ok := page.place(f.at)
	if !ok {
		return
	}
	f.top = min(f.top, max(piece.line-1, 0))
	f.top = max(f.top, piece.line+2-f.room(page))
	f.clamp(page)
}

// clamp keeps the scroll position where there is something to see.
func (f *form) clamp(page *formPage) {
	f.top = max(min(f.top, len(page.lines)-f.room(page)), 0)
}

func (f *form) view(width, height int) ([]theme.Line, rect) {
	look := f.frame.Theme()
	box := rect{0, 1, width, max(height-2, 0)}
	if f.width != width || f.height != box.h {
		return nil, box
	}
	title := theme.Line{}.Gap(2).Add(look.Strong, f.title)
	page := f.page(f.inner())
	room := f.room(page)
	lines := make([]theme.Line, f.head(), box.h+1)
	lines[0] = theme.Ends(title, f.more(len(page.lines), room), f.inner())
	for i := range room {
		var line theme.Line
		if at := f.top + i; at < len(page.lines) {
			line = page.lines[at]
		}
		lines = append(lines, line)
	}
	lines = append(lines, f.footLines(page)...)
	for len(lines) < box.h {
		lines = append(lines, nil)
	}
	if f.picker.open {
		over, at := f.pickerBox()
		lines = lay(lines, over, at)
	}
	return lines[:box.h], box
}

// more says which lines are in sight where not all are.
func (f *form) more(lines, room int) theme.Line {
	if lines <= room {
		return nil
	}
	return f.frame.Theme().Muted.Say("lines " + number(f.top+1) + " to " + number(f.top+room) + " of " + number(lines))
}

// footLines are the answer and what can be done in the field.
func (f *form) footLines(page *formPage) []theme.Line {
	look := f.frame.Theme()
	labelled := func(label clean.Text, line theme.Line) theme.Line {
		return theme.Line{}.Gap(2).Add(look.Muted, label).Pad(page.indent).Join(line)
	}
	now, near := labelled("Now", f.nowLine()), f.near()
	switch room := max(f.inner()-page.indent, 1); f.foot() {
	case 0:
		return nil
	case 2:
		if near.grave {
			now = labelled(near.label, near.style.Say(near.text))
		}
		return []theme.Line{now, f.hintLine(page)}
	default:
		lines := []theme.Line{rule(look, f.width), now}
		texts := near.text.Wrap(room)
		for i := range f.nearMost() {
			var line theme.Line
			switch {
			case i < f.nearMost()-1 && i < len(texts):
				line = near.style.Say(texts[i])
			case i < len(texts):
				line = near.style.Say(clean.Join(texts[i:], " ").Fit(room))
			}
			if i == 0 {
				line = labelled(near.label, line)
			} else {
				line = labelled("", line)
			}
			lines = append(lines, line)
		}
		// What the field takes comes last, close to where the keys are told.
		return append(lines, f.hintLine(page))
	}
}

// nowLine is for how many the condition holds. The answer of the condition
// before stays, in grey, until there is a new one.
func (f *form) nowLine() theme.Line {
	look := f.frame.Theme()
	about, ok := f.question()
	switch {
	case !ok && f.board.people == nil:
		return look.Muted.Say("the accounts are still being read")
	case !ok:
		return look.Muted.Say("counted when the rules are complete")
	case f.live.about == (formQuestion{}):
		return look.Muted.Say("counting")
	case f.live.err != nil:
		return look.Bad.Say(sentence(clean.Of(f.live.err.Error())))
	}
	strong, style := look.Strong, look.Text
	if f.live.about.sentence != about.sentence {
		strong, style = look.Faint, look.Faint
	}
	of := count(f.live.of, "trial", "trials")
	if !f.whole {
		of = count(f.live.of, "account", "accounts")
	}
	line := strong.Say(number(f.live.matched)).Add(style, " of "+of)
	if f.live.of > 0 {
		share := (200*f.live.matched + f.live.of) / (2 * f.live.of)
		line = line.Add(style, ", "+clean.Text(strconv.Itoa(share))+" %")
	}
	return line
}

// formNear is a remark on the condition.
type formNear struct {
	label clean.Text
	text  clean.Text
	style theme.Style
	grave bool // to be seen before anything else
}

// near is for how many the condition nearly holds, or why it never does, or what
// the last key did.
func (f *form) near() formNear {
	look := f.frame.Theme()
	about, ok := f.question()
	never, why := false, ""
	if ok {
		why, never = condition.Unsatisfiable(f.condition())
	}
	switch {
	case f.told != "":
		return formNear{text: f.told, style: look.Text, grave: true}
	case never:
		return formNear{"Never", "It can never match: " + clean.Of(why), look.Warn, true}
	case !ok, f.live.about == (formQuestion{}), f.live.err != nil:
		return formNear{label: "Nearly", text: look.Glyphs.Dash, style: look.Muted}
	case f.live.about.sentence != about.sentence:
		return formNear{label: "Nearly", text: f.live.nearly, style: look.Faint}
	}
	return formNear{label: "Nearly", text: f.live.nearly, style: look.Text}
}

// hintLine is what the field with the cursor takes.
func (f *form) hintLine(page *formPage) theme.Line {
	look := f.frame.Theme()
	line := theme.Line{}.Gap(2).Add(look.Muted, f.hintLabel()).Pad(page.indent)
	if o := f.options(f.at); len(o.words) > 0 {
		return line.Join(f.strip(o, f.inner()-page.indent))
	}
	return line.Add(look.Muted, f.hint())
}

func (f *form) hintLabel() clean.Text {
	switch f.at.part {
	case subjectPart:
		return "Subject"
	case operatorPart:
		return "Operator"
	case spanPart, countPart, unitPart:
		return "Window"
	case valuePart:
		return "Value"
	case aboutPart, namePart:
		return "Name"
	case sidePart:
		return "Side"
	case phasePart:
		return "Phase"
	case weightPart:
		return "Weight"
	case joinPart:
		return "Matches"
	case sentencePart:
	}
	return "In words"
}

func (f *form) hint() clean.Text {
	switch f.at.part {
	case namePart:
		return "what the list and the trial call it"
	case weightPart:
		return "+ and -, or a digit; 0 is 10"
	case aboutPart:
		if f.picker.open {
			return "enter takes the selected name, tab keeps what is typed"
		}
		return "type to find it; ctrl+o lists all there are"
	case countPart:
		return "a whole number from 1"
	case sentencePart:
		return "type or paste a whole condition"
	case valuePart:
		switch operandOf(f.rules[f.at.rule].operator) {
		case alternatives:
			return "one or more, such as US|UK|Canada; case does not count"
		case days:
			return "a day such as 2026-01-31"
		case distances:
			return "a whole number of days"
		case numbers, nothing:
			return "a number"
		}
	case sidePart, phasePart, joinPart, subjectPart, operatorPart, spanPart, unitPart:
	}
	return ""
}

// strip is options in a line, scrolled to the one in force.
func (f *form) strip(o formOptions, width int) theme.Line {
	var line theme.Line
	to := 0
	for i, word := range o.words {
		line = line.Join(optionLine(f.frame.Theme(), word, i == o.at, i == o.at)).Gap(1)
		if i <= o.at+1 {
			to = line.Width()
		}
	}
	if to > width {
		return line.Cut(to-width, to)
	}
	return line.Fit(width)
}

// pickerBox is the names on offer and where they are.
func (f *form) pickerBox() ([]theme.Line, rect) {
	at, w := f.pickerPlace()
	box := f.picker.box(f.frame.Theme(), w)
	w = 0
	for _, line := range box {
		w = max(w, line.Width())
	}
	return box, rect{max(min(at.x, f.width-w), 0), at.y, w, len(box)}
}

// pickerPlace is where names can be listed: below their field, or above it
// where there is more room.
func (f *form) pickerPlace() (at rect, width int) {
	piece, _ := f.page(f.inner()).place(f.at)
	y := piece.line - f.top + f.head() + 1 // below the title and the field
	h := min(len(f.picker.matches), pickerRows) + 2
	if below, above := f.height-y, y-1; h > below && above > below {
		h = min(h, above)
		y -= 1 + h
	}
	return rect{x: max(piece.x-2, 0), y: y, h: max(min(h, f.height-y), 2)}, min(48, f.width)
}

func (f *form) typing(width, height int) (int, int, bool) {
	field := f.field(f.at)
	if field == nil || f.width != width {
		return 0, 0, false
	}
	page := f.page(f.inner())
	piece, ok := page.place(f.at)
	y := piece.line - f.top
	if !ok || y < 0 || y >= f.room(page) {
		return 0, 0, false
	}
	_, x := field.Line(theme.Style{}, piece.w)
	return min(piece.x+x, max(width-1, 0)), y + f.head(), true
}
