package due

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/feed/export"
	storejourney "trialist/store/journey"
	"trialist/store/unfinished"
)

// file is a file of messages for another program to send: JSON if its name ends with .json,
// else CSV. It is written in a folder of its own and gets its name when it is complete. It
// never replaces a file.
type file struct {
	path    string // where it will be, absolute
	asOf    value.Instant
	folder  *unfinished.Folder // that it is written in; nil before the first try and once it is discarded
	written *os.File           // nil likewise
	out     *bufio.Writer
	table   *export.Table // of CSV
	rows    int           // of JSON
}

// newFile is a file that is not begun. The error says that the path is taken, or
// that of the workspace.
func newFile(s *store.Store, path string, asOf value.Instant) (*file, error) {
	path, err := s.OutputPath(path)
	if err != nil {
		return nil, fmt.Errorf("export: %w", err)
	}
	f := &file{path: path, asOf: asOf}
	if _, err := os.Lstat(path); err == nil {
		return nil, f.exists()
	}
	return f, nil
}

func (f *file) exists() error { return fmt.Errorf("export: %s exists; choose another name", f.path) }

func (f *file) isJSON() bool { return strings.EqualFold(filepath.Ext(f.path), ".json") }

// Begin begins the file anew.
func (f *file) Begin() (err error) {
	f.discard()
	if f.folder, err = unfinished.NewFolder(f.path); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if f.written, err = os.OpenFile(f.folder.File(), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	f.out, f.rows = bufio.NewWriter(f.written), 0
	if f.isJSON() {
		_, err = fmt.Fprintf(f.out, `{"version":1,"as_of":%q,"messages":[`, f.asOf.Time().UTC().Format(time.RFC3339))
		return err
	}
	f.table = export.NewTable(f.out, export.Options{})
	for _, title := range []string{"key", "account", "name", "owner", "contact", "email", "message", "milestone", "next", "delivery", "missing", "subject", "body"} {
		f.table.Plain(title)
	}
	f.table.End()
	return nil
}

// document is a message in JSON.
type document struct {
	Key       string   `json:"key"` // the same each time that it is written
	Account   string   `json:"account"`
	Name      *string  `json:"name"`
	Owner     *string  `json:"owner"`
	Contact   *string  `json:"contact"`
	Email     *string  `json:"email"`
	Message   string   `json:"message"`
	Milestone *string  `json:"milestone"`
	Next      *string  `json:"next"`
	Delivery  string   `json:"delivery"`
	Subject   string   `json:"subject"`
	Body      string   `json:"body"`
	Missing   []string `json:"missing"`
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// Add writes a message.
func (f *file) Add(m storejourney.Message, key string) error {
	if !f.isJSON() {
		f.table.Plain(key)
		for _, text := range []string{m.Account, m.Name, m.Owner, m.Contact.Name, m.Contact.Email} {
			f.table.Text(text)
		}
		f.table.Plain(m.Kind.String())
		f.table.Text(m.MilestoneName)
		f.table.Text(m.NextName)
		f.table.Plain(m.Delivery.String())
		for _, text := range []string{strings.Join(m.Missing, ", "), m.Subject, m.Body} {
			f.table.Text(text)
		}
		f.table.End()
		return nil
	}
	data, err := json.Marshal(document{
		Key: key, Account: m.Account, Name: orNull(m.Name), Owner: orNull(m.Owner), Contact: orNull(m.Contact.Name), Email: orNull(m.Contact.Email),
		Message: m.Kind.String(), Milestone: orNull(m.MilestoneName), Next: orNull(m.NextName), Delivery: m.Delivery.String(),
		Subject: m.Subject, Body: m.Body, Missing: append([]string{}, m.Missing...),
	})
	if err != nil {
		return err
	}
	separator := ",\n"
	if f.rows++; f.rows == 1 {
		separator = "\n"
	}
	_, err = io.WriteString(f.out, separator+string(data))
	return err
}

// Sync ends the file and waits until the disk has it.
func (f *file) Sync() error {
	var err error
	if f.isJSON() {
		_, err = f.out.WriteString("\n]}\n")
	} else {
		err = f.table.Flush()
	}
	return errors.Join(err, f.out.Flush(), f.written.Sync())
}

// Publish gives the file its name, unless another has it.
func (f *file) Publish() error {
	err := os.Link(f.written.Name(), f.path)
	if errors.Is(err, fs.ErrExist) {
		return f.exists()
	}
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return nil
}

// discard removes the folder, and the file where it has no name of its own.
func (f *file) discard() {
	if f.written != nil {
		_ = f.written.Close() // it was waited for that the disk has it, or it is of no use
		f.written = nil
	}
	if f.folder != nil {
		_ = f.folder.Remove() // else the next export does
		f.folder = nil
	}
}
