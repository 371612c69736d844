package form

import (
	"strings"

	"trialist/store/tables"
	"trialist/ui/clean"
	"trialist/ui/grid"
	"trialist/ui/layout"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// updateKinds tells a rule what the data has under its name. With change the rule
// may follow it.
func (f *Form) updateKinds(r *ruleInput, change bool) {
	n, _ := f.names.find(r.subject, r.name.parsed())
	r.setKinds(n, change)
}

// maxPickerRows is how many names are on screen at once.
const maxPickerRows = 8

// picker offers the names that have in them what was typed.
type picker struct {
	open       bool
	unfiltered bool // also those that do not have it
	matches    []tables.NameCount
	list       grid.List[int]
}

// openPicker offers names for the field with the cursor; all of them or those that
// have the text in them.
func (f *Form) openPicker(all bool) {
	p := &f.picker
	*p = picker{unfiltered: all}
	if f.current.Kind != RuleNameField {
		return
	}
	r := &f.rules[f.current.Rule]
	text := r.name.Value()
	needle := strings.ToLower(text)
	first := 0
	for _, n := range f.names.forSubject(r.subject) {
		if !all && !strings.Contains(strings.ToLower(string(clean.Of(n.Name))), needle) {
			continue
		}
		if string(clean.Of(n.Name)) == text {
			first = len(p.matches)
		}
		p.matches = append(p.matches, n)
	}
	p.open = len(p.matches) > 0
	p.list.SetRows(len(p.matches), func(i int) int { return i }, func(int) int { return -1 })
	f.resizePicker()
	p.list.Select(first)
}

// resizePicker shows as many names as there is room for.
func (f *Form) resizePicker() {
	at, _ := f.pickerRect()
	f.picker.list.Resize(at.H - 2)
}

// acceptPick makes the selected name the one of the rule.
func (f *Form) acceptPick() {
	at, ok := f.picker.list.Cursor()
	if !ok || !f.picker.open {
		return
	}
	n := f.picker.matches[at]
	r := &f.rules[f.current.Rule]
	r.name = nameEntry(n.Name)
	f.picker.open = false
	f.updateKinds(r, true)
}

// box draws the names with their counts.
func (p *picker) box(look theme.Theme, width int) []theme.Line {
	names, counts := 0, 0
	for _, n := range p.matches {
		names = max(names, clean.Of(n.Name).Width())
		counts = max(counts, words.Number(n.Count).Width())
	}
	inner := max(min(names+counts+3, width-4), 12)
	from, to := p.list.VisibleRange()
	at, _ := p.list.Cursor()
	var lines []theme.Line
	for i := from; i < to; i++ {
		n := p.matches[i]
		line := theme.Line{}.Space(1)
		if i == at {
			line = look.Accent.Line(look.Glyphs.Marker)
		}
		name := look.Text
		if i == at {
			name = look.Strong
		}
		line = theme.Justify(line.Add(name, clean.Of(n.Name)), look.Muted.Line(words.Number(n.Count)), inner)
		if i == at {
			line = line.Inherit(look.Selection)
		}
		lines = append(lines, line)
	}
	title := clean.Text("")
	if len(p.matches) > to-from {
		title = words.Number(at+1) + " of " + words.Number(len(p.matches))
	}
	return layout.Box(look, title, lines, inner+4)
}
