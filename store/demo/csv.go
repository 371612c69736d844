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

// columns is the columns of the files of a workspace.
type columns struct {
	customers []string // attributes after account_id and name
	contacts  []string // attributes after contact_id and account_id; nil when there is no such file
	actors    bool     // events have a contact_id
}

// Files is the names of the files that [Workspace.WriteCSV] writes, in the order in
// which they should be imported.
func (w *Workspace) Files() []string {
	if w.generator.columns().contacts == nil {
		return []string{"customers.csv", "events.csv"}
	}
	return []string{"customers.csv", "contacts.csv", "events.csv"}
}

// WriteCSV writes the workspace as CSV files. It calls file with the name of each one
// for its writer. Importing the files gives the same workspace. Progress is called
// now and then with the number of rows written, of all files together; it may be nil.
func (w *Workspace) WriteCSV(file func(name string) io.Writer, progress func(done, total int)) error {
	size := w.Size()
	counter := &progressCounter{total: size.Customers + size.Contacts + size.Events, report: progress}
	for _, name := range w.Files() {
		if err := w.writeFile(file(name), name, counter); err != nil {
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

func (c *progressCounter) add(rows int) {
	c.done += rows
	if c.report != nil {
		c.report(c.done, c.total)
	}
}

func (w *Workspace) writeFile(file io.Writer, name string, counter *progressCounter) error {
	out := bufio.NewWriterSize(file, 1<<18)
	if err := w.writeRows(out, name, counter); err != nil {
		return err
	}
	return out.Flush()
}

// writeRows writes the header and the rows of a file.
func (w *Workspace) writeRows(out *bufio.Writer, name string, counter *progressCounter) error {
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
	rows := csvWriter{columns: columns}
	for batch := new(record.Batch); ; batch.Reset() {
		if err := source.Next(batch); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		rows.add(batch)
		if _, err := out.Write(rows.text); err != nil {
			return err
		}
		rows.text = rows.text[:0]
		counter.add(batch.Len())
	}
}

// csvWriter formats rows. It is written by hand, as formatting times with package
// time would take most of the time of a large workspace.
type csvWriter struct {
	columns columns
	text    []byte
	day     value.Instant // midnight of date
	date    []byte        // formatted, as most instants have the same
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
	events := batch.Events()
	for i := range events {
		e := &events[i]
		p.text = append(append(p.text, e.Account...), ',')
		if p.columns.actors {
			p.text = append(append(p.text, e.Contact...), ',')
		}
		p.text = append(append(p.text, e.Name...), ',')
		p.instant(e.At)
		p.text = append(p.text, '\n')
	}
}

// cells ends a row with the attributes, in the order of the columns. An absent
// attribute is an empty cell.
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

// cell appends a text, in quotes where these are needed.
func (p *csvWriter) cell(s string) {
	if !strings.ContainsAny(s, ",\"\r\n") {
		p.text = append(p.text, s...)
		return
	}
	p.text = append(append(append(p.text, '"'), strings.ReplaceAll(s, `"`, `""`)...), '"')
}

// instant appends an instant in UTC, to the second, such as 2026-11-02T10:04:05Z.
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
