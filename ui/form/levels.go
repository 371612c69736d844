package form

import (
	"strings"

	"trialist/scoring/explain"
	"trialist/ui/chart"
	"trialist/ui/clean"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// levelBuckets is how many bars show the distribution over which the levels stand.
const levelBuckets = 28

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
		p.label("Levels", false)
		p.put(0, segment{line: chart.Histogram(styles, bars, count.heights).Space(2).Add(styles.Muted, "trials, more of it to the right").Fit(room)})
		marks := []byte(strings.Repeat(" ", len(count.heights)))
		for level, at := range count.marks {
			marks[at] = byte('1' + level)
		}
		p.lines = append(p.lines, theme.Line{}.Space(p.indent).Add(styles.Accent, clean.Text(marks)))
	}
	points := f.levelPoints(c.Levels())
	for level, what := range explain.LevelTexts(c) {
		line := theme.Line{}.Space(p.indent).Add(styles.Accent, words.Number(level+1)).Space(1).Add(text, clean.Of(what)).Space(2).
			Add(styles.Muted, words.Count(count.levels[level], "trial", "trials"))
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
