package faultlog

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"testing"

	"trialist/store"
)

// TestErrorChain describes errors that explain a fault, wrapped in and joined with
// errors that quote a customer.
func TestErrorChain(t *testing.T) {
	t.Parallel()
	_, missing := os.Open("hush.csv")
	err := errors.Join(fmt.Errorf("account hush: %w", missing), fmt.Errorf("hush: %w", store.ErrBusy), errors.New("hush"))
	want := "*errors.joinError > (*fmt.wrapError > *fs.PathError: open > syscall.Errno: no such file or directory | " +
		"*fmt.wrapError > *errors.errorString: another trialist is writing | *errors.errorString)"
	if got := errorChain(err); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := errorChain(nil); got != "" {
		t.Errorf("no error is %q", got)
	}
	if !errors.Is(missing, fs.ErrNotExist) {
		t.Fatal(missing)
	}
}
