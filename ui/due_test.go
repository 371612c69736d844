package ui

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"trialist/scoring/journey"
	"trialist/scoring/value"
	"trialist/store/facts"
	storejourney "trialist/store/journey"
	"trialist/store/outbox"
)

// told is what trials were told, as another process reads it, the newest first.
func (s *session) told() []storejourney.LogEntry {
	s.t.Helper()
	log, err := storejourney.Log(context.Background(), s.openStore(), storejourney.Query{})
	if err != nil {
		s.t.Fatal(err)
	}
	return log
}

// dueCount is how many messages are due, as another process works it out.
func (s *session) dueCount() int {
	s.t.Helper()
	list, err := storejourney.Find(context.Background(), facts.New(s.openStore()), value.FromTime(s.now))
	if err != nil {
		s.t.Fatal(err)
	}
	return len(list.Due)
}

func TestMessagesGoldens(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("4", "m", "j")
	for _, size := range [][2]int{{140, 40}, {80, 24}, {60, 16}} {
		s.size(size[0], size[1])
		s.golden(fmt.Sprintf("messages-%dx%d", size[0], size[1]))
	}
	s.size(80, 24)
	s.press("s", "x", "o")
	s.golden("outbox-80x24")
}

// TestMessagesAreMarked marks one as sent and one as never to be, and takes both back.
func TestMessagesAreMarked(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	before := s.dueCount()
	s.press("4", "m")
	s.sees(fmt.Sprintf("%d due", before))
	s.press("s")
	s.sees("Noted as sent to", fmt.Sprintf("%d due", before-1))
	s.press("enter")
	s.sees("sent", "skip", "close")
	s.press("x")
	s.sees("Never to be sent to", fmt.Sprintf("%d due", before-2))
	log := s.told()
	if len(log) != 2 || log[0].State != outbox.Skipped || log[1].State != outbox.Sent || log[1].ChangedBy != "ana" || log[0].AccountID == log[1].AccountID {
		t.Fatalf("the outbox has %+v", log)
	}
	if n := s.dueCount(); n != before-2 {
		t.Errorf("%d messages are due to another process", n)
	}
	skipped := log[0].Name
	s.press("G", "u")
	s.sees("Taken back:", fmt.Sprintf("%d due", before-1), "▌  "+skipped)
	s.press("o")
	s.sees("Outbox · 1 sent", "sent")
	s.press("u")
	s.sees("Taken back:", "No trial was told anything yet")
	s.press("esc")
	s.sees(fmt.Sprintf("%d due", before))
	if len(s.told()) != 0 || s.dueCount() != before {
		t.Error("not everything was taken back")
	}
}

// TestMarkedMessagesAreNotedAndTakenBackTogether marks rows, notes them as sent, takes all
// back at once, and does the same in the outbox.
func TestMarkedMessagesAreNotedAndTakenBackTogether(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	before := s.dueCount()
	s.press("4", "m", "space", "space", "j", "V")
	s.sees(fmt.Sprintf("%d due · 4 marked", before), "▌■")
	s.press("k", "space")
	s.sees("3 marked")
	s.press("s")
	s.sees("Noted as sent to 3 trials", fmt.Sprintf("%d due", before-3))
	s.misses("marked")
	if log := s.told(); len(log) != 3 || log[0].State != outbox.Sent {
		t.Fatalf("the outbox has %+v", log)
	}
	s.press("x")
	s.sees("Never to be sent to")
	s.press("u")
	s.sees("Taken back: ", fmt.Sprintf("%d due", before-3))
	s.press("u")
	s.sees("Taken back: 3 messages", fmt.Sprintf("%d due", before))
	if log := s.told(); len(log) != 0 || s.dueCount() != before {
		t.Fatalf("the outbox has %+v", log)
	}
	s.press("u")
	s.sees("nothing was noted here yet")
	s.press("*", "s", "o")
	s.sees(fmt.Sprintf("Outbox · %d sent", before))
	s.press("space", "space", "u")
	s.sees("Taken back: 2 messages")
	s.press("*", "-", "*", "u")
	s.sees(fmt.Sprintf("Taken back: %d messages", before-2), "No trial was told anything yet")
	if len(s.told()) != 0 || s.dueCount() != before {
		t.Error("not everything was taken back")
	}
}

// queue queues the messages of some trials for an address, as another process does.
func (s *session) queue(from, to int) {
	s.t.Helper()
	now := value.FromTime(s.now)
	choice := storejourney.Choice{AsOf: now, At: now, By: "ben", Filter: func(_ *storejourney.List, d journey.Due) bool { return from <= d.Slot && d.Slot < to }}
	queued, err := storejourney.Queue(context.Background(), facts.New(s.openStore()), choice, storejourney.Webhook{Address: "https://mailer.test/in"})
	if err != nil || queued.Messages == 0 {
		s.t.Fatalf("%+v, %v", queued, err)
	}
}

// TestWhatIsQueuedOrFailedIsTakenBack takes back a delivery that waits and one that was
// given up, but not one that arrived, also where all are marked.
func TestWhatIsQueuedOrFailedIsTakenBack(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.queue(0, 3)
	for round := range 20 { // one arrives, and the others fail until they are given up
		_, err := outbox.Deliver(context.Background(), s.openStore(), outbox.Options{
			Now: func() time.Time { return s.now.Add(time.Duration(round*13) * time.Hour) },
			Send: func(_ context.Context, e outbox.Entry) error {
				if e.ID == 1 {
					return nil
				}
				return errors.New("no such host")
			},
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	s.queue(3, 6)
	told := s.told()
	if len(told) != 6 || told[0].State != outbox.Due || told[4].State != outbox.Failed || told[5].State != outbox.Delivered {
		t.Fatalf("the outbox has %+v", told)
	}
	s.size(140, 40)
	s.press("4", "m", "o")
	s.sees("3 due · 1 delivered · 2 failed", "To be delivered, since", "https://mailer.test/in.", "Just reply if something is in your way.")
	s.misses(`{"version"`)
	s.press("?", "take")
	s.sees("take it out of what is to be delivered")
	s.press("esc", "u")
	s.sees("Taken back: Well done", "It is not sent to https://mailer.test/in any more", "2 due · 1 delivered · 2 failed")
	s.press("G", "k")
	s.sees("fails: no such host.")
	s.press("?", "take")
	s.sees("take back the delivery that failed")
	s.press("esc", "u")
	s.sees("Taken back: Well done", "2 due · 1 delivered · 1 failed")
	s.press("G", "u")
	s.sees("it is delivered, which cannot be taken back")
	s.press("*", "u")
	s.sees("Taken back: 3 messages", "1 that other programs have stay as they are", "Outbox · 1 delivered")
	if told := s.told(); len(told) != 1 || told[0].State != outbox.Delivered {
		t.Fatalf("the outbox has %+v", told)
	}
	s.press("*", "u")
	s.sees("cannot be taken back")
}

// TestAMessageThatIsNotDueAnyMoreIsNotMarked has somebody else mark it meanwhile.
func TestAMessageThatIsNotDueAnyMoreIsNotMarked(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("4", "m")
	choice := storejourney.Choice{AsOf: value.FromTime(s.now), At: value.FromTime(s.now), By: "ben"}
	if _, err := storejourney.Mark(context.Background(), facts.New(s.openStore()), choice, outbox.Sent); err != nil {
		t.Fatal(err)
	}
	told := len(s.told())
	s.press("s")
	s.sees("It is not due any more", "No message is due")
	if n := len(s.told()); n != told {
		t.Errorf("%d were told, and then %d", told, n)
	}
}

// TestMessagesAreCopiedMailedAndExported gives messages to other programs. Only the export
// notes that they were told, and it leaves alone a file that exists.
func TestMessagesAreCopiedMailedAndExported(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("4", "m", "y")
	if len(s.clips) != 1 || !strings.Contains(s.clips[0], "\n\n") {
		t.Errorf("copied is %q", s.clips)
	}
	s.press("w")
	if len(s.told()) != 0 {
		t.Error("what was copied or mailed counts as told")
	}
	before := s.dueCount()
	taken := filepath.Join(t.TempDir(), "taken.csv")
	if err := os.WriteFile(taken, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.press("E", "ctrl+u", taken, "enter", "x")
	s.sees("exists; choose another name")
	if text, _ := os.ReadFile(taken); string(text) != "mine" || s.dueCount() != before {
		t.Errorf("the file is %q now, and %d are due", text, s.dueCount())
	}
	path := filepath.Join(t.TempDir(), "messages.json")
	killed := filepath.Join(filepath.Dir(path), ".messages.json.unfinished-123") // by a dashboard that was killed while it exported
	if err := os.Mkdir(killed, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(killed, "unfinished"), []byte(`{"version":1`), 0o600); err != nil {
		t.Fatal(err)
	}
	s.press("E", "ctrl+u", path)
	s.sees("as JSON")
	s.press("enter")
	s.sees("cannot be taken back", fmt.Sprintf("%d of the %d use texts that came with the program", before, before))
	if s.press("esc"); len(s.told()) != 0 {
		t.Error("it is exported unasked")
	}
	s.press("E", "ctrl+u", path, "enter", "x")
	s.sees("Exported")
	data, err := os.ReadFile(path)
	var document struct {
		Messages []struct{ Account, Subject string }
	}
	if err == nil {
		err = json.Unmarshal(data, &document)
	}
	if err != nil || len(document.Messages) == 0 || len(document.Messages) != len(s.told()) {
		t.Fatalf("exported are %d of %d: %v", len(document.Messages), len(s.told()), err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".*")); len(left) > 0 {
		t.Errorf("the export leaves %v", left)
	}
	s.press("o")
	s.sees("exported")
	s.press("u")
	s.sees("it is exported, which cannot be taken back")
}

// TestStuckTrialsHaveAMessage opens the message of a trial from the list of the stuck.
func TestStuckTrialsHaveAMessage(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.press("4", "enter")
	s.sees("stuck before", "ctrl+o message due")
	s.press("ctrl+o")
	s.sees("Otter Freight: reward for Imported contacts", "Well done", "close")
}

func TestReadOnlyMarksNothing(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t), func(o *Options) { o.ReadOnly = true })
	s.press("4", "m", "s")
	s.sees("the workspace is open for reading only")
	s.press("enter", "s")
	if len(s.told()) != 0 {
		t.Error("something was noted")
	}
}

// TestTheJourneyOfATrial shows where a trial is, what it is due and what it was told, and
// marks the message and a task from there.
func TestTheJourneyOfATrial(t *testing.T) {
	t.Parallel()
	s := start(t, sampleTrials(t))
	s.size(140, 40)
	s.press("enter")
	s.sees("Journey  ", "Days  ", "day ", "Due now  reward for")
	s.press("d")
	s.sees("reward for", "sent", "skip")
	s.press("s")
	s.sees("Noted as sent to", "Told     reward for", "Sent today by ana")
	s.misses("Due now")
	s.press("d")
	s.sees("it is due no message now")
	s.press("t")
	s.sees("no task is open")
	slot, _ := s.app.trial.ShownSlot()
	w := s.openStore()
	err := w.Write(context.Background(), "add a task", func(ctx context.Context, tx *sql.Tx) error {
		at := value.FromTime(s.now)
		return outbox.Add(ctx, tx, outbox.Entry{AccountID: int64(slot) + 1, Workflow: 1, Kind: outbox.Task, Subject: "Call them", Key: "k", At: at})
	})
	if err != nil {
		t.Fatal(err)
	}
	s.press("right", "left")
	s.sees("Tasks", "Call them")
	s.press("t")
	s.sees("Done: Call them")
	s.misses("Tasks  ")
	done, err := outbox.List(context.Background(), w, outbox.Query{Kinds: []outbox.Kind{outbox.Task}})
	if err != nil || len(done) != 1 || done[0].State != outbox.Done || done[0].ChangedBy != "ana" {
		t.Errorf("the task is %+v: %v", done, err)
	}
}
