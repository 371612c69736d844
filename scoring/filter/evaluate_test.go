package filter

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"trialist/scoring/bitset"
	"trialist/scoring/condition"
	"trialist/scoring/pace"
	"trialist/scoring/rank"
	"trialist/scoring/ranktest"
	"trialist/scoring/rulebook"
	"trialist/scoring/rulebooktest"
	"trialist/scoring/segment"
	"trialist/scoring/value"
)

// fakeSource answers by attribute country and by name.
type fakeSource struct {
	names, owners, countries []string
	asked                    []condition.Condition
}

func (f *fakeSource) where(holds func(slot int) bool) (bitset.Bits, error) {
	return bitset.Where(len(f.names), holds), nil
}

func (f *fakeSource) Text(_ context.Context, substring string) (bitset.Bits, error) {
	return f.where(func(slot int) bool { return strings.Contains(value.Fold(f.names[slot]), value.Fold(substring)) })
}

func (f *fakeSource) EverHeld(context.Context, bitset.Bits, []condition.Condition) (bitset.Bits, error) {
	return bitset.New(len(f.names)), nil
}

func (f *fakeSource) Owner(_ context.Context, name string) (bitset.Bits, error) {
	return f.where(func(slot int) bool { return strings.EqualFold(f.owners[slot], name) })
}

func (f *fakeSource) ID(_ context.Context, id string) (bitset.Bits, error) {
	return f.where(func(slot int) bool { return "id"+strconv.Itoa(slot) == id })
}

func (f *fakeSource) Name(_ context.Context, substring string) (bitset.Bits, error) {
	return f.Text(context.Background(), substring)
}

func (f *fakeSource) HasAttribute(_ context.Context, name string) (bool, error) {
	return name != "contry", nil
}

func (f *fakeSource) HasEvent(_ context.Context, name string) (bool, error) {
	return name != "imprted", nil
}

func (f *fakeSource) Conditions(_ context.Context, conditions []condition.Condition) ([]bitset.Bits, error) {
	var answers []bitset.Bits
	for _, c := range conditions {
		f.asked = append(f.asked, c)
		bits, err := f.where(func(slot int) bool { return slices.Contains(c.Rules[0].Texts, f.countries[slot]) })
		if err != nil {
			return nil, err
		}
		answers = append(answers, bits)
	}
	return answers, nil
}

func (f *fakeSource) TouchSummaries(context.Context) (map[int]segment.TouchSummary, error) {
	touches := make(map[int]segment.TouchSummary)
	for slot, owner := range f.owners {
		touches[slot] = segment.TouchSummary{Owner: owner, LastTouch: value.Never}
	}
	touches[0] = segment.TouchSummary{Owner: "Ana", LastTouch: fixtureAsOf - 3*value.Day, Dismissal: segment.Forever}
	touches[1] = segment.TouchSummary{LastTouch: fixtureAsOf, SnoozedUntil: fixtureAsOf}
	touches[2] = segment.TouchSummary{Owner: "bo", LastTouch: fixtureAsOf - 3*value.Day - 1, SnoozedUntil: fixtureAsOf + 1, Dismissal: segment.UntilAbove(2)}
	touches[3] = segment.TouchSummary{Owner: "ana", LastTouch: value.Never, Dismissal: segment.UntilAbove(0)}
	touches[7] = segment.TouchSummary{LastTouch: fixtureAsOf, Dismissal: segment.Forever}
	return touches, nil
}

// Paces has 80 % for the first account, a hair less for the second, and 2 % for the fourth.
func (f *fakeSource) Paces(context.Context, *rank.Population, rulebook.Scorecard) (*pace.Paces, error) {
	return &pace.Paces{Percentiles: []pace.Percentile{{Halves: 160, Of: 100}, {Halves: 159_999_999, Of: 100_000_000}, {}, {Halves: 2, Of: 50}}}, nil
}

// testSegments are two segments.
func testSegments(t *testing.T) rulebook.Segments {
	t.Helper()
	var segments rulebook.Segments
	for name, sentence := range map[string]string{
		"Hot":      `adoption score is at least 75 and status is trial`,
		"Ana's US": `owner is ana and attribute country is US`,
	} {
		when, err := rulebook.ParseSegmentCondition(sentence)
		if err != nil {
			t.Fatal(err)
		}
		segments.List = append(segments.List, rulebook.Segment{Name: name, When: when})
	}
	return segments
}

const fixtureAsOf = 100 * value.Day

// filterFixture has five accounts: scores 75, 25, 100, 0 and 75 of 10 and 5 on
// adoption, and no fit signals.
func filterFixture(t *testing.T) (*fakeSource, *rank.Population, *rank.Ranking) {
	t.Helper()
	src := &fakeSource{
		names:     []string{"Blue Harbor", "Kestrel", "Lumen", "Blue Kestrel", "Harbor"},
		owners:    []string{"Ana", "", "bo", "ana", ""},
		countries: []string{"US", "UK", "", "US", "FR"},
	}
	const asOf = fixtureAsOf
	card := rulebooktest.CardOf(t, rulebook.Emphatic, 10, 5)
	card.Adoption[1].Phase, card.Adoption[1].HandRaiser = rulebook.Discovery, true
	p := &rank.Population{
		AsOf:       asOf,
		Start:      []value.Instant{asOf - 5*value.Day, asOf - 5*value.Day, value.Never, asOf - value.Day, asOf - 5*value.Day},
		LookerDays: 2,
		Status:     []rulebook.Status{rulebook.Trial, rulebook.Trial, rulebook.Trial, rulebook.Trial, rulebook.Paying},
		End:        []value.Instant{asOf + 3*value.Day, asOf + 3*value.Day + 1, value.Never, asOf - value.Day, asOf + value.Day},
		LastSeen:   []value.Instant{asOf, asOf - 2*value.Day, asOf - 2*value.Day - 1, value.Never, asOf - 9*value.Day},
		ByID:       []uint32{0, 1, 2, 3, 4},
	}
	p.Matches.Adoption = rank.Masks{
		Words: []uint64{0b10, 0b01, 0b11, 0, 0b10},
		Keys:  []string{card.Adoption[1].When.String(), card.Adoption[0].When.String()},
	}
	return src, p, rank.Rank(p, card, rank.ByAdoption)
}

func TestEvaluate(t *testing.T) {
	t.Parallel()
	tests := map[string][]int{
		"":                              {0, 1, 2, 3, 4},
		"blue":                          {0, 3},
		"BLUE kestrel":                  {3},
		"!harbor":                       {1, 2, 3},
		"adoption>=75":                  {0, 2, 4},
		"adoption>75":                   {2},
		"adoption=25":                   {1},
		"adoption<25":                   {3},
		"adoption<=25":                  {1, 3},
		"adoption<1e300":                {0, 1, 2, 3, 4},
		`adoption:"very high"|low`:      {0, 2, 3, 4},
		"fit<1000":                      {}, // no score is not a low score
		"!fit<1000":                     {0, 1, 2, 3, 4},
		"fit:good|perfect":              {},
		"qualified":                     {},
		"left<=3":                       {0, 3}, // the second is a millisecond over, the last is no trial
		"left>3":                        {1},
		"left<0":                        {3},
		"seen<=2":                       {0, 1},
		"seen>2":                        {2, 4},
		"pace>=80":                      {0},
		"pace<80":                       {1, 3},
		"!pace<=100":                    {2, 4},
		"pace<1e300":                    {0, 1, 3},
		"status:paying":                 {4},
		"status:trial|paying !owner:bo": {0, 1, 3, 4},
		"owner:ana":                     {0, 3},
		`owner:""`:                      {1, 4},
		`owner:bo|""`:                   {1, 2, 4},
		"touched":                       {0, 1, 2},
		"untouched":                     {3, 4},
		"!untouched touched:yes":        {0, 1, 2},
		"last_touch<=3d":                {0, 1},
		"last_touch>3":                  {2},
		"left<=3d seen<2D":              {0},
		"snoozed":                       {2}, // the other is over
		"!snoozed":                      {0, 1, 3, 4},
		"dismissed":                     {0, 3}, // the third is in a higher band again
		"dismissed:no":                  {1, 2, 4},
		"id:id3|id0":                    {0, 3},
		"name:kest":                     {1, 3},
		`signal:"signal 1"`:             {0, 2, 4},
		`signal:"SIGNAL 2"|"signal 1"`:  {0, 1, 2, 4},
		`!signal:"signal 2"`:            {0, 3, 4},
		"segment:hot":                   {0, 2},
		`segment:HOT|"Ana's US"`:        {0, 2, 3},
		"!segment:hot status:trial":     {1, 3},
		"country:US|FR":                 {0, 3, 4},
		"looker":                        {0},
		"!looker":                       {1, 2, 3, 4},
		"builder":                       {1, 2, 3},
		"builder:no status:trial":       {0},
		"hand-raiser":                   {1, 2},
		"!hand-raiser builder":          {3},
		"country:US owner:ana blue":     {0, 3},
	}
	for text, want := range tests {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			src, p, r := filterFixture(t)
			f, err := Parse(text)
			if err != nil {
				t.Fatal(err)
			}
			bits, err := f.Evaluate(t.Context(), src, p, r, testSegments(t))
			if err != nil {
				t.Fatal(err)
			}
			if got := slices.Collect(bits.All()); !slices.Equal(got, want) {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
}

func TestFilterAsksConditionsOfAttributes(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"country:US|UK":          "attribute country is US|UK",
		"employees>50":           "attribute employees is more than 50",
		"employees<=50":          "attribute employees is at most 50",
		"signed_up<2026-01-31":   "attribute signed_up is before 2026-01-31",
		"signed_up>=2026-01-31":  "attribute signed_up is on 2026-01-31 or attribute signed_up is after 2026-01-31",
		"!signed_up<=2026-01-31": "attribute signed_up is on 2026-01-31 or attribute signed_up is before 2026-01-31",
		`"fit":yes`:              "attribute fit is yes",
	} {
		src, p, r := filterFixture(t)
		f, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Evaluate(t.Context(), src, p, r, testSegments(t)); err != nil {
			t.Fatal(err)
		}
		if got := src.asked[0].String(); got != want {
			t.Errorf("%s asks %q, want %q", text, got, want)
		}
		if err := src.asked[0].Validate(); err != nil {
			t.Errorf("%s asks what cannot be asked: %v", text, err)
		}
	}
}

func TestFilterOfUnknownSignal(t *testing.T) {
	t.Parallel()
	src, p, r := filterFixture(t)
	for filter, want := range map[string]string{
		`blue signal:"no such"`: `filter term signal:"no such": no signal is named "no such"`,
		"blue segment:cold":     "filter term segment:cold: no segment is named \"cold\"",
		"blue contry:US":        `filter term contry:US: no customer has a "contry"`,
	} {
		f, err := Parse(filter)
		if err != nil {
			t.Fatal(err)
		}
		if _, err = f.Evaluate(t.Context(), src, p, r, testSegments(t)); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

// A signal that the masks do not answer yet is asked of the source.
func TestFilterOfSignalWithoutMask(t *testing.T) {
	t.Parallel()
	src, p, r := filterFixture(t)
	p.Matches.Adoption.Keys = nil
	f, err := Parse(`signal:"signal 1"`)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Evaluate(t.Context(), src, p, r, testSegments(t)); err != nil {
		t.Fatal(err)
	}
	if len(src.asked) != 1 || !src.asked[0].Equal(r.Card.Adoption[0].When) {
		t.Errorf("asked %v", src.asked)
	}
}

type brokenSource struct{ fakeSource }

func (brokenSource) Text(context.Context, string) (bitset.Bits, error) { return nil, errBroken }

var errBroken = errors.New("disk is gone")

func TestFilterPassesErrorsOn(t *testing.T) {
	t.Parallel()
	_, p, r := filterFixture(t)
	f, _ := Parse("x")
	if _, err := f.Evaluate(t.Context(), &brokenSource{}, p, r, testSegments(t)); !errors.Is(err, errBroken) {
		t.Errorf("got %v, want %v", err, errBroken)
	}
}

// What is worked out for each sum is what holds for each account.
func TestFilterOfScoresEqualsReference(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(31, 31))
	for round := range 40 {
		card := rulebooktest.RandomCard(rng, rulebooktest.CardShape{Adoption: rng.IntN(12), Fit: rng.IntN(12)})
		p := ranktest.RandomPopulation(rng, card, rng.IntN(300), 1000)
		r := rank.Rank(p, card, rank.ByAdoption)
		equal := func(what string, got bitset.Bits, holds func(slot int) bool) {
			t.Helper()
			for slot := range p.Status {
				if got.Has(slot) != holds(slot) {
					t.Fatalf("round %d, %s: slot %d is %v", round, what, slot, got.Has(slot))
				}
			}
		}
		equal("qualified", r.QualifiedSlots(), r.Qualified)
		for _, side := range rulebook.Sides() {
			band := rulebook.Band(rng.IntN(rulebook.NumBands))
			term := Term{Operator: condition.Is, Texts: []string{band.Name(side)}}
			equal(band.Name(side), term.scoreBits(side, r), func(slot int) bool { return r.Band(side, slot) == band })
			than := float64(rng.IntN(100))
			term = Term{Operator: condition.AtLeast, Value: value.NumberValue(than)}
			equal("at least", term.scoreBits(side, r), func(slot int) bool {
				s := r.Score(side, slot)
				return s.Known() && s.Compare(rulebook.Score{Sum: uint32(than), Total: 100}) >= 0
			})
		}
	}
}
