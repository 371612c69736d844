package rulebook

import (
	"strings"
	"testing"
)

// segmentBook has two signals and a segment about the second.
func segmentBook(t *testing.T) Rulebook {
	t.Helper()
	book := Default()
	for _, name := range []string{"Invited", "Imported"} {
		card, err := book.Card.Add(Signal{Name: name, Weight: 5, Enabled: true, When: Templates()[0].Signal("login").When})
		if err != nil {
			t.Fatal(err)
		}
		book.Card = card
	}
	return withSegment(t, book, "Stuck", `signal imported is not matched and fit band is good|perfect`)
}

func withSegment(t *testing.T, book Rulebook, name, sentence string) Rulebook {
	t.Helper()
	when, err := ParseSegmentCondition(sentence)
	if err != nil {
		t.Fatal(err)
	}
	if book, err = book.AddSegment(Segment{Name: name, When: when}); err != nil {
		t.Fatal(err)
	}
	return book
}

// sentenceOf is the sentence of a segment, or a dash for one that is not there.
func sentenceOf(b Rulebook, name string) string {
	s, ok := b.Segments.ByName(name)
	if !ok {
		return "-"
	}
	return s.When.String()
}

func TestDefaultSegments(t *testing.T) {
	t.Parallel()
	if got := len(defaultSegments().List); got != len(segmentDefaults) {
		t.Errorf("%d of %d sentences are right", got, len(segmentDefaults))
	}
	if err := Default().Validate(); err != nil {
		t.Error(err)
	}
}

func TestSegmentsHaveCanonicalBands(t *testing.T) {
	t.Parallel()
	if got, want := sentenceOf(segmentBook(t), "stuck"), `signal imported is not matched and fit band is Good|"Perfect match"`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	_, err := ParseSegmentCondition("status is dead")
	if want := `at "dead": unknown status "dead": use trial, paying, not-converted or churned`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestSegmentsRefuseWhatIsWrong(t *testing.T) {
	t.Parallel()
	book := segmentBook(t)
	stuck, _ := book.Segments.ByName("Stuck")
	for _, test := range []struct {
		edit func(*Segment)
		want string
	}{
		{func(s *Segment) { s.Name = " " }, "a segment needs a name"},
		{func(s *Segment) { s.Name = "looker" }, `there is already a segment named "Looker"`},
		{func(s *Segment) { s.Name = strings.Repeat("x", 81) }, "at most 80 characters"},
		{func(s *Segment) { s.Color = 9 }, "colour must be none"},
		{func(s *Segment) { s.When.Rules = nil }, "a condition needs at least one rule"},
		{func(s *Segment) { s.When.Rules[0].Name = "gone" }, `segment "Stuck" asks about signal "gone", and no signal is named so`},
		{func(s *Segment) { s.ID = 99 }, "no segment with the id 99"},
	} {
		s := stuck
		s.When = cloneCondition(s.When)
		test.edit(&s)
		if _, err := book.ReplaceSegment(s); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("got %v, want %s", err, test.want)
		}
	}
	twice := book
	twice.Segments = book.Segments.Clone()
	twice.Segments.List[1].ID = 1
	if err := twice.Validate(); err == nil || !strings.Contains(err.Error(), "needs an id of its own") {
		t.Errorf("got %v", err)
	}
}

func TestSegmentsFollowSignals(t *testing.T) {
	t.Parallel()
	book := segmentBook(t)
	imported, _ := book.Card.ByName("Imported")
	removed, err := book.Card.Remove(imported.ID)
	if err != nil {
		t.Fatal(err)
	}
	_, err = book.WithCard(removed)
	if want := `signal "Imported" is in use: segment "Stuck" asks about it; change or remove that first`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	imported.Name = "Brought contacts in"
	card, err := book.Card.Replace(imported)
	if err != nil {
		t.Fatal(err)
	}
	renamed, err := book.WithCard(card)
	if err != nil || renamed.Validate() != nil {
		t.Fatal(err, renamed.Validate())
	}
	if got := sentenceOf(renamed, "stuck"); !strings.HasPrefix(got, `signal "Brought contacts in" is not matched`) {
		t.Errorf("got %s", got)
	}
	if strings.Contains(sentenceOf(book, "stuck"), "Brought") {
		t.Error("the book before has changed too")
	}
}

func TestRebaseSegments(t *testing.T) {
	t.Parallel()
	base := segmentBook(t)
	mine, theirs := base, base
	imported, _ := base.Card.ByName("Imported")
	imported.Name = "Brought in"
	card, err := base.Card.Replace(imported)
	if err != nil {
		t.Fatal(err)
	}
	if mine, err = mine.WithCard(card); err != nil {
		t.Fatal(err)
	}
	looker, _ := base.Segments.ByName("Looker")
	looker.Color = Red
	if mine, err = mine.ReplaceSegment(looker); err != nil {
		t.Fatal(err)
	}
	mine = withSegment(t, mine, "Mine", "qualified is no")
	slipping, _ := base.Segments.ByName("Slipping")
	if mine, err = mine.RemoveSegment(slipping.ID); err != nil {
		t.Fatal(err)
	}
	looker.Color, looker.Name = NoColor, "Tourist"
	if theirs, err = theirs.ReplaceSegment(looker); err != nil {
		t.Fatal(err)
	}
	theirs = withSegment(t, theirs, "mine", "signal Imported is matched")

	merged := Rebase(base, mine, theirs)
	if err := merged.Validate(); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"Looker": "-", "Slipping": "-",
		"Stuck":    `signal "Brought in" is not matched and fit band is Good|"Perfect match"`,
		"mine":     `signal "Brought in" is matched`,
		"Mine (2)": "qualified is no",
	} {
		if got := sentenceOf(merged, name); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	if tourist, ok := merged.Segments.ByName("Tourist"); !ok || tourist.Color != Red {
		t.Errorf("merged into %+v, %t", tourist, ok)
	}
	var words []string
	for _, c := range Diff(base, merged) {
		words = append(words, c.String())
	}
	if got := strings.Join(words, "\n"); !strings.Contains(got, "segment Tourist: renamed from Looker\nsegment Tourist: colour none to red") ||
		!strings.Contains(got, "segment Slipping: removed") || !strings.Contains(got, "segment Mine (2): added: qualified is no") {
		t.Errorf("the changes are\n%s", got)
	}
}

// segmentOrder is the names of the segments in their order.
func segmentOrder(b Rulebook) string {
	var names []string
	for _, s := range b.Segments.List {
		names = append(names, s.Name)
	}
	return strings.Join(names, ", ")
}

func TestMoveSegment(t *testing.T) {
	t.Parallel()
	base := segmentBook(t)
	before := segmentOrder(base)
	looker, _ := base.Segments.ByName("Looker")
	moved, err := base.MoveSegment(looker.ID, 0)
	if err != nil {
		t.Fatal(err)
	}
	if got := segmentOrder(moved); !strings.HasPrefix(got, "Looker, Qualified, ") || segmentOrder(base) != before {
		t.Errorf("%s; and the book before has %s", got, segmentOrder(base))
	}
	if changes := Diff(base, moved); len(changes) != 1 || !strings.HasPrefix(changes[0].String(), "segment order: Looker, Qualified") {
		t.Errorf("%v", changes)
	}
	for _, to := range []int{-1, len(base.Segments.List)} {
		if _, err := base.MoveSegment(looker.ID, to); err == nil || !strings.Contains(err.Error(), "is not among 1 to") {
			t.Errorf("to %d: %v", to, err)
		}
	}
	if _, err := base.MoveSegment(999, 0); err == nil {
		t.Error("a segment that is not there was moved")
	}

	theirs := withSegment(t, base, "Theirs", "qualified is no")
	merged := Rebase(base, moved, theirs)
	if got := segmentOrder(merged); !strings.HasPrefix(got, "Looker, Qualified, ") || !strings.HasSuffix(got, ", Theirs") {
		t.Errorf("my order is lost: %s", got)
	}
	if got := segmentOrder(Rebase(base, theirs, moved)); !strings.HasPrefix(got, "Looker, Qualified, ") {
		t.Errorf("their order is lost: %s", got)
	}
}
