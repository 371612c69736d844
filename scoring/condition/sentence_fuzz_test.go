package condition

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"unicode"
	"unicode/utf8"

	"trialist/scoring/value"
)

// FuzzSentence reads the input twice: as a sentence, of which an accepted one
// must be canonical after one print, and as the recipe of a valid condition,
// which must survive being printed and parsed.
func FuzzSentence(f *testing.F) {
	for _, seed := range []string{
		`event "Imported contacts" happened more than 0 times ever`,
		`attribute country is US|"New \"old\" York"|OR and attribute phone is not set`,
		`last seen is in the past in the last 1 week or active days is at most 1 during the trial`,
		`attribute x is ON and contact attribute “y z” does not contain Ж|"\xff"`,
		`adoption score is at least 50 and fit band is Good|"Perfect match" and signal "Invited teammates" is not matched`,
		`event login happened at least 20|5|1 times in the last 30 days and attribute seats is more than 3`,
		`active days is less than 2 in the first 3|7|14|21 days of the trial`,
		`last seen is less than 30|14|7|3 days ago`,
		`qualified is yes and days left in trial is less than 3.5 or owner does not contain "yes"`,
		"\x03\x01\x02set\x05\x00\x04not set\x07\x01\x09|\x1b\u202e\x0a\x02\x06\x21",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, input string) {
		if c, err := ParseSegment(input, nil); err == nil {
			checkSentence(t, c)
		}
		if c, err := ParseSignal(input); err == nil {
			checkSentence(t, c)
		}
		if c := (&fuzzInput{rest: input}).condition(); c.ValidateSegment() == nil || c.ValidateSignal() == nil {
			checkSentence(t, c)
		}
	})
}

// TestRandomSentences does as the fuzz test does with recipes in which the
// words of the grammar are common.
func TestRandomSentences(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	valid, segments, levelled := 0, 0, 0
	for range 40_000 {
		input := make([]byte, 100)
		for i := range input {
			input[i] = byte(random.Uint32())
		}
		c := (&fuzzInput{rest: string(input)}).condition()
		if c.ValidateSignal() == nil && c.HasLevels() {
			checkSentence(t, c)
			levelled++
		}
		if c.ValidateSegment() == nil {
			checkSentence(t, c)
			valid++
			if slices.ContainsFunc(c.Rules, func(r Rule) bool { return r.Subject.SegmentsOnly() }) {
				segments++
			}
		}
	}
	if valid < 2_000 || segments < 500 || levelled < 100 {
		t.Errorf("only %d conditions were valid, %d of them such as only segments have, and %d with levels", valid, segments, levelled)
	}
}

// checkSentence checks that a valid condition prints as one printable line
// which means the same condition, and prints the same again.
func checkSentence(t *testing.T, c Condition) {
	t.Helper()
	validate, parse := c.ValidateSegment, func(s string) (Condition, error) { return ParseSegment(s, nil) }
	if c.HasLevels() {
		validate, parse = c.ValidateSignal, ParseSignal
	}
	if err := validate(); err != nil {
		t.Fatalf("parsed an invalid condition %+v: %v", c, err)
	}
	sentence := c.String()
	parsed, err := parse(sentence)
	if err != nil {
		t.Fatalf("%+v prints as %s: %v", c, sentence, err)
	}
	if !parsed.Equal(c) || !reflect.DeepEqual(parsed, c.Canonical()) {
		t.Fatalf("%+v prints as %s, which is %+v", c.Canonical(), sentence, parsed)
	}
	_, err = Parse(sentence)
	segmentOnly := slices.ContainsFunc(c.Rules, func(r Rule) bool { return r.Subject.SegmentsOnly() })
	if (segmentOnly || c.HasLevels()) != (err != nil) {
		t.Fatalf("%s parses with %v outside of segments and signals", sentence, err)
	}
	for _, level := range c.EachLevel() {
		if level.HasLevels() || level.ValidateSegment() != nil || !level.Equal(level.Level(1)) {
			t.Fatalf("%s has the level %s", sentence, level)
		}
	}
	if again := parsed.String(); again != sentence {
		t.Fatalf("%s prints again as %s", sentence, again)
	}
	if !utf8.ValidString(sentence) {
		t.Fatalf("%q is not UTF-8", sentence)
	}
	for _, r := range sentence {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
			t.Fatalf("%q holds %U", sentence, r)
		}
	}
}

// fuzzInput makes conditions out of random bytes.
type fuzzInput struct{ rest string }

func (r *fuzzInput) byte() byte {
	if r.rest == "" {
		return 0
	}
	b := r.rest[0]
	r.rest = r.rest[1:]
	return b
}

func (r *fuzzInput) text() string {
	words := []string{"is", "not", "Not", "SET", "set", "and", "OR", "in", "ON", "before", "More", "than", "happened", "contains", "ever", "|", "yes", "no", "matched"}
	n := int(r.byte())
	if n >= 128 {
		return words[n%len(words)]
	}
	n = min(n%16, len(r.rest))
	text := r.rest[:n]
	r.rest = r.rest[n:]
	return text
}

func (r *fuzzInput) number() float64 {
	b := r.byte()
	if b < 200 {
		return float64(b) - 20
	}
	var bits [8]byte
	copy(bits[:], r.text())
	return math.Float64frombits(binary.LittleEndian.Uint64(bits[:]))
}

func (r *fuzzInput) condition() Condition {
	c := Condition{Any: r.byte()%2 == 1}
	for range 1 + r.byte()%4 {
		rule := Rule{
			Subject:  Subject(r.byte() % 18),
			Name:     r.text(),
			Operator: Operator(r.byte() % 23),
			Number:   r.number(),
			Day:      (value.Instant(r.byte())<<8 | value.Instant(r.byte())) * value.Day,
			Other:    r.text(),
			Window:   Window{Span(r.byte() % 5), int(r.byte()), Unit(r.byte() % 5)},
		}
		if r.byte()%2 == 0 {
			rule.Other = ""
		}
		for range r.byte() % 4 {
			rule.Texts = append(rule.Texts, r.text())
		}
		switch n := r.byte(); {
		case n < 100:
			rule.Numbers = []float64{r.number()}
			for step := float64(n%7) - 3; n > 5 && len(rule.Numbers) <= int(n%5); {
				rule.Numbers = append(rule.Numbers, rule.Numbers[len(rule.Numbers)-1]+step)
			}
		case n < 160:
			rule.Counts = []int{int(r.byte()) - 20}
			for step := int(n%7) - 3; len(rule.Counts) <= int(n%5); {
				rule.Counts = append(rule.Counts, rule.Counts[len(rule.Counts)-1]+step)
			}
		}
		c.Rules = append(c.Rules, rule)
	}
	return c
}
