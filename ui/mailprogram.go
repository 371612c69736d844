package ui

import (
	"errors"
	"os"
	"os/exec"
	"runtime"
	"strings"

	"trialist/scoring/account"
)

// Reasons why no mail program is opened.
var (
	errNoAddress    = errors.New("that is no e-mail address")
	errNoDisplay    = errors.New("there is no display here to open a mail program on")
	errNoMailOpener = errors.New("no program was found that opens mail addresses")
)

// openMailProgram has the system open its mail program with an empty mail to the
// address. It does not wait for the program to end.
func openMailProgram(address string) error {
	link, err := mailLink(address)
	if err != nil {
		return err
	}
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
	const digits = "0123456789ABCDEF"
	at := strings.LastIndexByte(address, '@')
	var link strings.Builder
	link.WriteString("mailto:")
	for i := range len(address) {
		c := address[i]
		if strings.IndexByte(plain, c) >= 0 && (c != '@' || i == at) {
			link.WriteByte(c)
			continue
		}
		link.WriteByte('%')
		link.WriteByte(digits[c>>4])
		link.WriteByte(digits[c&15])
	}
	return link.String(), nil
}
