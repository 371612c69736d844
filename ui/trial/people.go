package trial

import (
	"trialist/scoring/account"
	"trialist/ui/clean"
	"trialist/ui/theme"
	"trialist/ui/touch"
	"trialist/ui/words"
)

// maxPeople is how many people stand before the timeline; the others come last.
const maxPeople = 5

// peopleSection is whom one can reach: name, role, e-mail and phone.
func (t *Screen) peopleSection(styles theme.Theme, width int) section {
	s := section{title: styles.Strong.Line("People")}
	people := t.account.People()
	for i, p := range people {
		if i == maxPeople {
			s.lines = append(s.lines, styles.Faint.Line("and "+words.Number(len(people)-i)+" more, among the contacts below"))
			break
		}
		s.lines = append(s.lines, personLines(styles, p, width)...)
	}
	return s
}

// personLines are one line, or two where one has not the room.
func personLines(styles theme.Theme, p account.Person, width int) []theme.Line {
	name, reach := theme.Line{}, theme.Line{}
	if p.Name != "" {
		name = name.Add(styles.Text, clean.Of(p.Name))
	}
	if p.Role != "" {
		if len(name) > 0 {
			name = name.Add(styles.Muted, ", ")
		}
		name = name.Add(styles.Muted, clean.Of(p.Role))
	}
	for _, way := range []string{p.Email, p.Phone} {
		if way == "" {
			continue
		}
		if len(reach) > 0 {
			reach = reach.Space(2)
		}
		reach = reach.Add(styles.Text, clean.Of(way))
	}
	switch {
	case len(name) == 0:
		return []theme.Line{reach.Fit(width)}
	case len(reach) == 0:
		return []theme.Line{name.Fit(width)}
	case name.Width()+reach.Width()+2 <= width:
		return []theme.Line{theme.Justify(name, reach, width)}
	}
	return []theme.Line{name.Fit(width), theme.Line{}.Space(2).Join(reach).Fit(width)}
}

// touchesSection is what was noted, whole, the newest first.
func (t *Screen) touchesSection(styles theme.Theme, width int) section {
	s := section{title: styles.Strong.Line("Touches")}
	for i := len(t.touches) - 1; i >= 0; i-- {
		one := t.touches[i]
		head := styles.Muted.Line(words.RelativeDay(one.At, t.board.AsOf, t.board.Zone()).Pad(11)).Add(styles.Accent, words.TouchSummary(one))
		s.lines = append(s.lines, theme.Justify(head, styles.Faint.Line(clean.Of(one.Who).Fit(width/3)), width))
		if !one.Kind.HasText() {
			continue
		}
		for _, line := range touch.BodyLines(one.Body) {
			for _, part := range line.Wrap(max(width-2, 1)) {
				s.lines = append(s.lines, theme.Line{}.Space(2).Add(styles.Text, part))
			}
		}
	}
	return s
}

// previewPeople is the first people of a preview.
func previewPeople(styles theme.Theme, p AccountView, width int) []theme.Line {
	const most = 3
	var lines []theme.Line
	people := p.Account.People()
	for _, one := range people[:min(len(people), most)] {
		lines = append(lines, personLines(styles, one, width)...)
	}
	return lines
}
