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

// updateKinds gives a rule the kinds of the values that the data has under its
// name. With change its operator may change to one that fits them.
func (f *Form) updateKinds(r *ruleInput, change bool) {
	n, _ := f.names.find(r.subject, r.name.parsed())
	r.setKinds(n, change)
}

// maxPickerRows is how many names are on screen at once.
const maxPickerRows = 8

// picker is the list of names below a name field: those that contain what was
// typed.
type picker struct {
	open       bool
	unfiltered bool // all names, whatever was typed
	matches    []tables.NameCount
	list       grid.List[int]
}

// openPicker lists names for the current field: all of them, or those that contain
// its text.
func (f *Form) openPicker(all bool) {
	p := &f.picker
	*p = picker{unfiltered: all}
	if f.current.Kind != RuleNameField {
		return
	}
	r := &f.rules[f.current.Rule]
	text := r.name.Value()
	search := strings.ToLower(text)
	first := 0
	for _, n := range f.names.forSubject(r.subject) {
		if !all && !strings.Contains(strings.ToLower(string(clean.Of(n.Name))), search) {
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

// resizePicker fits the number of names to the room there is.
func (f *Form) resizePicker() {
	at, _ := f.pickerRect()
	f.picker.list.Resize(at.H - 2)
}

// acceptPick gives the rule the selected name.
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
func (p *picker) box(styles theme.Theme, width int) []theme.Line {
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
			line = styles.Accent.Line(styles.Glyphs.Marker)
		}
		name := styles.Text
		if i == at {
			name = styles.Strong
		}
		line = theme.Justify(line.Add(name, clean.Of(n.Name)), styles.Muted.Line(words.Number(n.Count)), inner)
		if i == at {
			line = line.Inherit(styles.Selection)
		}
		lines = append(lines, line)
	}
	title := clean.Text("")
	if len(p.matches) > to-from {
		title = words.Number(at+1) + " of " + words.Number(len(p.matches))
	}
	return layout.Box(styles, title, lines, inner+4)
}
