package rulebook

import (
	"strings"
	"testing"
)

func TestTriggerSentences(t *testing.T) {
	t.Parallel()
	for sentence, want := range map[string]string{
		`enters segment Hot`:                    ``,
		`Leaves segment "good fit"`:             `leaves segment "good fit"`,
		`becomes qualified`:                     ``,
		`stops being qualified`:                 ``,
		`changes status`:                        ``,
		`changes status to paying`:              ``,
		`changes status to not converted`:       `changes status to "not converted"`,
		`changes status to not-converted`:       `changes status to "not converted"`,
		`enters adoption band very-high`:        `enters adoption band "Very high"`,
		`enters fit band "no match"`:            `enters fit band "No match"`,
		`reaches milestone "Imported contacts"`: ``,
		`does event "a \"quoted\" name"`:        ``,
	} {
		if want == "" {
			want = sentence
		}
		got, err := ParseTrigger(sentence)
		if err != nil || got.String() != want {
			t.Errorf("%s is %s, %v", sentence, got, err)
		}
	}
	for sentence, want := range map[string]string{
		``:                                     `at the end: expected "enters adoption band", "enters fit band", "enters segment"`,
		`enters segment`:                       `at the end: expected a name`,
		`enters segment good fit`:              `at "fit": expected the end; several words need quotes, such as "good fit"`,
		`enters segment ""`:                    `at "": a name must not be empty`,
		`enters adoption band good`:            `at "good": unknown adoption band "good"`,
		`changes status to dead`:               `at "dead": unknown status "dead"`,
		`changes status from trial`:            `at "from": expected "to"`,
		`becomes "qualified"`:                  `at "becomes": expected`,
		`does event "unclosed`:                 `its quote is not closed`,
		`becomes qualified and enters segment`: `at "and": expected the end`,
	} {
		if got, err := ParseTrigger(sentence); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s is %s, %v; want %s", sentence, got, err, want)
		}
	}
}

func TestActionSentences(t *testing.T) {
	t.Parallel()
	for sentence, want := range map[string]string{
		`task "Call {{account.name}} today"`: ``,
		`task Call`:                          ``,
		`message Hello "Dear {{account.name}},\nhow is it?"`: ``,
		`OWNER ana`:                        `owner ana`,
		`file /tmp/fired.jsonl`:            ``,
		`file "C:\\Temp\\fired.jsonl"`:     ``,
		`webhook https://example.com/hook`: ``,
		`webhook "https://example.com/hook?a=b" secret HOOK_SECRET`: ``,
		`webhook http://localhost:8080/`:                            ``,
	} {
		if want == "" {
			want = sentence
		}
		got, err := ParseAction(sentence)
		if err != nil || got.String() != want {
			t.Errorf("%s is %s, %v", sentence, got, err)
		}
	}
	for sentence, want := range map[string]string{
		``:                                   `at the end: expected "task", "message", "owner", "file" or "webhook"`,
		`task`:                               `at the end: expected what to do`,
		`task " "`:                           `task needs a text behind it`,
		`task "{{account.phone}}"`:           `there is no merge field {{account.phone}}; there are {{account.name}}, {{account.id}} and {{account.owner}}`,
		`task "a\nb"`:                        `must not have control characters`,
		`message Hello`:                      `at the end: expected the text of the message`,
		`file fired.jsonl`:                   `a file needs its full path`,
		`webhook example.com`:                `is no address`,
		`webhook ftp://example.com`:          `an address begins with https:// or http://, not ftp://`,
		`webhook file:///etc/passwd`:         `is no address`,
		`webhook https://a:b@example.com`:    `must not have a password in it`,
		`webhook https://e.com secret "a b"`: `is no name of one`,
		`webhook https://e.com password x`:   `at "password": expected "secret"`,
		`owner ana maria`:                    `several words need quotes, such as "ana maria"`,
	} {
		if got, err := ParseAction(sentence); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s is %s, %v; want %s", sentence, got, err, want)
		}
	}
}

// TestMergeFieldsOfCustomersAreData gives a customer the name of a merge field.
func TestMergeFieldsOfCustomersAreData(t *testing.T) {
	t.Parallel()
	m := Merge{ID: "7", Name: "{{account.id}} {{account.owner}}", Owner: "ana"}
	if got, want := m.Fill("Call {{account.name}} ({{account.id}}), {{account.owner}}"), "Call {{account.id}} {{account.owner}} (7), ana"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// FuzzWorkflowSentences reads the input as a trigger and as an action. What can be read
// must be canonical after one print.
func FuzzWorkflowSentences(f *testing.F) {
	for _, seed := range []string{
		`enters segment "Hot"`, `changes status to "not converted"`, `enters adoption band Low`, `does event "\xff"`,
		`task "Call {{account.name}}"`, `webhook https://e.com secret A`, "message \u201ca\u201d \"b\\n\"", `file "/a b"`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, input string) {
		if read, err := ParseTrigger(input); err == nil {
			if again, err := ParseTrigger(read.String()); err != nil || again != read {
				t.Errorf("%q is %q, which is %q, %v", input, read, again, err)
			}
		}
		if read, err := ParseAction(input); err == nil {
			if again, err := ParseAction(read.String()); err != nil || again != read {
				t.Errorf("%q is %q, which is %q, %v", input, read, again, err)
			}
		}
	})
}
