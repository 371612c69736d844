package demo

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"trialist/scoring/record"
	"trialist/scoring/value"
)

// columns say which columns the files of a workspace have.
type columns struct {
	customers []string // attributes after account_id and name
	contacts  []string // attributes after contact_id and account_id; nil for no such file
	actors    bool     // events have a contact_id
}

// Files returns the names of the files that [Workspace.WriteCSV] writes, in the
// order in which they should be imported.
func (w *Workspace) Files() []string {
	if w.generator.columns().contacts == nil {
		return []string{"customers.csv", "events.csv"}
	}
	return []string{"customers.csv", "contacts.csv", "events.csv"}
}

// WriteCSV writes the workspace as CSV files. It asks file for the writer of each
// file by its name. Importing the files gives the same workspace. Progress, when not
// nil, is told now and then how many rows of all files are done.
func (w *Workspace) WriteCSV(file func(name string) io.Writer, progress func(done, total int)) error {
	size := w.Size()
	tally := &progressCounter{total: size.Customers + size.Contacts + size.Events, report: progress}
	for _, name := range w.Files() {
		if err := w.writeFile(file(name), name, tally); err != nil {
			return fmt.Errorf("write %s: %w", name, err)
		}
	}
	return nil
}

// progressCounter counts rows for a progress report.
type progressCounter struct {
	done, total int
	report      func(done, total int)
}

func (t *progressCounter) add(rows int) {
	t.done += rows
	if t.report != nil {
		t.report(t.done, t.total)
	}
}

func (w *Workspace) writeFile(file io.Writer, name string, tally *progressCounter) error {
	out := bufio.NewWriterSize(file, 1<<18)
	if err := w.writeRows(out, name, tally); err != nil {
		return err
	}
	return out.Flush()
}

// writeRows writes one of the files, header first.
func (w *Workspace) writeRows(out *bufio.Writer, name string, tally *progressCounter) error {
	columns := w.generator.columns()
	var source record.Source
	var header []string
	switch name {
	case "customers.csv":
		source, header = w.Customers(), append([]string{"account_id", "name"}, columns.customers...)
	case "contacts.csv":
		source, header = w.Contacts(), append([]string{"contact_id", "account_id"}, columns.contacts...)
	default:
		source, header = w.Events(), []string{"account_id", "contact_id", "event", "timestamp"}
		if !columns.actors {
			header = []string{"account_id", "event", "timestamp"}
		}
	}
	if _, err := out.WriteString(strings.Join(header, ",") + "\n"); err != nil {
		return err
	}
	page := csvWriter{columns: columns}
	for batch := new(record.Batch); ; batch.Reset() {
		if err := source.Next(batch); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		page.add(batch)
		if _, err := out.Write(page.text); err != nil {
			return err
		}
		page.text = page.text[:0]
		tally.add(batch.Len())
	}
}

// csvWriter formats rows. It is written by hand because most of the time of a
// large export would otherwise go into formatting times.
type csvWriter struct {
	columns columns
	text    []byte
	day     value.Instant // midnight that date is for
	date    []byte
}

func (p *csvWriter) add(batch *record.Batch) {
	for _, c := range batch.Customers {
		p.cell(c.Account)
		p.text = append(p.text, ',')
		p.cell(c.Name)
		p.cells(c.Attributes, p.columns.customers)
	}
	for _, c := range batch.Contacts {
		p.cell(c.Contact)
		p.text = append(p.text, ',')
		p.cell(c.Account)
		p.cells(c.Attributes, p.columns.contacts)
	}
	for i := range batch.Events {
		e := &batch.Events[i]
		p.text = append(append(p.text, e.Account...), ',')
		if p.columns.actors {
			p.text = append(append(p.text, e.Contact...), ',')
		}
		p.text = append(append(p.text, e.Name...), ',')
		p.instant(e.At)
		p.text = append(p.text, '\n')
	}
}

// cells ends a row with the attributes in the order of the columns, those that
// are absent empty.
func (p *csvWriter) cells(list []value.Attribute, columns []string) {
	at := 0
	for _, name := range columns {
		p.text = append(p.text, ',')
		// Both are in the same order, but the list has gaps.
		if at == len(list) || list[at].Name != name {
			continue
		}
		switch v := list[at].Value; v.Kind {
		case value.Date:
			p.instant(v.Date)
		case value.Number:
			p.text = strconv.AppendFloat(p.text, v.Number, 'f', -1, 64)
		case value.Text, value.Absent, value.YesNo:
			p.cell(v.String())
		}
		at++
	}
	p.text = append(p.text, '\n')
}

// cell appends a text, in quotes where it has to be.
func (p *csvWriter) cell(s string) {
	if !strings.ContainsAny(s, ",\"\r\n") {
		p.text = append(p.text, s...)
		return
	}
	p.text = append(append(append(p.text, '"'), strings.ReplaceAll(s, `"`, `""`)...), '"')
}

// instant appends a time to the second, as in 2026-11-02T10:04:05Z.
func (p *csvWriter) instant(at value.Instant) {
	if day := at.Midnight(); day != p.day || p.date == nil {
		p.day, p.date = day, at.Time().AppendFormat(p.date[:0], "2006-01-02T")
	}
	second := int((at - p.day) / value.Second)
	hour, minute, second := second/3600, second/60%60, second%60
	p.text = append(append(p.text, p.date...),
		byte('0'+hour/10), byte('0'+hour%10), ':', byte('0'+minute/10), byte('0'+minute%10), ':',
		byte('0'+second/10), byte('0'+second%10), 'Z')
}
