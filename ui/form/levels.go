package form

import (
	"slices"
	"strings"

	"trialist/scoring/explain"
	"trialist/ui/chart"
	"trialist/ui/clean"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// levelBuckets is how many bars show the distribution over which the levels stand.
const levelBuckets = 28

// maxBarWidth is how wide a bar is at most, in cells, where there are few.
const maxBarWidth = 5

// putLevels lays out, below a rule with levels, how many trials are where, with the levels
// standing below the bars, and how many reach each.
func (f *Form) putLevels(p *page, i int) {
	c := f.Condition()
	count := f.liveCount.matchCount
	if c.LevelledRule() != i || f.validateCondition(c) != nil || f.liveCount.err != nil || len(count.levels) != c.Levels() {
		return
	}
	styles := f.frame.Theme()
	text, bars := styles.Text, styles.Bar
	if about, ok := f.countKey(); !ok || f.liveCount.key.sentence != about.sentence {
		text, bars = styles.Muted, styles.Faint
	}
	if room := p.width - p.indent; len(count.heights) > 0 && room >= len(count.heights) {
		wide := max(1, min(levelBuckets/len(count.heights), maxBarWidth))
		var heights []int
		for _, height := range count.heights {
			heights = append(heights, slices.Repeat([]int{height}, wide)...)
		}
		p.label("Levels", false)
		p.put(0, segment{line: chart.Histogram(styles, bars, heights).Space(2).
			Add(styles.Muted, "trials, from "+count.from+" to "+count.to).Fit(room)})
		marks := []byte(strings.Repeat(" ", len(heights)))
		for level, at := range count.marks {
			marks[at*wide+(wide-1)/2] = byte('1' + level)
		}
		p.lines = append(p.lines, theme.Line{}.Space(p.indent).Add(styles.Accent, clean.Text(marks)))
	}
	points := f.levelPoints(c.Levels())
	for level, what := range explain.LevelTexts(c) {
		line := theme.Line{}.Space(p.indent).Add(styles.Accent, words.Number(level+1)).Space(1).Add(text, clean.Of(what)).Space(2).
			Add(styles.Muted, words.Count(count.levels[level], "reaches it", "reach it"))
		if points != nil {
			line = line.Space(2).Add(styles.Strong, words.FormatTenths(points[level])).Add(styles.Muted, " points")
		}
		p.lines = append(p.lines, line.Fit(p.width))
	}
}

// levelPoints is what a trial earns at each level, in tenths; nil where the signal is
// switched off.
func (f *Form) levelPoints(levels int) []int {
	s := f.Result()
	if !s.Enabled {
		return nil
	}
	card, s := f.cardWith(s)
	points := make([]int, levels)
	for _, signal := range card.Layout(s.Side).Signals {
		if signal.ID == s.ID {
			for level := range points {
				points[level] = card.Score(s.Side, signal.UpTo(level+1)).Tenths()
			}
		}
	}
	return points
}
