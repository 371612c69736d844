package draft

import (
	"os"
	"testing"

	tea "charm.land/bubbletea/v2"

	"trialist/ui/board"
	"trialist/ui/clean"
	"trialist/ui/host"
	"trialist/ui/theme"
)

// nopFrame is a frame that does nothing.
type nopFrame struct{}

func (nopFrame) Theme() theme.Theme        { return theme.Theme{} }
func (nopFrame) Open(host.Overlay)         {}
func (nopFrame) Tell(clean.Text)           {}
func (nopFrame) KeyOf(string) clean.Text   { return "" }
func (nopFrame) Fail(error)                {}
func (nopFrame) Broadcast(tea.Msg) tea.Cmd { return nil }

func TestADraftThatCannotBeWrittenIsTriedAgain(t *testing.T) {
	t.Parallel()
	d := New(nopFrame{}, board.New(t.Context(), board.Options{}), Options{})
	if d.scheduleRecovery() == nil {
		t.Fatal("no timer runs after an edit")
	}
	write := func(err error) {
		t.Helper()
		if cmd, ok := d.Update(recoveryDue{d.recovery.lastEdit}); !ok || cmd == nil {
			t.Fatal("the draft is not written when typing pauses")
		}
		d.Update(recoverySaved{seq: d.recovery.job.Seq, edit: d.recovery.lastEdit, err: err})
	}
	write(os.ErrDeadlineExceeded)
	if !d.recoveryBehind() {
		t.Error("a draft that could not be written counts as written")
	}
	write(nil)
	if d.recoveryBehind() {
		t.Error("a draft that was written does not count")
	}
}
