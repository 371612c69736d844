package ui

import "testing"

func TestMailLinksCannotCarryHeaders(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"ana@acme.test":                  "mailto:ana@acme.test",
		"first.last+tag@acme.test":       "mailto:first.last+tag@acme.test",
		"a?bcc=x@acme.test":              "mailto:a%3Fbcc%3Dx@acme.test",
		"a&b#c%0A/d@acme.test":           "mailto:a%26b%23c%250A%2Fd@acme.test",
		`"odd@name"@acme.test`:           "mailto:%22odd%40name%22@acme.test",
		"jörg@acme.test":                 "mailto:j%C3%B6rg@acme.test",
		"-oProxyCommand=x@acme.test":     "mailto:-oProxyCommand%3Dx@acme.test",
		"`touch x`@acme.test":            "", // has a blank
		"a@acme.test,b@acme.test":        "",
		"a@acme.test\r\nBcc: b@acme.com": "",
		"":                               "",
	} {
		link, err := mailLink(address)
		if link != want || (err == nil) != (want != "") {
			t.Errorf("%q is %q, %v, want %q", address, link, err, want)
		}
	}
	for system, want := range map[string]string{"linux": "xdg-open", "darwin": "open", "windows": "rundll32", "freebsd": "xdg-open"} {
		if program, _ := mailOpener(system); program != want {
			t.Errorf("on %s links are opened by %s", system, program)
		}
	}
}

func TestTextsOfMailsCannotCarryHeaders(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ subject, body, want string }{
		{"", "", ""},
		{"Hi Ana", "", "?subject=Hi%20Ana"},
		{"Hi\r\nBcc: x@y.test&cc=z", "a & b\nc=d", "?subject=Hi%20%20Bcc%3A%20x%40y.test%26cc%3Dz&body=a%20%26%20b%0D%0Ac%3Dd"},
		{"", "é\x00\x1b[1m", "?body=%C3%A9%5B1m"},
	} {
		if got := mailFields(c.subject, c.body); got != c.want {
			t.Errorf("%q, %q is %q, want %q", c.subject, c.body, got, c.want)
		}
	}
}
