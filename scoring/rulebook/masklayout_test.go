package rulebook

import (
	"testing"
)

// levelledCard has a signal of weight 10 with three levels, and a plain one of weight 5.
func levelledCard(t *testing.T, w Weighting) Scorecard {
	t.Helper()
	card := NewScorecard()
	card.Weighting = w
	for _, s := range []Signal{
		{Name: "Logins", Weight: 10, Enabled: true, When: sentence(t, `event login happened at least 1|5|20 times ever`)},
		{Name: "Invited", Weight: 5, Enabled: true, When: sentence(t, `event invite happened more than 0 times ever`)},
	} {
		var err error
		if card, err = card.Add(s); err != nil {
			t.Fatal(err)
		}
	}
	return card
}

func TestScoresOfLevels(t *testing.T) {
	t.Parallel()
	tests := []struct {
		mask                   uint64 // the three levels, then the plain signal
		emphatic, proportional string
	}{
		{0b0000, "0", "0"},
		{0b0001, "25", "22.2"},
		{0b0011, "50", "44.4"},
		{0b0111, "75", "66.7"},
		{0b1000, "25", "33.3"},
		{0b1001, "50", "55.6"},
		{0b1111, "100", "100"},
	}
	for _, test := range tests {
		for weighting, want := range map[Weighting]string{Emphatic: test.emphatic, Proportional: test.proportional} {
			if got := levelledCard(t, weighting).Score(Adoption, test.mask); got.String() != want {
				t.Errorf("%s, %04b: %s, want %s", weighting, test.mask, got, want)
			}
		}
	}
}

// TestSumsOfLevelsAreInParts has signals of two, three and four levels: the sums are in
// twelfths, so that every level is a whole number of them.
func TestSumsOfLevelsAreInParts(t *testing.T) {
	t.Parallel()
	card := levelledCard(t, Proportional)
	for _, when := range []string{`active days is at least 1|2 ever`, `last seen is less than 30|14|7|3 days ago`} {
		var err error
		if card, err = card.Add(Signal{Name: when, Weight: 1, Enabled: true, When: sentence(t, when)}); err != nil {
			t.Fatal(err)
		}
	}
	layout := card.Layout(Adoption)
	if want := uint32(12 * (10 + 5 + 1 + 1)); layout.Total != want {
		t.Errorf("the total is %d, want %d", layout.Total, want)
	}
	var weights []uint32
	for _, s := range layout.Signals {
		weights = append(weights, s.LevelWeight)
		if full := uint32(s.LevelCount) * s.LevelWeight; full != 12*uint32(s.Weight) {
			t.Errorf("%s adds %d at its last level, want %d", s.Name, full, 12*s.Weight)
		}
	}
	if got := card.Score(Adoption, layout.Signals[3].UpTo(3)); got != (Score{Sum: 9, Total: 204}) {
		t.Errorf("three of four levels are %+v, with level weights %d", got, weights)
	}
	if got, want := len(layout.Conditions()), 3+1+2+4; got != want {
		t.Errorf("%d conditions, want %d", got, want)
	}
	// Without the signals that have levels, sums are in wholes again.
	for _, s := range card.Adoption {
		card, _ = card.SetEnabled(s.ID, s.Levels() == 1)
	}
	if got := card.Layout(Adoption).Total; got != 5 {
		t.Errorf("the total of one plain signal of weight 5 is %d", got)
	}
}

func TestLayoutOfDisqualifiers(t *testing.T) {
	t.Parallel()
	card := levelledCard(t, Emphatic)
	for _, s := range []Signal{
		{Name: "Competitor", When: sentence(t, `attribute domain contains rival.example`), Side: Adoption, Weight: 7, Phase: Activation},
		{Name: "Scraper", When: sentence(t, `event export happened more than 100 times in the last 1 day`)},
		{Name: "Off", When: sentence(t, `event x happened more than 100 times ever`)},
	} {
		s.Disqualifier, s.Enabled = true, s.Name != "Off"
		var err error
		if card, err = card.Add(s); err != nil {
			t.Fatal(err)
		}
	}
	if d := card.Disqualifiers[0]; d.Side != Fit || d.Weight != 0 || d.Phase != Setup {
		t.Errorf("what asks about an attribute is on the fit side, without weight and phase: %+v", d)
	}
	if d := card.Disqualifiers[1]; d.Side != Adoption {
		t.Errorf("what asks about events is on the adoption side: %+v", d)
	}
	if got := card.Layout(Adoption).DisqualifierBits(); got != 0b10000 {
		t.Errorf("the disqualifiers have the bits %b", got)
	}
	if got := card.DisqualifiedBy(0b10000, 0b1); len(got) != 2 || got[0].Name != "Competitor" || got[1].Name != "Scraper" {
		t.Errorf("disqualified by %v", got)
	}
	if card.Disqualifies(0b01111, 0) || !card.Disqualifies(0, 0b1) || !card.Disqualifies(0b10000, 0) {
		t.Error("the bits of disqualifiers are not told from those of signals")
	}
	if with, without := card.Score(Adoption, 0b10111), card.Score(Adoption, 0b00111); with != without || with.String() != "75" {
		t.Errorf("a disqualifier changes the score: %v and %v", with, without)
	}
}

func TestEditsOfDisqualifiers(t *testing.T) {
	t.Parallel()
	saved := Default()
	saved.Card = levelledCard(t, Emphatic)
	card, err := saved.Card.Add(Signal{Name: "Competitor", Enabled: true, Disqualifier: true, When: sentence(t, `attribute domain contains rival.example`)})
	if err != nil {
		t.Fatal(err)
	}
	edited := saved
	edited.Card = card
	expectDiff(t, saved, edited, `Competitor: added as a disqualifier: attribute domain contains rival.example`)
	signal := card.Disqualifiers[0]
	signal.Disqualifier, signal.Side, signal.Weight = false, Fit, 3
	back, err := card.Replace(signal)
	if err != nil {
		t.Fatal(err)
	}
	if len(back.Disqualifiers) != 0 || len(back.Fit) != 1 {
		t.Fatalf("the disqualifier did not become a signal: %+v", back)
	}
	asSignal := saved
	asSignal.Card = back
	expectDiff(t, edited, asSignal, `Competitor: made a signal of fit with weight 3, was a disqualifier`)
	expectDiff(t, asSignal, edited, `Competitor: made a disqualifier, was a signal of fit with weight 3`)

	// Two editors: I made the signal a disqualifier, they changed its weight and name.
	theirs := asSignal
	renamed := back.Fit[0]
	renamed.Weight, renamed.Name = 9, "Rival"
	if theirs.Card, err = back.Replace(renamed); err != nil {
		t.Fatal(err)
	}
	merged := Rebase(asSignal, edited, theirs)
	if err := merged.Validate(); err != nil {
		t.Fatal(err)
	}
	if d := merged.Card.Disqualifiers; len(d) != 1 || d[0].Name != "Rival" || d[0].Weight != 0 || len(merged.Card.Fit) != 0 {
		t.Errorf("merged into %+v", merged.Card)
	}
}

func expectDiff(t *testing.T, from, to Rulebook, want string) {
	t.Helper()
	if got := DescribeChanges(Diff(from, to)); got != want {
		t.Errorf("the changes are\n%s, want\n%s", got, want)
	}
}

func TestSegmentsAskAboutLevelsAndDisqualifiers(t *testing.T) {
	t.Parallel()
	book := Default()
	book.Card = levelledCard(t, Emphatic)
	var err error
	if book.Card, err = book.Card.Add(Signal{Name: "Competitor", Enabled: true, Disqualifier: true, When: sentence(t, `attribute domain contains rival.example`)}); err != nil {
		t.Fatal(err)
	}
	tests := []struct{ when, canonical, wrong string }{
		{`signal logins at level 2`, `signal logins is at level 2`, ""},
		{`signal Logins is below level 3`, `signal Logins is below level 3`, ""},
		{`disqualifier Competitor holds or disqualified is yes`, `disqualifier Competitor holds or disqualified is yes`, ""},
		{`disqualifier Competitor does not hold`, `disqualifier Competitor does not hold`, ""},
		{`signal Invited is at level 2`, ``, `segment "S" asks about signal "Invited", and it has no level 2`},
		{`signal Competitor is matched`, ``, `segment "S" asks about signal "Competitor", and that is a disqualifier`},
		{`disqualifier Logins holds`, ``, `segment "S" asks about disqualifier "Logins", and that is a signal`},
		{`disqualifier Nobody holds`, ``, `segment "S" asks about disqualifier "Nobody", and no disqualifier is named so`},
	}
	for _, tt := range tests {
		when, err := ParseSegmentCondition(tt.when)
		if err != nil {
			t.Fatal(err)
		}
		edited, err := book.AddSegment(Segment{Name: "S", When: when})
		switch {
		case tt.wrong != "" && (err == nil || err.Error() != tt.wrong):
			t.Errorf("%s: %v, want %s", tt.when, err, tt.wrong)
		case tt.wrong == "" && err != nil:
			t.Errorf("%s: %v", tt.when, err)
		case tt.wrong == "" && when.String() != tt.canonical:
			t.Errorf("%s is printed as %s", tt.when, when)
		}
		if tt.when == tests[2].when {
			competitor, _ := edited.Card.ByName("Competitor")
			card, _ := edited.Card.Remove(competitor.ID)
			if _, err := edited.WithCard(card); err == nil || err.Error() != `disqualifier "Competitor" is in use: segment "S" asks about it; change or remove that first` {
				t.Errorf("removing a disqualifier in use: %v", err)
			}
			competitor.Name = "Rival"
			card, _ = edited.Card.Replace(competitor)
			if renamed, err := edited.WithCard(card); err != nil || renamed.Segments.List[len(renamed.Segments.List)-1].When.String() != `disqualifier Rival holds or disqualified is yes` {
				t.Errorf("the segment does not follow the new name: %v", err)
			}
		}
	}
	if _, err := ParseSegmentCondition(`signal Logins is at level 5`); err == nil || err.Error() != `at "5": a signal has the levels 1 to 4` {
		t.Errorf("level 5: %v", err)
	}
}
