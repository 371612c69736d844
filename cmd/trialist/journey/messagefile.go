package journey

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"

	"trialist/cmd/trialist/outfile"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/terminal"
	storejourney "trialist/store/journey"
)

// messageFile writes messages as CSV or JSON. It is a [storejourney.File].
type messageFile struct {
	json bool
	asOf output.Instant
	file *outfile.File // nil for standard output
	out  io.Writer     // standard output
	held *os.File      // what will go there
	csv  *output.CSVWriter
	list *jsonList
}

// exportedJSON is a message of an export.
type exportedJSON struct {
	Key *string `json:"key"` // the same each time that it is written
	messageJSON
}

// isFile reports whether what is written can be taken back. What goes to standard output,
// a pipe or a device cannot: it is held in a file of its own until Publish.
func (f *messageFile) isFile() bool { return f.file != nil && !f.file.IsStream() }

// Begin starts the file anew.
func (f *messageFile) Begin() (err error) {
	var w io.Writer = f.file
	if f.isFile() {
		err = f.file.Truncate(0)
	} else {
		err = errors.Join(f.release(), f.hold())
		w = f.held
	}
	if err != nil {
		return err
	}
	if !f.json {
		f.csv = output.NewCSVWriter(w, append([]string{"key"}, messageHeader...)...)
		return nil
	}
	f.list, err = newJSONList(w, struct {
		Version  int            `json:"version"`
		AsOf     output.Instant `json:"as_of"`
		Messages []struct{}     `json:"messages"`
	}{output.JSONVersion, f.asOf, []struct{}{}})
	return err
}

// Add writes a message.
func (f *messageFile) Add(m storejourney.Message, key string) error {
	return f.add(exportedJSON{output.TextOrNull(key), newMessageJSON(m)})
}

func (f *messageFile) add(e exportedJSON) error {
	if f.json {
		return f.list.add(e)
	}
	text := func(s *string) string { return output.OrBlank(s, output.Identity) }
	f.csv.WriteRow(text(e.Key), e.Account, text(e.Name), text(e.Owner), text(e.Contact), text(e.Email), e.Message, text(e.Milestone), text(e.Next),
		deliveryCell(e.Delivery), strings.Join(e.Missing, ", "), e.Subject, e.Body)
	return nil
}

// Sync ends the file and waits until the disk has it.
func (f *messageFile) Sync() error {
	err := error(nil)
	if f.json {
		err = f.list.end()
	} else {
		err = f.csv.Flush()
	}
	if err == nil && f.isFile() {
		err = f.file.Sync()
	}
	return err
}

// Publish gives the file its name, or prints it.
func (f *messageFile) Publish() error {
	if f.isFile() {
		return f.file.Commit()
	}
	if _, err := f.held.Seek(0, io.SeekStart); err != nil {
		return err
	}
	if f.file == nil {
		_, err := io.Copy(terminal.NewSafeWriter(f.out), f.held)
		return err
	}
	if _, err := io.Copy(f.file, f.held); err != nil {
		return err
	}
	return f.file.Commit()
}

// hold makes the file in which messages are held. Where the system lets an open file go,
// it has no name from the start, so that a kill leaves nothing behind.
func (f *messageFile) hold() (err error) {
	if f.held, err = os.CreateTemp("", "trialist-messages-*"); err == nil {
		_ = os.Remove(f.held.Name()) // else release removes it
	}
	return err
}

// release removes what was held.
func (f *messageFile) release() error {
	if f.held == nil {
		return nil
	}
	err := f.held.Close()
	if removed := os.Remove(f.held.Name()); !errors.Is(removed, fs.ErrNotExist) {
		err = errors.Join(err, removed)
	}
	f.held = nil
	return err
}

// deliveryCell is a delivery in CSV.
func deliveryCell(delivery *string) string {
	if delivery == nil {
		return "not known"
	}
	return *delivery
}

// exportedAgain is a message that was exported. How it was to be delivered was not noted.
func exportedAgain(t storejourney.Recipient, names signalNames) exportedJSON {
	about := t.Past.Milestone
	if about == 0 {
		about = t.Past.Next
	}
	return exportedJSON{&t.Key, messageJSON{
		Account: t.Account, Name: output.TextOrNull(t.Name), Message: t.Past.Kind.String(), Milestone: output.TextOrNull(names[about]),
		Owner: output.TextOrNull(t.Owner), Contact: output.TextOrNull(t.Contact), Next: output.TextOrNull(names[t.Past.Next]), Email: output.TextOrNull(t.Target), Subject: t.Subject, Body: t.Body, Missing: []string{},
	}}
}
