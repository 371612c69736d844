package rulebooks

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"trialist/scoring/value"
	"trialist/store"
)

// draftFile is a draft in a file beside the workspace, where it is kept when another
// file was put in the place of the workspace: nothing may be written into that one
// before it is opened anew.
type draftFile struct {
	Who     string        `json:"who"`
	Process int           `json:"process"`
	BasedOn int64         `json:"based_on"`
	Book    string        `json:"book"` // a draftDocument
	At      value.Instant `json:"at"`   // ms
}

// draftFilePrefix begins the names of the files. The number of the process follows.
func draftFilePrefix(s *store.Store) string { return filepath.Base(s.Path()) + ".draft-" }

func draftFilePath(s *store.Store, process int) string {
	return filepath.Join(filepath.Dir(s.Path()), fmt.Sprint(draftFilePrefix(s), process))
}

// write writes the draft to its file, which only its owner may read.
func (d draftFile) write(s *store.Store) error {
	b, err := json.Marshal(d)
	if err != nil {
		return err
	}
	path := draftFilePath(s, d.Process)
	if err := os.WriteFile(path+".new", b, 0o600); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

// removeDraftFile removes the file of a process, if there is one.
func removeDraftFile(s *store.Store, process int) error {
	err := os.Remove(draftFilePath(s, process))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// takeUpDraftFiles moves the drafts of that person from files into the workspace, but
// for those of processes that still run. A file that cannot be read stays.
func takeUpDraftFiles(ctx context.Context, s *store.Store, who string, gone func(process int) bool) error {
	folder := filepath.Dir(s.Path())
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil //nolint:nilerr // no draft is worth not opening the workspace
	}
	for _, entry := range entries {
		if !strings.HasPrefix(entry.Name(), draftFilePrefix(s)) {
			continue
		}
		path := filepath.Join(folder, entry.Name())
		b, err := os.ReadFile(path) // #nosec G304 -- beside the workspace
		var d draftFile
		if err != nil || json.Unmarshal(b, &d) != nil || d.Who != who || !gone(d.Process) {
			continue
		}
		draft := Draft{Who: who, Process: d.Process, BasedOn: d.BasedOn, At: d.At}
		if draft.decodeInto(ctx, s, d.Book) != nil {
			continue
		}
		if err := SaveDraft(ctx, s, draft); err != nil {
			return err
		}
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	return nil
}
