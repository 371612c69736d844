package keymap

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// modifiers are what can be held down with a key, in the order in which the terminal
// library names them.
var modifiers = []string{"ctrl", "alt", "shift"}

// namedKeys are the keys that have a name rather than a character.
var namedKeys = []string{
	"enter", "tab", "esc", "space", "backspace", "delete", "insert",
	"up", "down", "left", "right", "home", "end", "pgup", "pgdown",
}

// sameAsOther are the keys that terminals cannot tell from another key.
var sameAsOther = map[string]string{"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+[": "esc"}

// Interrupt is the key that ends the dashboard whatever is configured.
const Interrupt = "ctrl+c"

// maxFunctionKey is the number of the last function key.
const maxFunctionKey = 20

// ParseKey returns a key as the terminal library names it: a character such as "a",
// "A" or "/", a name such as "enter" or "f5", or one of these after ctrl+, alt+ or
// shift+. The error says what is wrong with it.
func ParseKey(text string) (string, error) {
	held, rest := map[string]bool{}, text
	for {
		at := strings.Index(rest, "+")
		if at <= 0 || at == len(rest)-1 || !slices.Contains(modifiers, rest[:at]) {
			break
		}
		if held[rest[:at]] {
			return "", fmt.Errorf("%q has %s twice", text, rest[:at])
		}
		held[rest[:at]], rest = true, rest[at+1:]
	}
	if rest == " " {
		rest = "space"
	}
	if err := checkBase(text, rest, held); err != nil {
		return "", err
	}
	var b strings.Builder
	for _, modifier := range modifiers {
		if held[modifier] {
			b.WriteString(modifier + "+")
		}
	}
	key := b.String() + rest
	if other, ok := sameAsOther[key]; ok {
		return "", fmt.Errorf("terminals send %s for %q; choose another key", other, text)
	}
	return key, nil
}

// checkBase checks a key without its modifiers.
func checkBase(text, base string, held map[string]bool) error {
	r, size := utf8.DecodeRuneInString(base)
	switch {
	case slices.Contains(namedKeys, base), isFunctionKey(base):
		return nil
	case size == 0 || size != len(base) || r == utf8.RuneError || !unicode.IsPrint(r):
		return fmt.Errorf("%q is not a key; write a character, or one of %s, f1 to f%d, after ctrl+, alt+ or shift+ if need be",
			text, strings.Join(namedKeys, ", "), maxFunctionKey)
	case held["shift"] && !held["ctrl"] && !held["alt"] && unicode.IsLetter(r):
		return fmt.Errorf("%q never comes; write %q", text, string(unicode.ToUpper(r)))
	case held["shift"] && !held["ctrl"] && !held["alt"]:
		return fmt.Errorf("%q never comes; write the character that shift makes of it", text)
	case held["ctrl"] && unicode.IsUpper(r):
		return fmt.Errorf("%q never comes; write %q", text, strings.Replace(text, base, string(unicode.ToLower(r)), 1))
	}
	return nil
}

// isFunctionKey reports whether a key is one of f1 to f20.
func isFunctionKey(key string) bool {
	number, ok := strings.CutPrefix(key, "f")
	n, err := strconv.Atoi(number)
	return ok && err == nil && n >= 1 && n <= maxFunctionKey && strconv.Itoa(n) == number
}
