package message_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode"

	"trialist/scoring/message"
)

func filled(t *testing.T, text string, v message.Values) (string, []string) {
	t.Helper()
	template, err := message.Parse(text)
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return template.Body(v)
}

func TestFill(t *testing.T) {
	t.Parallel()
	values := message.Values{
		AccountName: "Acme {{account.id}}", AccountID: "a1", ContactName: "Ana Souza", ContactFirstName: "Ana", ContactEmail: "ana@acme.example",
		MilestoneName: "Imported contacts", MilestoneNext: "Sent campaign", TrialDaysLeft: "3", Owner: "ben", Attributes: map[string]string{"company size": "50", "a.b": "x"},
	}
	for text, want := range map[string]string{
		"":         "",
		"no field": "no field",
		"{{account.name}} has {{ trial.days_left }} days":     "Acme {{account.id}} has 3 days",
		"{{contact.first_name|there}}{{Contact.Name}}":        "AnaAna Souza",
		"{{account.attribute Company size}} }} {":             "50 }} {",
		"{{account.attribute a.b}}{{owner}}{{account.owner}}": "xbenben",
		"{{account.attribute plan | no plan at all }}!":       "no plan at all!",
		"Hi{{account.attribute plan|}}!":                      "Hi!",
	} {
		if got, missing := filled(t, text, values); got != want || missing != nil {
			t.Errorf("%q is %q, missing %v; want %q", text, got, missing, want)
		}
	}
	text, missing := filled(t, "{{owner}} {{account.attribute x y}} {{owner}} {{milestone.next}}", message.Values{Owner: " \n"})
	if want := []string{"owner", "account.attribute x y", "milestone.next"}; !slices.Equal(missing, want) || !strings.Contains(text, "{{owner}}") {
		t.Errorf("%q lacks %v, want %v", text, missing, want)
	}
}

func TestSyntaxErrors(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text         string
		line, column int
		message      string
	}{
		{"Hi {{acount.name}}", 1, 6, `there is no field "acount.name"; there are {{account.name}}`},
		{"Hé\n\nHé {{account.name", 3, 4, "does not end"},
		{"{{account.name {{owner}}", 1, 1, "does not end"},
		{"{{}}", 1, 3, "a field needs a name"},
		{"{{account.attribute }}", 1, 3, "which attribute"},
		{"{{account.attributes x}}", 1, 3, "there is no field"},
		{`{{range .}}{{end}}`, 1, 3, "there is no field"},
	} {
		_, err := message.Parse(test.text)
		var wrong *message.SyntaxError
		if !errors.As(err, &wrong) || wrong.Line != test.line || wrong.Column != test.column || !strings.Contains(err.Error(), test.message) {
			t.Errorf("%q: %v, want %q at %d:%d", test.text, err, test.message, test.line, test.column)
		}
	}
}

func TestNoHeaderBeginsInAName(t *testing.T) {
	t.Parallel()
	values := message.Values{AccountName: "Acme\r\nBcc: everybody@example.com\u2028x\u202e\x1b[31m\x00", Owner: "a\r\nb"}
	text, err := message.Compose("To {{account.name}}\x07{{owner|x}}", "{{account.name}}", values)
	if err != nil {
		t.Fatal(err)
	}
	if want := "To Acme  Bcc: everybody@example.com x[31ma  b"; text.Subject != want {
		t.Errorf("subject %q, want %q", text.Subject, want)
	}
	if want := "Acme\nBcc: everybody@example.com x[31m"; text.Body != want {
		t.Errorf("body %q, want %q", text.Body, want)
	}
}

func TestFirstName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Ana Souza": "Ana", "Souza, Ana": "Ana", "Dr. Ana Souza": "Ana", "Ana": "Ana", "ana@acme.example": "", "": "", " Mr ": "", "Jean-Luc  P": "Jean-Luc",
		"Mr. Smith": "", "Smith, Mr.": "", "Prof. Dr. Max Born": "Max", "J. Doe": "", "É. Zola": "", "Doe, J.": "", "Jo": "Jo", "J Doe": "", "李 明": "李",
	} {
		if got := message.FirstName(name); got != want {
			t.Errorf("the first name of %q is %q, want %q", name, got, want)
		}
	}
}

// FuzzTemplate fills in whatever can be read with values that look like fields.
func FuzzTemplate(f *testing.F) {
	for _, seed := range append(message.Examples(), "{{", "}}", "{{owner|{}}", "a{{owner}}b\r\nc", "{{account.attribute \u202e|x}}", "{{{owner}}}") {
		f.Add(seed, "{{owner}}\r\n")
	}
	f.Fuzz(func(t *testing.T, text, known string) {
		template, err := message.Parse(text)
		if err != nil {
			var wrong *message.SyntaxError
			if !errors.As(err, &wrong) || wrong.Offset < 0 || wrong.Offset > len(text) || wrong.Line < 1 || wrong.Column < 1 {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		values := message.Values{AccountName: known, AccountID: known, ContactName: known, MilestoneName: known, Owner: known, Attributes: map[string]string{known: known}}
		subject, missing := template.Subject(values)
		if strings.ContainsFunc(subject, func(r rune) bool {
			return unicode.IsControl(r) || unicode.In(r, unicode.Zl, unicode.Zp, unicode.Bidi_Control)
		}) {
			t.Fatalf("%q gives the subject %q", text, subject)
		}
		if len(subject) > (len(text)+1)*(len(known)+64) {
			t.Fatalf("%q with %q grows to %d bytes", text, known, len(subject))
		}
		again, _ := template.Subject(values)
		if again != subject || len(missing) > 0 && !strings.Contains(subject, "{{") {
			t.Fatalf("%q is %q and then %q, missing %v", text, subject, again, missing)
		}
	})
}
