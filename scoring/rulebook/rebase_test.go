package rulebook

import (
	"slices"
	"strings"
	"testing"

	"trialist/scoring/condition"
)

type edit = func(Scorecard) (Scorecard, error)

func add(name string, weight int) edit {
	return func(c Scorecard) (Scorecard, error) {
		when := condition.Condition{Rules: []condition.Rule{{Subject: condition.AttributeSubject, Name: "vip", Operator: condition.IsSet}}}
		return c.Add(Signal{Name: name, Weight: weight, Enabled: true, When: when})
	}
}

func remove(id int64) edit { return func(c Scorecard) (Scorecard, error) { return c.Remove(id) } }

func move(id int64, to int) edit {
	return func(c Scorecard) (Scorecard, error) { return c.Move(id, to) }
}

func rename(id int64, name string) edit {
	return func(c Scorecard) (Scorecard, error) {
		s, _ := c.Signal(id)
		s.Name = name
		return c.Replace(s)
	}
}

func toFit(id int64) edit {
	return func(c Scorecard) (Scorecard, error) {
		s, _ := c.Signal(id)
		s.Side = Fit
		return c.Replace(s)
	}
}

// describeCard is the adoption signals, a bar, and the fit signals: "One 5, Two 5 | Large 5".
func describeCard(c Scorecard) string {
	var sides []string
	for _, side := range Sides() {
		var names []string
		for _, s := range c.Signals(side) {
			names = append(names, s.Name+" "+strings.Repeat("+", s.Weight))
		}
		sides = append(sides, strings.Join(names, ", "))
	}
	return strings.Join(sides, " | ")
}

func TestRebaseKeepsWhatBothDid(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name         string
		mine, theirs []edit
		want         string
	}{
		{"nothing", nil, nil, "One +++++, Two +++++, Three +++++ | Large +++++"},
		{"other signals", []edit{weigh(1, 2)}, []edit{weigh(2, 3)}, "One ++, Two +++, Three +++++ | Large +++++"},
		{"the same field: mine", []edit{weigh(1, 2)}, []edit{weigh(1, 3)}, "One ++, Two +++++, Three +++++ | Large +++++"},
		{"other fields of one signal", []edit{weigh(1, 2)}, []edit{rename(1, "First")}, "First ++, Two +++++, Three +++++ | Large +++++"},
		{"they removed what I changed", []edit{weigh(2, 2)}, []edit{remove(2)}, "One +++++, Two ++, Three +++++ | Large +++++"},
		{"they removed what I left", []edit{weigh(1, 2)}, []edit{remove(2)}, "One ++, Three +++++ | Large +++++"},
		{"I removed what they changed", []edit{remove(2)}, []edit{weigh(2, 9)}, "One +++++, Three +++++ | Large +++++"},
		{"both added", []edit{add("Mine", 1)}, []edit{add("Theirs", 2)}, "One +++++, Two +++++, Three +++++, Mine +, Theirs ++ | Large +++++"},
		{"both added one name", []edit{add("New", 1)}, []edit{add("new", 2)}, "One +++++, Two +++++, Three +++++, New (2) +, new ++ | Large +++++"},
		{"both added the same", []edit{add("New", 1)}, []edit{add("New", 1)}, "One +++++, Two +++++, Three +++++, New + | Large +++++"},
		{"I moved, they added", []edit{move(3, 0)}, []edit{add("New", 1)}, "Three +++++, One +++++, Two +++++, New + | Large +++++"},
		{"they moved, I weighed", []edit{weigh(3, 1)}, []edit{move(3, 0)}, "Three +, One +++++, Two +++++ | Large +++++"},
		{"both moved: mine", []edit{move(1, 2)}, []edit{move(3, 0)}, "Two +++++, Three +++++, One +++++ | Large +++++"},
		{"I changed the side", []edit{toFit(1)}, []edit{weigh(1, 1)}, "Two +++++, Three +++++ | Large +++++, One +"},
		{"they changed the side", []edit{weigh(1, 1)}, []edit{toFit(1)}, "Two +++++, Three +++++ | Large +++++, One +"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			base := sampleBook(t)
			merged := Rebase(base, edited(t, base, tt.mine...), edited(t, base, tt.theirs...))
			if got := describeCard(merged.Card); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if err := merged.Validate(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestRebaseOfSettings(t *testing.T) {
	t.Parallel()
	base := sampleBook(t)
	mine, theirs := base, base
	mine.Card.Weighting = Proportional
	mine.Card.Qualified[3][0] = true
	theirs.Card.AdoptionCuts = Cuts{10, 20, 30}
	theirs.Card.Qualified[0][3] = true
	mine.Lifecycle.TrialDays = 30
	theirs.Lifecycle.Default = Trial
	got := Rebase(base, mine, theirs)
	var words []string
	for _, c := range Diff(base, got) {
		words = append(words, c.String())
	}
	want := []string{
		"weighting: emphatic to proportional",
		"adoption bands: from 25, 50 and 75 to 10, 20 and 30",
		"qualified: No match and Very high ticked",
		"qualified: Perfect match and Low ticked",
		"default status: not converted to trial",
		"trial length: 14 to 30 days",
	}
	if !slices.Equal(words, want) {
		t.Errorf("got  %q\nwant %q", words, want)
	}
}

func TestChangesInWords(t *testing.T) {
	t.Parallel()
	base := sampleBook(t)
	book := edited(t, base, weigh(1, 10), rename(2, "Second"), move(3, 0), remove(4), add("New", 3))
	got := DescribeChanges(Diff(base, book))
	want := "One: weight 5 to 10; Second: renamed from Two; " +
		"New: added to adoption with weight 3: attribute vip is set; adoption order: Three, One, Second, New; Large: removed"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
