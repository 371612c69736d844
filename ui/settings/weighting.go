package settings

import (
	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rulebook"
	"trialist/ui/clean"
	"trialist/ui/theme"
)

// weightingGroup is the choice of how weights turn into points. Each weighting shows
// an example: what a signal of weight 10 scores beside one of weight 5.
func weightingGroup(s *Screen) group {
	g := group{title: "Weighting", titleNote: func() theme.Line { return s.frame.Theme().Muted.Line("10 and 5 score") }}
	for _, w := range rulebook.Weightings() {
		g.settings = append(g.settings, weightingSetting{s, w})
	}
	return g
}

// weightingSetting is one of the weightings.
type weightingSetting struct {
	*Screen
	weighting rulebook.Weighting
}

func (r weightingSetting) draw(width int, selected bool) []theme.Line {
	styles := r.frame.Theme()
	now, saved := r.draftBook().Card.Weighting, r.savedBook().Card.Weighting
	mark, ink := styles.Muted.Line(styles.Glyphs.Ring), styles.Muted
	if now == r.weighting {
		mark, ink = r.valueStyle(now != saved, true).Line(styles.Glyphs.Dot), styles.Text
	}
	line := mark.Space(1).Join(r.nameLine(clean.Of(r.weighting.String()), selected)).Pad(labelWidth)
	switch r.weighting {
	case rulebook.Emphatic:
		line = line.Add(styles.Muted, "10 counts three times 5")
	case rulebook.Proportional:
		line = line.Add(styles.Muted, "10 counts twice 5")
	}
	ten, five := exampleScores(r.weighting)
	right := theme.Line{}.Add(ink, ten+" and "+five)
	return []theme.Line{theme.Justify(line, right, width)}
}

// exampleScores is what a signal of weight 10 scores when the only other one has
// weight 5, and what that one scores.
func exampleScores(w rulebook.Weighting) (ten, five clean.Text) {
	total := w.EffectiveWeight(10) + w.EffectiveWeight(5)
	score := func(weight int) clean.Text {
		return clean.Of(rulebook.Score{Sum: w.EffectiveWeight(weight), Total: total}.String())
	}
	return score(10), score(5)
}

func (r weightingSetting) adjust(int) tea.Cmd { return nil }

func (r weightingSetting) activate() tea.Cmd {
	card := r.draftBook().Card
	card.Weighting = r.weighting
	return r.editCard(card)
}

func (r weightingSetting) keys() keyLabels {
	return keyLabels{activate: "choose " + clean.Of(r.weighting.String()) + " weighting", activateHint: "choose", disabledReason: r.draft.DisabledReason()}
}
