package ui

import (
	"trialist/scoring/rulebook"
	"trialist/ui/theme"
)

// bodyWide is the width from which the body has two columns.
const bodyWide = 104

// section is a titled part of the body.
type section struct {
	title theme.Line
	lines []theme.Line
}

// body is everything under the head, in one column or two.
func (t *trial) body(look theme.Theme, width int) []theme.Line {
	if t.account == nil || width <= 0 {
		return nil
	}
	if width < bodyWide {
		inner := width - 2
		return indent(stack([]section{
			t.signals(look, rulebook.Adoption, inner),
			t.raise(look, inner),
			t.signals(look, rulebook.Fit, inner),
			t.usage(look, inner),
			t.timeline(look, inner),
			t.attributes(look, inner),
			t.contacts(look, inner),
		}))
	}
	left := (width - 5) * 54 / 100
	right := width - 5 - left
	return indent(beside(
		stack([]section{
			t.signals(look, rulebook.Adoption, left),
			t.raise(look, left),
			t.usage(look, left),
			t.attributes(look, left),
		}),
		stack([]section{
			t.signals(look, rulebook.Fit, right),
			t.timeline(look, right),
			t.contacts(look, right),
		}),
		left, 3,
	))
}

// stack is sections below each other with a blank line between. Empty ones are
// left out.
func stack(sections []section) []theme.Line {
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
