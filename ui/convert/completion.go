package convert

import (
	tea "charm.land/bubbletea/v2"

	"trialist/scoring/filter"
	"trialist/ui/clean"
	"trialist/ui/layout"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// complete finds how the filter that is edited can go on at the cursor.
func (c *Screen) complete() {
	f := &c.filter
	f.completions = filter.Completions{}
	if f.editing {
		f.completions = filter.Complete(f.field.Value(), len(f.field.BeforeCursor()), c.words())
	}
	if f.chosen >= len(f.completions.List) {
		f.chosen, f.picked = 0, false
	}
}

// chooseCompletion moves among the completions.
func (c *Screen) chooseCompletion(by int) tea.Cmd {
	f := &c.filter
	if n := len(f.completions.List); n > 0 {
		if f.picked || by < 0 {
			f.chosen = (f.chosen + by + n) % n
		}
		f.picked = true
	}
	return nil
}

// takeCompletion puts the chosen completion in the place of the unfinished word.
func (c *Screen) takeCompletion() tea.Cmd {
	f := &c.filter
	text, found := f.field.Value(), f.completions
	taken := found.List[f.chosen].Text
	f.field.SetValue(text[:found.From] + taken + text[found.To:])
	f.field.CursorTo(found.From + len(taken))
	return c.filterTextChanged()
}

// filterTextChanged follows an edit of the filter.
func (c *Screen) filterTextChanged() tea.Cmd {
	c.filter.chosen, c.filter.picked = 0, false
	return c.applyFilterText()
}

// maxCompletionLines is how many completions are on screen.
const maxCompletionLines = 8

// completionBox draws the completions in a box below the filter, over the list; nil
// when there are none.
func (c *Screen) completionBox(styles theme.Theme, width, height int) ([]theme.Line, layout.Rect) {
	f := &c.filter
	most := min(maxCompletionLines, (height-3)/2)
	if !f.editing || len(f.completions.List) == 0 || most <= 0 || width < 20 {
		return nil, layout.Rect{}
	}
	from := max(min(f.chosen-most/2, len(f.completions.List)-most), 0)
	shown := f.completions.List[from:min(from+most, len(f.completions.List))]
	nameWidth := 0
	for _, one := range f.completions.List {
		nameWidth = max(nameWidth, min(clean.Of(one.Text).Width(), 34))
	}
	w := min(max(nameWidth+48, 40), width-2)
	if f.completions.Value {
		w = min(max(nameWidth+18, 24), width-2)
	}
	var lines []theme.Line
	for i, one := range shown {
		line := theme.Line{}.Space(2)
		if from+i == f.chosen {
			line = styles.Accent.Line(styles.Glyphs.Marker).Space(1)
		}
		line = line.Add(styles.Text, clean.Of(one.Text).Pad(nameWidth)).Space(2).Add(styles.Muted, clean.Of(one.Means))
		if one.Count > 0 {
			line = theme.Justify(line, styles.Muted.Line(words.Number(one.Count)), w-4)
		}
		if from+i == f.chosen {
			line = line.Pad(w - 4).Inherit(styles.Selection)
		}
		lines = append(lines, line)
	}
	return layout.Box(styles, "", lines, w), layout.Rect{X: 0, Y: 1, W: w, H: len(lines) + 2}
}
