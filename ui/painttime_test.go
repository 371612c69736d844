package ui

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"slices"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/value"
	"trialist/store/facts"
)

// timedSession measures what delays drawing: each Update, by the type of its
// message, and each View. Commands are measured together, from a key to the last
// answer being drawn.
type timedSession struct {
	*session
	updates map[string][]time.Duration
	views   map[string][]time.Duration
	answers []time.Duration // from a key until everything is drawn
	lists   []time.Duration // from a key until the new list is drawn
}

// send handles a message, runs its commands and those that follow, and draws after
// each.
func (w *timedSession) send(msg tea.Msg) {
	from := time.Now()
	queue := []tea.Cmd{w.handle(msg)}
	for len(queue) > 0 {
		next := queue[0]
		queue = queue[1:]
		if next == nil {
			continue
		}
		switch msg := next().(type) {
		case nil:
		case tea.BatchMsg:
			queue = append(queue, msg...)
		default:
			queue = append(queue, w.handle(msg))
			if fmt.Sprintf("%T", msg) == "board.ranked" {
				w.lists = append(w.lists, time.Since(from))
			}
		}
	}
	w.answers = append(w.answers, time.Since(from))
}

func (w *timedSession) handle(msg tea.Msg) tea.Cmd {
	from := time.Now()
	_, cmd := w.app.Update(msg)
	kind := fmt.Sprintf("Update(%T)", msg)
	w.updates[kind] = append(w.updates[kind], time.Since(from))
	from = time.Now()
	_ = w.app.View()
	w.views["View after "+kind] = append(w.views["View after "+kind], time.Since(from))
	return cmd
}

// keys presses keys and logs how long they took.
func (w *timedSession) keys(what string, keys ...string) {
	w.t.Helper()
	w.answers, w.lists = nil, nil
	for _, name := range keys {
		if key, ok := special[name]; ok {
			w.send(tea.KeyPressMsg(key))
			continue
		}
		for _, r := range name {
			w.send(tea.KeyPressMsg{Code: r, Text: string(r)})
		}
	}
	w.log(what, w.answers)
	if len(w.lists) > 0 {
		w.log("  until the list follows", w.lists)
	}
}

func (w *timedSession) log(what string, times []time.Duration) {
	slices.Sort(times)
	w.t.Logf("%-44s %5d times, median %8.2f ms, slowest %8.2f ms", what, len(times),
		times[len(times)/2].Seconds()*1000, times[len(times)-1].Seconds()*1000)
}

// TestPaintingAtSize measures filtering and moving in the large workspace that
// TRIALIST_BENCH names.
func TestPaintingAtSize(t *testing.T) {
	path := os.Getenv("TRIALIST_BENCH")
	if path == "" {
		t.Skip("TRIALIST_BENCH names no workspace")
	}
	s := &session{t: t, path: path, now: time.Now()}
	file := s.openStore()
	s.open(Options{Cache: facts.New(file), Path: path, AsOf: value.Never, Now: func() time.Time { return s.now }, Who: "time"})
	if !s.app.board.Ready() {
		t.Fatal(s.app.board.LoadErr())
	}
	w := &timedSession{session: s, updates: make(map[string][]time.Duration), views: make(map[string][]time.Duration)}
	w.send(tea.WindowSizeMsg{Width: 160, Height: 48})
	w.keys("to open the filter", "/")
	w.keys("to type the first letter", "a")
	w.keys("to type on", "cc_9e37")
	w.keys("to delete", "backspace", "backspace", "backspace", "backspace", "backspace", "backspace", "backspace")
	w.keys("to type another", "harbor")
	w.keys("to leave the filter", "esc")
	w.keys("to filter by scores", "/", "fit>=50 adoption<40 ", "enter")
	w.keys("to hold j in a filtered list", slices.Repeat([]string{"j"}, 200)...)
	w.keys("to take the filter off", "esc")
	w.keys("to hold j", slices.Repeat([]string{"j"}, 200)...)
	w.keys("to page", slices.Repeat([]string{"pgdown"}, 50)...)
	w.keys("to go to the end and back", "G", "g", "G", "g")
	w.keys("to open and leave a trial", "enter", "esc", "j", "enter", "esc")
	w.keys("to sort", "s", "2", "s", "1")
	w.keys("to turn the sort round", "s", "1", "s", "2")
	w.keys("to complete a value", "/", "cou", "tab", "f", "tab", "esc")
	w.keys("to mark all and move", "*", "j", "space", "j", "V", "/", "fit>=50", "enter", "-", "esc")
	w.keys("to sort by name", "s", "7")
	w.keys("to sort by rank again", "s", "1")
	w.keys("to look at the tabs", "3", "4", "1")
	s.now = s.now.Add(time.Hour)
	w.answers = nil
	w.send(secondPassed{})
	w.log("an hour later", w.answers)
	for _, times := range []map[string][]time.Duration{w.updates, w.views} {
		slowest := func(a, b string) int { return cmp.Compare(slices.Max(times[b]), slices.Max(times[a])) }
		for _, kind := range slices.SortedFunc(maps.Keys(times), slowest) {
			w.log(kind, times[kind])
		}
	}
}
