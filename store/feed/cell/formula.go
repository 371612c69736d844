package cell

import "strings"

// A spreadsheet runs a cell that starts like a formula, and names come from sign-up forms.
// So such texts get an apostrophe in front, which spreadsheets take for "this is text". A
// text that needs one after leading apostrophes gets one too, so that removing one
// apostrophe restores the text exactly.

// EscapeFormula is the text as a cell that no spreadsheet takes for a formula. It also
// escapes texts for which special is true; special may be nil.
func EscapeFormula(text string, special func(string) bool) string {
	if needsEscape(text, special) {
		return "'" + text
	}
	return text
}

// UnescapeFormula undoes [EscapeFormula] with the same special. It reports whether the cell
// was escaped.
func UnescapeFormula(cell string, special func(string) bool) (string, bool) {
	if len(cell) > 0 && cell[0] == '\'' && needsEscape(cell, special) {
		return cell[1:], true
	}
	return cell, false
}

func needsEscape(text string, special func(string) bool) bool {
	bare := strings.TrimLeft(text, "'")
	return isFormula(bare) || special != nil && special(bare)
}

// isFormula reports whether a spreadsheet could run the text: it starts with a
// formula's character after spaces, quotes or a byte order mark, all of which
// one program or another skips. Full-width signs count as they are folded to
// plain ones by Japanese and Chinese input.
func isFormula(text string) bool {
	if text != "" && ('a' <= text[0] && text[0] <= 'z' || 'A' <= text[0] && text[0] <= 'Z' || '0' <= text[0] && text[0] <= '9') {
		return false // the common case
	}
	text = strings.TrimLeft(text, " \u00a0\u3000\ufeff\"'`")
	if text == "" {
		return false
	}
	switch text[0] {
	case '=', '+', '-', '@', '\t', '\r', '\n', 0:
		return true
	}
	for _, sign := range []string{"＝", "＋", "－", "＠"} {
		if strings.HasPrefix(text, sign) {
			return true
		}
	}
	return false
}
