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
	n, _ := f.names.find(r.subject, r.Name.Parsed())
	r.setKinds(n, change)
}

// maxPickerRows is how many names are on screen at once.
const maxPickerRows = 8

// picker offers the names that have in them what was typed.
type picker struct {
	open       bool
	unfiltered bool // also those that do not have it
	Matches    []tables.NameCount
	list       grid.List[int]
}

// openPicker offers names for the field with the cursor; all of them or those that
// have the text in them.
func (f *Form) openPicker(all bool) {
	p := &f.Picker
	*p = picker{unfiltered: all}
	if f.Current.Kind != RuleNameField {
		return
	}
	r := &f.Rules[f.Current.Rule]
	text := r.Name.Value()
	needle := strings.ToLower(text)
	first := 0
	for _, n := range f.names.forSubject(r.subject) {
		if !all && !strings.Contains(strings.ToLower(string(clean.Of(n.Name))), needle) {
			continue
		}
		if string(clean.Of(n.Name)) == text {
			first = len(p.Matches)
		}
		p.Matches = append(p.Matches, n)
	}
	p.open = len(p.Matches) > 0
	p.list.SetRows(len(p.Matches), func(i int) int { return i }, func(int) int { return -1 })
	f.resizePicker()
	p.list.Select(first)
}

// resizePicker shows as many names as there is room for.
func (f *Form) resizePicker() {
	at, _ := f.pickerRect()
	f.Picker.list.Resize(at.H - 2)
}

// acceptPick makes the selected name the one of the rule.
func (f *Form) acceptPick() {
	at, ok := f.Picker.list.Cursor()
	if !ok || !f.Picker.open {
		return
	}
	n := f.Picker.Matches[at]
	r := &f.Rules[f.Current.Rule]
	r.Name = nameEntry(n.Name)
	f.Picker.open = false
	f.updateKinds(r, true)
}

// box draws the names with their counts.
func (p *picker) box(look theme.Theme, width int) []theme.Line {
	names, counts := 0, 0
	for _, n := range p.Matches {
		names = max(names, clean.Of(n.Name).Width())
		counts = max(counts, words.Number(n.Count).Width())
	}
	inner := max(min(names+counts+3, width-4), 12)
	from, to := p.list.VisibleRange()
	at, _ := p.list.Cursor()
	var lines []theme.Line
	for i := from; i < to; i++ {
		n := p.Matches[i]
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
	if len(p.Matches) > to-from {
		title = words.Number(at+1) + " of " + words.Number(len(p.Matches))
	}
	return layout.Box(look, title, lines, inner+4)
}
