package ui

import (
	"errors"
	"os"
	"os/exec"
	"runtime"
	"strings"

	"trialist/scoring/account"
	"trialist/scoring/message"
)

// Reasons why no mail program is opened.
var (
	errNoAddress    = errors.New("that is no e-mail address")
	errNoDisplay    = errors.New("there is no display here to open a mail program on")
	errNoMailOpener = errors.New("no program was found that opens mail addresses")
)

// openMailProgram has the system open its mail program with an empty mail to the
// address. It does not wait for the program to end.
func openMailProgram(address string) error { return openMessage(address, "", "") }

// openMessage has the system open its mail program with a mail to the address, in which
// the subject and the text stand already where they are not "".
func openMessage(address, subject, body string) error {
	link, err := mailLink(address)
	if err != nil {
		return err
	}
	link += mailFields(subject, body)
	program, args := mailOpener(runtime.GOOS)
	if runtime.GOOS == "linux" && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return errNoDisplay
	}
	path, err := exec.LookPath(program)
	if err != nil {
		return errNoMailOpener
	}
	// The link is one argument, in which only harmless characters are not escaped.
	cmd := exec.Command(path, append(args, link)...) // #nosec G204 -- a fixed program
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() { _ = cmd.Wait() }() // the process is not left behind; what it says is of no use
	return nil
}

// mailOpener is the program that opens links on a system, and its first arguments.
func mailOpener(system string) (program string, args []string) {
	switch system {
	case "darwin":
		return "open", nil
	case "windows": // start is a word of the shell, which reads its arguments once more
		return "rundll32", []string{"url.dll,FileProtocolHandler"}
	}
	return "xdg-open", nil
}

// mailLink is the mailto link of an address, by RFC 6068. Everything that could end the
// address or begin a header is escaped.
func mailLink(address string) (string, error) {
	if !account.IsAddress(address) {
		return "", errNoAddress
	}
	const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$'*+@"
	at := strings.LastIndexByte(address, '@')
	var link strings.Builder
	link.WriteString("mailto:")
	for i := range len(address) {
		if c := address[i]; strings.IndexByte(plain, c) >= 0 && (c != '@' || i == at) {
			link.WriteByte(c)
			continue
		}
		writeEscaped(&link, address[i])
	}
	return link.String(), nil
}

// mailFields are the subject and the text in a mailto link, "" for neither. A subject is
// one line, so that it begins no other header.
func mailFields(subject, body string) string {
	var fields []string
	if subject != "" {
		fields = append(fields, "subject="+escaped(message.OneLine(subject)))
	}
	if body != "" {
		fields = append(fields, "body="+escaped(strings.ReplaceAll(message.Lines(body), "\n", "\r\n")))
	}
	if len(fields) == 0 {
		return ""
	}
	return "?" + strings.Join(fields, "&")
}

// escaped is the text with everything escaped but letters, digits and what is never
// special in a link.
func escaped(text string) string {
	const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~"
	var b strings.Builder
	for i := range len(text) {
		if strings.IndexByte(plain, text[i]) >= 0 {
			b.WriteByte(text[i])
			continue
		}
		writeEscaped(&b, text[i])
	}
	return b.String()
}

func writeEscaped(b *strings.Builder, c byte) {
	const digits = "0123456789ABCDEF"
	b.WriteByte('%')
	b.WriteByte(digits[c>>4])
	b.WriteByte(digits[c&15])
}
