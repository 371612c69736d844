package condition

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// tokenKind is what a token of a sentence is.
type tokenKind uint8

const (
	endToken    tokenKind = iota // after the last character
	wordToken                    // bare characters
	quotedToken                  // between quotes
	pipeToken                    // between alternatives
)

// token is one word of a sentence.
type token struct {
	kind   tokenKind
	text   string // without quotes and escapes
	source string // as it stands in the sentence
	offset int    // of its first byte in the sentence
}

// is reports whether the token is the bare word, in any case.
func (t token) is(word string) bool { return t.kind == wordToken && strings.EqualFold(t.text, word) }

// The quotes that open and close a quoted word. Text that went through a word
// processor or a chat has the curly ones.
const (
	OpeningQuotes = "\"“”„"
	curlyClosing  = "”“\""
)

// lex splits a sentence into its tokens, the last of which is the end. The error
// is a [SyntaxError].
func lex(s string) ([]token, error) {
	var tokens []token
	for i := 0; ; {
		i += len(s[i:]) - len(strings.TrimLeftFunc(s[i:], unicode.IsSpace))
		if i == len(s) {
			return append(tokens, token{kind: endToken, offset: i}), nil
		}
		next, err := lexToken(s, i)
		if err != nil {
			return nil, err
		}
		tokens = append(tokens, next)
		i += len(next.source)
	}
}

// lexToken reads the token that starts at the offset. There must be one.
func lexToken(s string, offset int) (token, error) {
	first, size := utf8.DecodeRuneInString(s[offset:])
	switch {
	case first == '|':
		return token{kind: pipeToken, text: "|", source: "|", offset: offset}, nil
	case strings.ContainsRune(OpeningQuotes, first):
		return lexQuoted(s, offset, size)
	}
	end := strings.IndexFunc(s[offset:], func(r rune) bool {
		return r == '|' || unicode.IsSpace(r) || strings.ContainsRune(OpeningQuotes, r)
	})
	if end < 0 {
		end = len(s) - offset
	}
	bare := s[offset : offset+end]
	return token{kind: wordToken, text: bare, source: bare, offset: offset}, nil
}

// ReadQuoted reads the quoted word that s starts with at the offset, and gives
// its text without quotes and escapes and the offset behind it. There must be
// one of [OpeningQuotes] at the offset. The error is a [SyntaxError].
func ReadQuoted(s string, offset int) (text string, end int, err error) {
	_, size := utf8.DecodeRuneInString(s[offset:])
	t, err := lexQuoted(s, offset, size)
	return t.text, offset + len(t.source), err
}

// lexQuoted reads the quoted word that starts at the offset with a quote of
// size bytes. A straight quote is closed by a straight one only, so that it may
// hold curly ones.
func lexQuoted(s string, offset, size int) (token, error) {
	closing := "\""
	if s[offset] != '"' {
		closing = curlyClosing
	}
	var text strings.Builder
	for i := offset + size; i < len(s); {
		r, width := utf8.DecodeRuneInString(s[i:])
		switch {
		case strings.ContainsRune(closing, r) && r != utf8.RuneError:
			return token{kind: quotedToken, text: text.String(), source: s[offset : i+width], offset: offset}, nil
		case r == '\\':
			value, multibyte, rest, err := strconv.UnquoteChar(s[i:], '"')
			if err != nil {
				return token{}, escapeError(s, i)
			}
			if multibyte {
				text.WriteRune(value)
			} else {
				text.WriteByte(byte(value)) // below 256, as it is not multibyte
			}
			i = len(s) - len(rest)
		default:
			text.WriteString(s[i : i+width])
			i += width
		}
	}
	return token{}, &SyntaxError{Offset: offset, Found: s[offset:], Reason: "its quote is not closed"}
}

// escapeError is the error for a backslash that starts no escape.
func escapeError(s string, offset int) error {
	_, size := utf8.DecodeRuneInString(s[offset+1:])
	return &SyntaxError{
		Offset:   offset,
		Found:    s[offset : offset+1+size],
		Expected: []string{`\"`, `\\`, `\n`},
	}
}

// Word is one word of a sentence that is no condition, split by the same rules.
type Word struct {
	Text   string // without quotes and escapes
	Quoted bool
	Offset int // of its first byte in the sentence
	Source string
}

// Words splits a sentence into its words. The error is a [SyntaxError].
func Words(s string) ([]Word, error) {
	tokens, err := lex(s)
	if err != nil {
		return nil, err
	}
	words := make([]Word, 0, len(tokens)-1)
	for _, t := range tokens {
		if t.kind != endToken {
			words = append(words, Word{Text: t.text, Quoted: t.kind == quotedToken, Offset: t.offset, Source: t.source})
		}
	}
	return words, nil
}
