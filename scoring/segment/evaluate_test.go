package segment_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/pace"
	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/scoring/rulebooktest"
	"trialist/scoring/segment"
	"trialist/scoring/value"
)

// source answers rules about the country.
type source struct {
	countries []string
	failure   error
}

func (s source) Conditions(_ context.Context, conditions []condition.Condition) ([]bitset.Bits, error) {
	var answers []bitset.Bits
	for _, c := range conditions {
		answers = append(answers, bitset.Where(len(s.countries), func(slot int) bool {
			holds := func(r condition.Rule) bool { return slices.Contains(r.Texts, s.countries[slot]) }
			if c.Any {
				return slices.ContainsFunc(c.Rules, holds)
			}
			return !slices.ContainsFunc(c.Rules, func(r condition.Rule) bool { return !holds(r) })
		}))
	}
	return answers, s.failure
}

func (s source) EverHeld(context.Context, bitset.Bits, []condition.Condition) (bitset.Bits, error) {
	return nil, errors.New("no signal of the fixture ceases to be matched")
}

func (s source) TouchSummaries(context.Context) (map[int]segment.TouchSummary, error) {
	return map[int]segment.TouchSummary{
		0: {LastTouch: asOf - 2*value.Day, Owner: "Ana"},
		1: {LastTouch: value.Never, Owner: "bo"},
		2: {LastTouch: asOf + value.Day},
		9: {LastTouch: asOf}, // touched after the population was read
	}, s.failure
}

// Paces has 80 % for the first account, a hair less for the second, and 2 % for the fourth.
func (s source) Paces(context.Context, *rank.Population, rulebook.Scorecard) (*pace.Paces, error) {
	return &pace.Paces{Percentiles: []pace.Percentile{{Halves: 160, Of: 100}, {Halves: 159_999_999, Of: 100_000_000}, {}, {Halves: 2, Of: 50}}}, s.failure
}

const asOf = 100 * value.Day

// fixture has six accounts: scores 75, 25, 100, 0, 75 and 75 on adoption, no fit
// signals; the second signal is beyond setup and a hand-raiser; the fifth is paying and the last does not exist yet.
func fixture(t *testing.T) (source, *rank.Population, *rank.Ranking) {
	t.Helper()
	card := rulebooktest.CardOf(t, rulebook.Emphatic, 10, 5)
	card.Adoption[1].Phase, card.Adoption[1].HandRaiser = rulebook.Discovery, true
	p := &rank.Population{
		AsOf:       asOf,
		Start:      []value.Instant{asOf - 5*value.Day, asOf - 5*value.Day, value.Never, asOf - value.Day, asOf - 5*value.Day, asOf + value.Day},
		LookerDays: 2,
		Status:     []rulebook.Status{rulebook.Trial, rulebook.Trial, rulebook.Trial, rulebook.Trial, rulebook.Paying, rulebook.NoStatus},
		End:        []value.Instant{asOf + 3*value.Day, asOf + 3*value.Day + 1, value.Never, asOf - value.Day, asOf + value.Day, value.Never},
		LastSeen:   []value.Instant{asOf, asOf - 2*value.Day, asOf - 2*value.Day - 1, value.Never, asOf - 9*value.Day, asOf},
		ByID:       []uint32{0, 1, 2, 3, 4, 5},
	}
	p.Matches.Adoption = rank.Masks{
		Words: []uint64{0b10, 0b01, 0b11, 0, 0b10, 0b10},
		Keys:  []string{card.Adoption[1].When.String(), card.Adoption[0].When.String()},
	}
	return source{countries: []string{"US", "UK", "", "US", "FR", "US"}}, p, rank.Rank(p, card, rank.ByAdoption)
}

func named(t *testing.T, sentence string) rulebook.Segment {
	t.Helper()
	when, err := rulebook.ParseSegmentCondition(sentence)
	if err != nil {
		t.Fatal(err)
	}
	return rulebook.Segment{Name: "s", When: when}
}

func TestEvaluate(t *testing.T) {
	t.Parallel()
	tests := map[string][]int{
		"adoption score is at least 75":        {0, 2, 4},
		"adoption score is more than 75":       {2},
		"adoption score is 25":                 {1},
		"adoption score is set":                {0, 1, 2, 3, 4},
		"fit score is less than 1000":          {}, // no score is not a low score
		"fit score is not set":                 {0, 1, 2, 3, 4},
		`adoption band is "very high"|low`:     {0, 2, 3, 4},
		`adoption band is not "very high"`:     {1, 3},
		"fit band is not Good":                 {}, // no band is not another band
		"fit band is not set":                  {0, 1, 2, 3, 4},
		"qualified is yes":                     {},
		"qualified is no":                      {0, 1, 2, 3, 4},
		"status is not trial":                  {4},
		"status is trial|paying":               {0, 1, 2, 3, 4},
		`signal "Signal 1" is matched`:         {0, 2, 4},
		`signal "signal 1" is not matched`:     {1, 3},
		"days left is at most 3":               {0, 3}, // the second is a millisecond over
		"days left is less than 0":             {3},
		"days left is not set":                 {2, 4},
		"days since last touch is 2":           {0},
		"days since last touch is less than 2": {2},
		"days since last touch is not set":     {1, 3, 4},
		"pace is at least 80":                  {0},
		"pace is less than 80":                 {1, 3},
		"pace is 2":                            {3},
		"pace is not set":                      {2, 4},
		"owner is ana|BO":                      {0, 1},
		"owner is not ana":                     {1}, // nobody's is not somebody else's
		"owner contains n":                     {0},
		"owner is not set":                     {2, 3, 4},
		"last seen is more than 1 days ago":    {1, 2, 4},
		"last seen is not set":                 {3},
		"class is looker":                      {0},
		"class is not looker":                  {1, 2, 3},
		"class is LOOKER|builder":              {0, 1, 2, 3},
		"class is not set":                     {4},
		"hand raised is yes":                   {1, 2},
		"hand raised is no and class is set":   {0, 3},
		"attribute country is US and adoption score is less than 75":       {3},
		"attribute country is FR or owner is bo or days left is exactly 3": {0, 1, 4},
		"attribute country is US|FR":                                       {0, 3, 4},
	}
	for sentence, want := range tests {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()
			src, p, r := fixture(t)
			found, err := segment.Evaluate(t.Context(), src, p, r, []rulebook.Segment{named(t, "status is paying"), named(t, sentence)})
			if err != nil {
				t.Fatal(err)
			}
			if got := slices.Collect(found[1].All()); !slices.Equal(got, want) {
				t.Errorf("got %v, want %v", got, want)
			}
			if got := slices.Collect(found[0].All()); !slices.Equal(got, []int{4}) {
				t.Errorf("the segment beside it has %v", got)
			}
		})
	}
}

func TestEvaluateErrors(t *testing.T) {
	t.Parallel()
	src, p, r := fixture(t)
	_, err := segment.Evaluate(t.Context(), src, p, r, []rulebook.Segment{named(t, "signal gone is matched")})
	if want := `segment s: no signal is named "gone"`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	src.failure = errors.New("disk is gone")
	for _, sentence := range []string{"owner is set", "attribute country is US", "pace is set"} {
		if _, err := segment.Evaluate(t.Context(), src, p, r, []rulebook.Segment{named(t, sentence)}); !errors.Is(err, src.failure) {
			t.Errorf("%s: got %v", sentence, err)
		}
	}
}
