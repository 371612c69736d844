package signals

import (
	"slices"
	"strings"

	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/ui/chart"
	"trialist/ui/clean"
	"trialist/ui/draft"
	"trialist/ui/layout"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// scoreHistogram is the histograms of the scores of a side, saved and draft, on one
// scale. Their columns are height lines high.
func scoreHistogram(styles theme.Theme, o *rank.Preview, side rulebook.Side, width, height int) []theme.Line {
	saved, d := o.Saved.Histogram[side], o.Draft.Histogram[side]
	most := max(slices.Max(append([]int{1}, saved...)), slices.Max(append([]int{1}, d...)))
	const label = 7
	wide := max(min((width-label)/draft.PreviewExtent.Buckets, 2), 1)
	title, scale := styles.Strong.Line(words.SideTitle(side)+" scores"), styles.Muted.Line("tallest bar "+words.Count(most, "trial", "trials"))
	if title.Width()+scale.Width()+2 > width {
		scale = nil
	}
	lines := []theme.Line{theme.Justify(title, scale, width)}
	add := func(name clean.Text, ink theme.Style, full clean.Text, counts []int) {
		for i, line := range chart.Columns(styles, ink, full, counts, most, wide, height) {
			text := clean.Text("")
			if i == height-1 {
				text = name
			}
			lines = append(lines, styles.Muted.Line(text.Pad(label)).Join(line).Fit(width))
		}
	}
	add("saved", styles.Muted, styles.Glyphs.Shades[2], saved)
	ink := styles.Bar
	if !slices.Equal(saved, d) {
		ink = styles.Accent
	}
	add("draft", ink, styles.Glyphs.Eighths[8], d)
	span := wide * draft.PreviewExtent.Buckets
	axis := clean.Text("0").Pad(span/2-1) + "50" + clean.Text("100").PadLeft(span-span/2-1)
	return append(lines, theme.Line{}.Space(label).Add(styles.Muted, axis).Fit(width))
}

// bandLines is how many trials are in each band of both sides, saved and in the
// draft, the best band first.
func bandLines(styles theme.Theme, o *rank.Preview, width int) []theme.Line {
	half := (width - 3) / 2
	column := func(side rulebook.Side, width int) []theme.Line {
		lines := []theme.Line{styles.Strong.Line(words.SideTitle(side) + " bands").Fit(width)}
		for _, band := range slices.Backward(rulebook.Bands()) {
			was, now := o.Saved.Bands[side][band], o.Draft.Bands[side][band]
			figures := styles.Text.Line(words.Number(now))
			if was != now {
				figures = styles.Muted.Line(words.Number(was)+" "+styles.Glyphs.Arrow+" ").Add(styles.Accent, words.Number(now))
			}
			name := clean.Text(band.Name(side))
			if short, ok := strings.CutSuffix(string(name), " match"); ok && short != "No" && name.Width()+figures.Width()+2 > width {
				name = clean.Text(short)
			}
			lines = append(lines, theme.Justify(styles.Muted.Line(name), figures, width))
		}
		return lines
	}
	return layout.SideBySide(column(rulebook.Adoption, half), column(rulebook.Fit, width-3-half), half, 3)
}
