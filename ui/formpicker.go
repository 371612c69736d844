package ui

import (
	"strings"

	"trialist/store"
	"trialist/ui/clean"
	"trialist/ui/grid"
	"trialist/ui/theme"
)

// learn tells a rule what the data has under its name. With change the rule
// may follow it.
func (f *form) learn(r *formRule, change bool) {
	n, _ := f.names.find(r.subject, r.name.what())
	r.learn(n, change)
}

// pickerRows is how many names are on screen at once.
const pickerRows = 8

// formPicker offers the names that have in them what was typed.
type formPicker struct {
	open    bool
	all     bool // also those that do not have it
	matches []store.NameCount
	list    grid.List[int]
}

// pick offers names for the field with the cursor; all of them or those that
// have the text in them.
func (f *form) pick(all bool) {
	p := &f.picker
	*p = formPicker{all: all}
	if f.at.part != aboutPart {
		return
	}
	r := &f.rules[f.at.rule]
	text := r.name.Value()
	needle := strings.ToLower(text)
	first := 0
	for _, n := range f.names.of(r.subject) {
		if !all && !strings.Contains(strings.ToLower(string(clean.Of(n.Name))), needle) {
			continue
		}
		if string(clean.Of(n.Name)) == text {
			first = len(p.matches)
		}
		p.matches = append(p.matches, n)
	}
	p.open = len(p.matches) > 0
	p.list.Fill(len(p.matches), func(i int) int { return i }, func(int) int { return -1 })
	f.fitPicker()
	p.list.To(first)
}

// fitPicker shows as many names as there is room for.
func (f *form) fitPicker() {
	at, _ := f.pickerPlace()
	f.picker.list.Resize(at.h - 2)
}

// picked makes the selected name the one of the rule.
func (f *form) picked() {
	at, ok := f.picker.list.Cursor()
	if !ok || !f.picker.open {
		return
	}
	n := f.picker.matches[at]
	r := &f.rules[f.at.rule]
	r.name = nameEntry(n.Name)
	f.picker.open = false
	f.learn(r, true)
}

// box draws the names with their counts.
func (p *formPicker) box(look theme.Theme, width int) []theme.Line {
	names, counts := 0, 0
	for _, n := range p.matches {
		names = max(names, clean.Of(n.Name).Width())
		counts = max(counts, number(n.Count).Width())
	}
	inner := max(min(names+counts+3, width-4), 12)
	from, to := p.list.Window()
	at, _ := p.list.Cursor()
	var lines []theme.Line
	for i := from; i < to; i++ {
		n := p.matches[i]
		line := theme.Line{}.Gap(1)
		if i == at {
			line = look.Accent.Say(look.Glyphs.Marker)
		}
		name := look.Text
		if i == at {
			name = look.Strong
		}
		line = theme.Ends(line.Add(name, clean.Of(n.Name)), look.Muted.Say(number(n.Count)), inner)
		if i == at {
			line = line.Over(look.Cursor)
		}
		lines = append(lines, line)
	}
	title := clean.Text("")
	if len(p.matches) > to-from {
		title = number(at+1) + " of " + number(len(p.matches))
	}
	return drawBox(look, title, lines, inner+4)
}
