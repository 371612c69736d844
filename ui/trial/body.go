package trial

import (
	"trialist/scoring/rulebook"
	"trialist/ui/layout"
	"trialist/ui/theme"
)

// twoColumnBody is the width from which the body has two columns.
const twoColumnBody = 104

// section is a titled part of the body.
type section struct {
	title theme.Line
	lines []theme.Line
}

// body is everything below the head, in one column or two.
func (t *Screen) body(styles theme.Theme, width int) []theme.Line {
	if t.account == nil || width <= 0 {
		return nil
	}
	if width < twoColumnBody {
		inner := width - 2
		return layout.Indent(stackSections([]section{
			t.disqualifiedSection(styles, inner),
			t.missingSection(styles, inner),
			t.signalsSection(styles, rulebook.Adoption, inner),
			t.paceSection(styles, inner),
			t.raiseSection(styles, inner),
			t.journeySection(styles, inner),
			t.tasksSection(styles, inner),
			t.signalsSection(styles, rulebook.Fit, inner),
			t.segmentsSection(styles, inner),
			t.peopleSection(styles, inner),
			t.touchesSection(styles, inner),
			t.usageSection(styles, inner),
			t.timelineSection(styles, inner),
			t.attributesSection(styles, inner),
			t.contactsSection(styles, inner),
		}))
	}
	left := (width - 5) * 54 / 100
	right := width - 5 - left
	return layout.Indent(layout.SideBySide(
		stackSections([]section{
			t.disqualifiedSection(styles, left),
			t.signalsSection(styles, rulebook.Adoption, left),
			t.paceSection(styles, left),
			t.raiseSection(styles, left),
			t.journeySection(styles, left),
			t.usageSection(styles, left),
			t.attributesSection(styles, left),
		}),
		stackSections([]section{
			t.signalsSection(styles, rulebook.Fit, right),
			t.tasksSection(styles, right),
			t.missingSection(styles, right),
			t.segmentsSection(styles, right),
			t.peopleSection(styles, right),
			t.touchesSection(styles, right),
			t.timelineSection(styles, right),
			t.contactsSection(styles, right),
		}),
		left, 3,
	))
}

// stackSections is the lines of sections with a blank line between them. Empty
// sections are left out.
func stackSections(sections []section) []theme.Line {
	var lines []theme.Line
	for _, s := range sections {
		if len(s.lines) == 0 {
			continue
		}
		if len(lines) > 0 {
			lines = append(lines, nil)
		}
		lines = append(lines, s.title)
		lines = append(lines, s.lines...)
	}
	return lines
}
