package rulebooks

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"trialist/scoring/rulebook"
	"trialist/store"
	"trialist/store/storetest"
)

// TestADraftOutlivesItsWorkspace replaces the workspace under a draft. The draft is
// taken up by whoever opens the new one, once.
func TestADraftOutlivesItsWorkspace(t *testing.T) {
	t.Parallel()
	ctx, path := t.Context(), storetest.NewPath(t)
	other := storetest.Open(t, storetest.NewPath(t), store.Options{})
	s := storetest.Open(t, path, store.Options{})
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	for log, err := os.Stat(path + "-wal"); err == nil && log.Size() > 0; log, err = os.Stat(path + "-wal") {
		time.Sleep(time.Millisecond) // soon it is in the file
	}
	if err := os.Rename(other.Path(), path); err != nil {
		t.Fatal(err)
	}
	book := rulebook.Default()
	book.Lifecycle.TrialDays = 77
	if _, err := Save(ctx, s, book, 0, Commit{}); !errors.Is(err, store.ErrReplaced) {
		t.Errorf("saving gave %v", err)
	}
	for _, process := range []int{7, 8} {
		if err := SaveDraft(ctx, s, Draft{Who: "ana", Process: process, Book: book}); err != nil {
			t.Fatal(err)
		}
	}
	if err := DeleteDraft(ctx, s, "ana", 8); err != nil {
		t.Fatal(err)
	}
	gone := func(int) bool { return true }
	again := storetest.Open(t, path, store.Options{})
	if _, found, err := ClaimDraft(ctx, again, "bo", 9, gone); err != nil || found {
		t.Errorf("somebody else found a draft: %t, %v", found, err)
	}
	d, found, err := ClaimDraft(ctx, again, "ana", 9, gone)
	if err != nil || !found || d.Book.Lifecycle.TrialDays != 77 {
		t.Errorf("got %+v, %t, %v", d, found, err)
	}
	if left, _ := filepath.Glob(path + ".draft-*"); len(left) > 0 {
		t.Errorf("left %v", left)
	}
}
