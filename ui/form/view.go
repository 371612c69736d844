package form

import (
	"strconv"

	"trialist/scoring/condition"
	"trialist/ui/clean"
	"trialist/ui/layout"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// innerWidth is the width of the fields.
func (f *Form) innerWidth() int { return max(f.width-1, 1) }

// Heights of the form, in lines, from which it shows more than the fields.
const (
	minFootHeight  = 5  // a line for the count and one for the hint
	fullFootHeight = 11 // also a rule above them, and near misses
	spacedHeight   = 22 // also a blank line below the title, and near misses on several lines
	minPageHeight  = 16 // least height of the fields, so that the lines below do not move
)

// headHeight is how many lines are above the fields.
func (f *Form) headHeight() int {
	if f.height >= spacedHeight {
		return 2
	}
	return 1
}

// footHeight is how many lines below the fields are always on screen.
func (f *Form) footHeight() int {
	switch {
	case f.height >= fullFootHeight:
		return 3 + f.nearMissHeight()
	case f.height >= minFootHeight:
		return 2
	}
	return 0
}

// nearMissHeight is how many lines the near misses may take.
func (f *Form) nearMissHeight() int {
	switch {
	case f.height >= spacedHeight:
		return 3
	case f.height >= minPageHeight+3:
		return 2
	}
	return 1
}

// visibleLines is how many lines of the fields are on screen.
func (f *Form) visibleLines(page *page) int {
	most := max(f.height-f.headHeight()-f.footHeight(), 0)
	return min(most, max(len(page.lines), minPageHeight))
}

// scrollToField scrolls so that the current field is on screen, with a line above
// and below it, and with all that is wrong with it where there is room.
func (f *Form) scrollToField() {
	page := f.page(f.innerWidth())
	piece, ok := page.place(f.current)
	if !ok {
		return
	}
	f.scroll = min(f.scroll, max(piece.line-1, 0))
	visible := f.visibleLines(page)
	f.scroll = max(f.scroll, piece.line+2-visible)
	if end, wrong := page.errorEnds[f.current]; wrong {
		f.scroll = max(f.scroll, min(end+1-visible, piece.line))
	}
	f.clampScroll(page)
}

// clampScroll keeps the scroll position within the page.
func (f *Form) clampScroll(page *page) {
	f.scroll = max(min(f.scroll, len(page.lines)-f.visibleLines(page)), 0)
}

// titleText is the title. That of a new signal names the side that was chosen.
func (f *Form) titleText() clean.Text {
	if f.title != "" {
		return f.title
	}
	if f.signal.Disqualifier {
		return "New disqualifier"
	}
	return "New " + words.SideWord(f.signal.Side) + " signal"
}

func (f *Form) View(width, height int) ([]theme.Line, layout.Rect) {
	styles := f.frame.Theme()
	box := layout.Rect{X: 0, Y: 1, W: width, H: max(height-2, 0)}
	if f.width != width || f.height != box.H {
		return nil, box
	}
	title := theme.Line{}.Space(2).Add(styles.Strong, f.titleText())
	page := f.page(f.innerWidth())
	room := f.visibleLines(page)
	lines := make([]theme.Line, f.headHeight(), box.H+1)
	lines[0] = theme.Justify(title, f.scrollHint(len(page.lines), room), f.innerWidth())
	for i := range room {
		var line theme.Line
		if at := f.scroll + i; at < len(page.lines) {
			line = page.lines[at]
		}
		lines = append(lines, line)
	}
	lines = append(lines, f.footLines(page)...)
	for len(lines) < box.H {
		lines = append(lines, nil)
	}
	if f.picker.open {
		over, at := f.pickerBox()
		lines = layout.DrawOver(lines, over, at)
	}
	return lines[:box.H], box
}

// scrollHint says which lines are on screen; nil when all are.
func (f *Form) scrollHint(lines, room int) theme.Line {
	if lines <= room {
		return nil
	}
	return f.frame.Theme().Muted.Line("lines " + words.Number(f.scroll+1) + " to " + words.Number(f.scroll+room) + " of " + words.Number(lines))
}

// footLines are the count, the near misses and the hint for the current field.
func (f *Form) footLines(page *page) []theme.Line {
	styles := f.frame.Theme()
	labelled := func(label clean.Text, line theme.Line) theme.Line {
		return theme.Line{}.Space(2).Add(styles.Muted, label).Pad(page.indent).Join(line)
	}
	now, near := labelled("Now", f.countLine()), f.remark()
	switch room := max(f.innerWidth()-page.indent, 1); f.footHeight() {
	case 0:
		return nil
	case 2:
		if near.urgent {
			now = labelled(near.label, near.style.Line(near.text))
		}
		return []theme.Line{now, f.hintLine(page)}
	default:
		lines := []theme.Line{layout.Rule(styles, f.width), now}
		texts := near.text.Wrap(room)
		for i := range f.nearMissHeight() {
			var line theme.Line
			switch {
			case i < f.nearMissHeight()-1 && i < len(texts):
				line = near.style.Line(texts[i])
			case i < len(texts):
				line = near.style.Line(clean.Join(texts[i:], " ").Fit(room))
			}
			if i == 0 {
				line = labelled(near.label, line)
			} else {
				line = labelled("", line)
			}
			lines = append(lines, line)
		}
		// The hint comes last, next to the keys in the footer.
		return append(lines, f.hintLine(page))
	}
}

// countLine is how many accounts the condition matches. The count of the previous
// condition stays, in grey, until there is a new one.
func (f *Form) countLine() theme.Line {
	styles := f.frame.Theme()
	about, ok := f.countKey()
	switch {
	case !ok && f.board.Population == nil:
		return styles.Muted.Line("the accounts are still being read")
	case !ok:
		return styles.Muted.Line("counted when the rules are complete")
	case f.liveCount.key == (countKey{}):
		return styles.Muted.Line("counting")
	case f.liveCount.err != nil:
		return styles.Bad.Line(words.Capitalize(clean.Of(f.liveCount.err.Error())))
	}
	strong, style := styles.Strong, styles.Text
	if f.liveCount.key.sentence != about.sentence {
		strong, style = styles.Muted, styles.Muted
	}
	of := words.Count(f.liveCount.of, "trial", "trials")
	if !f.editsSignal {
		of = words.Count(f.liveCount.of, "account", "accounts")
	}
	line := strong.Line(words.Number(f.liveCount.matched)).Add(style, " of "+of)
	if f.liveCount.of > 0 {
		share := (200*f.liveCount.matched + f.liveCount.of) / (2 * f.liveCount.of)
		line = line.Add(style, ", "+clean.Text(strconv.Itoa(share))+" %")
	}
	return line
}

// remark is a remark on the condition.
type remark struct {
	label  clean.Text
	text   clean.Text
	style  theme.Style
	urgent bool // shown instead of the count where there is room for one line
}

// remark is what the last key did, or why the condition can never match, or how
// many accounts it nearly matches.
func (f *Form) remark() remark {
	styles := f.frame.Theme()
	about, ok := f.countKey()
	level, why := 0, ""
	if ok {
		level, why = condition.UnreachableLevel(f.Condition())
	}
	switch {
	case f.feedback != "":
		return remark{text: f.feedback, style: styles.Text, urgent: true}
	case level == 1:
		return remark{"Never", "It can never match: " + clean.Of(why), styles.Warn, true}
	case level > 1:
		return remark{"Never", "Level " + words.Number(level) + " can never be reached: " + clean.Of(why), styles.Warn, true}
	case !ok, f.liveCount.key == (countKey{}), f.liveCount.err != nil:
		return remark{label: "Nearly", text: styles.Glyphs.Dash, style: styles.Muted}
	case f.liveCount.key.sentence != about.sentence:
		return remark{label: "Nearly", text: f.liveCount.nearly, style: styles.Muted}
	}
	return remark{label: "Nearly", text: f.liveCount.nearly, style: styles.Text}
}

// hintLine says what the current field takes.
func (f *Form) hintLine(page *page) theme.Line {
	styles := f.frame.Theme()
	line := theme.Line{}.Space(2).Add(styles.Muted, f.hintLabel()).Pad(page.indent)
	room := max(f.innerWidth()-page.indent, 1)
	if o := f.options(f.current); len(o.words) > 0 {
		strip := f.optionStrip(o, room)
		const gap = 2
		if hint := f.optionHint(room - strip.Width() - gap); hint != "" {
			strip = strip.Space(gap).Add(styles.Muted, hint)
		}
		return line.Join(strip)
	}
	return line.Add(styles.Muted, f.hint(room))
}

// optionStrip is the options on one line, scrolled to the current one.
func (f *Form) optionStrip(o options, width int) theme.Line {
	var line theme.Line
	to := 0
	for i, word := range o.words {
		line = line.Join(optionLine(f.frame.Theme(), word, i == o.current, i == o.current)).Space(1)
		if i <= o.current+1 {
			to = line.Width()
		}
	}
	if to > width {
		return line.Cut(to-width, to)
	}
	return line.Fit(width)
}

// pickerBox draws the picker and says where it is.
func (f *Form) pickerBox() ([]theme.Line, layout.Rect) {
	at, w := f.pickerRect()
	box := f.picker.box(f.frame.Theme(), w)
	w = 0
	for _, line := range box {
		w = max(w, line.Width())
	}
	return box, layout.Rect{X: max(min(at.X, f.width-w), 0), Y: at.Y, W: w, H: len(box)}
}

// pickerRect is the room for the picker: below its field, or above it where there
// is more.
func (f *Form) pickerRect() (at layout.Rect, width int) {
	piece, _ := f.page(f.innerWidth()).place(f.current)
	y := piece.line - f.scroll + f.headHeight() + 1 // below the title and the field
	h := min(len(f.picker.matches), maxPickerRows) + 2
	if below, above := f.height-y, y-1; h > below && above > below {
		h = min(h, above)
		y -= 1 + h
	}
	return layout.Rect{X: max(piece.x-2, 0), Y: y, H: max(min(h, f.height-y), 2)}, min(48, f.width)
}

func (f *Form) TextCursor(width, height int) (int, int, bool) {
	field := f.textField(f.current)
	if field == nil || f.width != width {
		return 0, 0, false
	}
	page := f.page(f.innerWidth())
	piece, ok := page.place(f.current)
	y := piece.line - f.scroll
	if !ok || y < 0 || y >= f.visibleLines(page) {
		return 0, 0, false
	}
	_, x := field.Line(theme.Style{}, piece.w)
	return min(piece.x+x, max(width-1, 0)), y + f.headHeight(), true
}
