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
		`qualified is yes and days left in trial is less than 3.5 or owner does not contain "yes"`,
		"\x03\x01\x02set\x05\x00\x04not set\x07\x01\x09|\x1b\u202e\x0a\x02\x06\x21",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, input string) {
		if c, err := ParseSegment(input, nil); err == nil {
			checkSentence(t, c)
		}
		if c := (&fuzzInput{rest: input}).condition(); c.ValidateSegment() == nil {
			checkSentence(t, c)
		}
	})
}

// TestRandomSentences does as the fuzz test does with recipes in which the
// words of the grammar are common.
func TestRandomSentences(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	valid, segments := 0, 0
	for range 40_000 {
		input := make([]byte, 100)
		for i := range input {
			input[i] = byte(random.Uint32())
		}
		c := (&fuzzInput{rest: string(input)}).condition()
		if c.ValidateSegment() == nil {
			checkSentence(t, c)
			valid++
			if slices.ContainsFunc(c.Rules, func(r Rule) bool { return r.Subject.SegmentsOnly() }) {
				segments++
			}
		}
	}
	if valid < 2_000 || segments < 500 {
		t.Errorf("only %d conditions were valid, %d of them such as only segments have", valid, segments)
	}
}

// checkSentence checks that a valid condition prints as one printable line
// which means the same condition, and prints the same again.
func checkSentence(t *testing.T, c Condition) {
	t.Helper()
	if err := c.ValidateSegment(); err != nil {
		t.Fatalf("parsed an invalid condition %+v: %v", c, err)
	}
	sentence := c.String()
	parsed, err := ParseSegment(sentence, nil)
	if err != nil {
		t.Fatalf("%+v prints as %s: %v", c, sentence, err)
	}
	if !parsed.Equal(c) || !reflect.DeepEqual(parsed, c.Canonical()) {
		t.Fatalf("%+v prints as %s, which is %+v", c.Canonical(), sentence, parsed)
	}
	_, err = Parse(sentence)
	if segmentOnly := slices.ContainsFunc(c.Rules, func(r Rule) bool { return r.Subject.SegmentsOnly() }); segmentOnly != (err != nil) {
		t.Fatalf("%s parses with %v outside of segments", sentence, err)
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
			Subject:  Subject(r.byte() % 16),
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
		c.Rules = append(c.Rules, rule)
	}
	return c
}
