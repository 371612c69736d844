package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"trialist/store/generation"
)

// Salvage opens what can be read of a workspace that [Open] refuses as damaged: a copy
// of it in the folder, in which the header of the file and the list of tables are put
// right where they can be. The store cannot be written to, and takes over what other
// stores are sure of: whoever reads it has to compare each row with its checksum. The
// notes say what was not right. The workspace itself is not changed.
func Salvage(ctx context.Context, path, folder string) (s *Store, notes []string, err error) {
	useOFDLocks()
	v := &salvage{original: path, path: filepath.Join(folder, "salvaged.db"), folder: folder}
	if s, err = v.run(ctx); err != nil {
		described := (&Store{path: path}).Describe("read what is left", err)
		return nil, v.notes, described
	}
	return s, v.notes, nil
}

// salvage is a salvage under way.
type salvage struct {
	original, path, folder string
	notes                  []string
}

func (v *salvage) note(format string, args ...any) {
	v.notes = append(v.notes, fmt.Sprintf(format, args...))
}

func (v *salvage) run(ctx context.Context) (*Store, error) {
	if err := v.copy(ctx); err != nil {
		return nil, err
	}
	if err := v.mendHeader(); err != nil {
		return nil, err
	}
	if err := v.mendSchema(ctx); err != nil {
		v.note("the list of tables cannot be put right: %v", err)
	}
	s := &Store{path: v.path}
	var err error
	if s.file, err = openFile(v.path); err != nil {
		return nil, err
	}
	query := readerQuery()
	// The last one leaves out of the list of tables what is not right.
	// The size of the cache is left as it is: setting it reads the list, and fails.
	query["_pragma"] = []string{"busy_timeout(5000)", "query_only(1)", "writable_schema(1)"}
	s.reader, err = connect(v.path, query, nil)
	return s, err
}

// copy copies the file, and the log beside it unless that is of another file.
func (v *salvage) copy(ctx context.Context) error {
	file, err := openFile(v.original)
	if err != nil {
		return err
	}
	defer func() { _ = file.open.Close() }() // only read
	if err := copyTo(v.path, file.open); err != nil {
		return err
	}
	verdict, err := generation.Compare(file.open, file.logPath(), func() uint32 { return file.findPage(ctx) })
	if err != nil {
		return err
	}
	log, err := os.Open(file.logPath())
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { _ = log.Close() }() // only read
	if verdict != generation.Belongs {
		v.note("%s is of another file, or of another state of it: what it has was left out", file.logPath())
		return nil
	}
	return copyTo(v.path+"-wal", log)
}

func copyTo(path string, from io.Reader) error {
	to, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600) // #nosec G304 -- in a folder of this process
	if err != nil {
		return err
	}
	_, err = io.Copy(to, from)
	return errors.Join(err, to.Close())
}
