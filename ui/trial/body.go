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

// body is everything under the head, in one column or two.
func (t *Screen) body(look theme.Theme, width int) []theme.Line {
	if t.account == nil || width <= 0 {
		return nil
	}
	if width < twoColumnBody {
		inner := width - 2
		return layout.Indent(stackSections([]section{
			t.signalsSection(look, rulebook.Adoption, inner),
			t.raiseSection(look, inner),
			t.signalsSection(look, rulebook.Fit, inner),
			t.usageSection(look, inner),
			t.timelineSection(look, inner),
			t.attributesSection(look, inner),
			t.contactsSection(look, inner),
		}))
	}
	left := (width - 5) * 54 / 100
	right := width - 5 - left
	return layout.Indent(layout.SideBySide(
		stackSections([]section{
			t.signalsSection(look, rulebook.Adoption, left),
			t.raiseSection(look, left),
			t.usageSection(look, left),
			t.attributesSection(look, left),
		}),
		stackSections([]section{
			t.signalsSection(look, rulebook.Fit, right),
			t.timelineSection(look, right),
			t.contactsSection(look, right),
		}),
		left, 3,
	))
}

// stackSections is sections below each other with a blank line between. Empty ones are
// left out.
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
