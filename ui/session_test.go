package ui

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"trialist/scoring/condition"
	"trialist/scoring/record"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/facts"
	"trialist/store/ingest"
	"trialist/store/rulebooks"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// noon is the current time in every test: Saturday 21 November 2026.
var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// session is a dashboard over a real workspace. It runs the commands of a message,
// and those that follow, before the next message.
type session struct {
	t     testing.TB
	app   *app
	path  string
	now   time.Time
	clips []string // texts sent to the terminal's clipboard

	mails   []string // addresses that the mail program was opened with
	mailErr error    // what opening it fails with
	quit    bool     // the program ended
	ticks   []tick   // timers that are running

	answers map[string]int // number of answers, by the type of the message
}

// tick is a timer that was started, and the message it sends.
type tick struct {
	after time.Duration
	send  func(time.Time) tea.Msg
}

// fixture is the content of a test workspace. The import reads it.
type fixture struct {
	customers []record.CustomerRow
	contacts  []record.ContactRow
	events    []record.EventRow
	signals   []rulebook.Signal
}

// Next gives the whole content in one batch.
func (w *fixture) Next(b *record.Batch) error {
	if w.customers == nil && w.contacts == nil && w.events == nil {
		return io.EOF
	}
	b.Customers = append(b.Customers, w.customers...)
	b.Contacts = append(b.Contacts, w.contacts...)
	for i := range w.events {
		b.AddEvent(&w.events[i])
	}
	w.customers, w.contacts, w.events = nil, nil, nil
	return nil
}

func (w *fixture) customer(id, name string, attributes ...value.Attribute) {
	w.customers = append(w.customers, record.CustomerRow{Line: len(w.customers) + 2, Account: id, Name: name, Attributes: attributes})
}

func (w *fixture) event(id, name string, ago time.Duration) {
	w.events = append(w.events, record.EventRow{
		Line: len(w.events) + 2, Account: []byte(id), Name: []byte(name), At: value.FromTime(noon.Add(-ago)), Count: 1,
	})
}

func attribute(name string, v value.Value) value.Attribute {
	return value.Attribute{Name: name, Value: v}
}

// onTrial is the attributes of an account whose trial of 14 days began a number of
// days ago.
func onTrial(days int) []value.Attribute {
	start := value.FromTime(noon) - value.Instant(days)*value.Day
	return []value.Attribute{
		attribute("trial_started_at", value.DateValue(start)),
		attribute("trial_ends_at", value.DateValue(start+14*value.Day)),
	}
}

func newSignal(t testing.TB, side rulebook.Side, name string, weight int, when string) rulebook.Signal {
	t.Helper()
	c, err := condition.Parse(when)
	if err != nil {
		t.Fatal(err)
	}
	return rulebook.Signal{Name: name, Side: side, Weight: weight, Enabled: true, When: c}
}

// sampleTrials is 20 trials, all different, and two customers that are not on
// trial, with five signals.
func sampleTrials(t testing.TB) *fixture {
	t.Helper()
	w := &fixture{signals: []rulebook.Signal{
		newSignal(t, rulebook.Adoption, "Created a project", 5, `event "Created project" happened more than 0 times ever`),
		newSignal(t, rulebook.Adoption, "Imported contacts", 10, `event "Imported contacts" happened more than 0 times ever`),
		newSignal(t, rulebook.Adoption, "Invited teammates", 5, `event "Invited teammate" happened at least 2 times ever`),
		newSignal(t, rulebook.Fit, "Company size", 6, `attribute employees is more than 50`),
		newSignal(t, rulebook.Fit, "Country", 3, `attribute country is FR|DE`),
	}}
	names := []string{
		"Amber Ferry", "Birch Quay", "Copper Lantern", "Dune Harvest", "Ember & Tide", "Fable Works", "Gannet Supply",
		"Harbour Loom", "Inlet Press", "Juniper Mast", "Kelp Street", "Lighthouse Tea", "Mooring Labs", "Northmole",
		"Otter Freight", "Pebble Post", "Quayside", "Rope & Anchor", "Saltbox", "Tidewater Grain",
	}
	countries := []string{"FR", "US", "DE", "GB"}
	for i, name := range names {
		id := fmt.Sprintf("acc-%02d", i+1)
		attributes := append(onTrial(1+i*13/len(names)),
			attribute("employees", value.NumberValue(float64(5+i*37%200))),
			attribute("country", value.TextValue(countries[i%len(countries)])),
			attribute("domain", value.TextValue(strings.ToLower(strings.Fields(name)[0])+".test")),
		)
		w.customer(id, name, attributes...)
		w.contacts = append(w.contacts, record.ContactRow{Contact: "leo@" + id + ".test", Account: id})
		for j, event := range []string{"Created project", "Imported contacts", "Invited teammate", "Invited teammate"} {
			if (i*7+j*3)%5 < 3 {
				w.event(id, event, time.Duration(i*5+j+1)*time.Hour)
			}
		}
	}
	w.customer("old-1", "Paid Already", attribute("converted_at", value.DateValue(value.FromTime(noon.AddDate(0, -3, 0)))))
	w.customer("old-2", "Went Away", attribute("trial_ends_at", value.DateValue(value.FromTime(noon.AddDate(0, -2, 0)))))
	return w
}

// importFixture imports the content into a workspace and saves its signals.
func importFixture(t testing.TB, s *store.Store, w *fixture) {
	t.Helper()
	ctx := context.Background()
	if _, err := ingest.Run(ctx, s, w, ingest.Options{Path: "harbour.csv"}); err != nil {
		t.Fatal(err)
	}
	if len(w.signals) == 0 {
		return
	}
	book, version, err := rulebooks.Current(ctx, s)
	if err != nil {
		t.Fatal(err)
	}
	for _, signal := range w.signals {
		if book.Card, err = book.Card.Add(signal); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := rulebooks.Save(ctx, s, book, version, rulebooks.Commit{Who: "test", At: value.FromTime(noon)}); err != nil {
		t.Fatal(err)
	}
}

// start opens a dashboard of 120 by 36 cells over a new workspace with the content;
// nil is an empty workspace.
func start(t testing.TB, w *fixture, change ...func(*Options)) *session {
	t.Helper()
	s := &session{t: t, path: filepath.Join(t.TempDir(), "harbour.db"), now: noon}
	file := s.openStore()
	if w != nil {
		importFixture(t, file, w)
	}
	o := Options{Cache: facts.New(file), Path: s.path, AsOf: value.Never, Now: func() time.Time { return s.now }, Who: "ana"}
	for _, f := range change {
		f(&o)
	}
	s.open(o)
	return s
}

// open starts the dashboard of the session.
func (s *session) open(o Options) {
	o.tick = s.tick
	s.app = newApp(s.t.Context(), o)
	s.app.writeClipboard = func(string) error { return fmt.Errorf("no clipboard in tests") }
	s.app.openMessage = func(address, subject, body string) error {
		s.mails = append(s.mails, address+"|"+subject+"|"+body)
		return nil
	}
	s.app.openMail = func(address string) error {
		s.mails = append(s.mails, address)
		return s.mailErr
	}
	s.app.sendClip = func(text string) tea.Cmd {
		return func() tea.Msg {
			s.clips = append(s.clips, text)
			return nil
		}
	}
	s.t.Cleanup(func() {
		if s.app.watcher != nil {
			_ = s.app.watcher.Close()
		}
	})
	s.run(s.app.Init())
	s.send(tea.WindowSizeMsg{Width: 120, Height: 36})
}

// openStore opens the workspace of the session once more, as another process would.
func (s *session) openStore() *store.Store {
	s.t.Helper()
	file, err := store.Open(context.Background(), s.path, store.Options{})
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = file.Close() })
	return file
}

// send handles a message, and runs its commands and those that follow.
func (s *session) send(msg tea.Msg) {
	_, cmd := s.app.Update(msg)
	s.run(cmd)
}

// tick collects a timer until the test fires it.
func (s *session) tick(after time.Duration, send func(time.Time) tea.Msg) tea.Cmd {
	s.ticks = append(s.ticks, tick{after, send})
	return nil
}

// draftDelay is how long after the last edit the recovery copy is written.
const draftDelay = 300 * time.Millisecond

// allEnded says that every process has ended, so that its draft can be claimed.
func allEnded(int) bool { return true }

// pauseTyping lets so much time pass that the recovery copy is written. Its timer
// runs a second time when the draft was edited since the timer was started.
func (s *session) pauseTyping() {
	s.t.Helper()
	s.fireTimers()
	s.fireTimers()
}

// fireTimers fires the timers of at most draftDelay.
func (s *session) fireTimers() {
	s.t.Helper()
	running := s.ticks
	s.ticks = nil
	for _, t := range running {
		if t.after > draftDelay {
			s.ticks = append(s.ticks, t)
			continue
		}
		s.send(t.send(s.now))
	}
}

// second lets a second pass.
func (s *session) second() {
	s.t.Helper()
	changed, err := s.app.watcher.Changed(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	s.send(secondPassed{changed: changed != store.Unchanged, restored: changed == store.Restored})
}

// run runs a command and all that follow from its answers.
func (s *session) run(cmd tea.Cmd) {
	s.t.Helper()
	queue := []tea.Cmd{cmd}
	for n := 0; len(queue) > 0; n++ {
		if n > 10_000 {
			s.t.Fatal("the commands never end")
		}
		next := queue[0]
		queue = queue[1:]
		if next == nil {
			continue
		}
		switch msg := next().(type) {
		case nil:
		case tea.BatchMsg:
			queue = append(queue, msg...)
		case tea.QuitMsg:
			s.quit = true
			if err := s.app.close(s.t.Context()); err != nil {
				s.t.Error(err)
			}
		default:
			if s.answers == nil {
				s.answers = make(map[string]int)
			}
			s.answers[fmt.Sprintf("%T", msg)]++
			_, more := s.app.Update(msg)
			queue = append(queue, more)
		}
	}
}

// special are the keys that are not text, by name.
var special = map[string]tea.Key{
	"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown},
	"left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight}, "home": {Code: tea.KeyHome}, "end": {Code: tea.KeyEnd},
	"pgup": {Code: tea.KeyPgUp}, "pgdown": {Code: tea.KeyPgDown}, "tab": {Code: tea.KeyTab}, "backspace": {Code: tea.KeyBackspace},
	"delete": {Code: tea.KeyDelete}, "shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift}, "space": {Code: ' ', Text: " "},
	"f1": {Code: tea.KeyF1},
}

// press presses keys one after the other. Each is the name of a key or a text to
// type.
func (s *session) press(keys ...string) {
	s.t.Helper()
	for _, name := range keys {
		if key, ok := special[name]; ok {
			s.send(tea.KeyPressMsg(key))
			continue
		}
		if letter, ok := strings.CutPrefix(name, "ctrl+"); ok {
			s.send(tea.KeyPressMsg{Code: rune(letter[0]), Mod: tea.ModCtrl})
			continue
		}
		for _, r := range name {
			s.send(tea.KeyPressMsg{Code: r, Text: string(r)})
		}
	}
}

// size resizes the terminal.
func (s *session) size(width, height int) { s.send(tea.WindowSizeMsg{Width: width, Height: height}) }

// screen is the text on the screen, without colours and without blanks at the ends
// of lines.
func (s *session) screen() string {
	lines := strings.Split(ansi.Strip(s.app.View().Content), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.Join(lines, "\n")
}

// sees fails unless the screen has the texts on it.
func (s *session) sees(texts ...string) {
	s.t.Helper()
	screen := s.screen()
	for _, text := range texts {
		if !strings.Contains(screen, text) {
			s.t.Fatalf("%q is not on the screen:\n%s", text, screen)
		}
	}
}

// misses fails if the screen has the text on it.
func (s *session) misses(text string) {
	s.t.Helper()
	if screen := s.screen(); strings.Contains(screen, text) {
		s.t.Fatalf("%q is on the screen:\n%s", text, screen)
	}
}

// golden compares the screen with a golden file. The first line is left out: it
// changes with every tab that is added.
func (s *session) golden(name string) {
	s.t.Helper()
	path := filepath.Join("testdata", name+".golden")
	_, got, _ := strings.Cut(s.screen()+"\n", "\n")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			s.t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		s.t.Fatal(err)
	}
	if got != string(want) {
		s.t.Errorf("the screen differs from %s; look at it and run with -update if it is right:\n%s", path, got)
	}
}

// selected is the name in the row under the cursor.
func (s *session) selected() string {
	slot, ok := s.app.convert.Selected()
	if !ok {
		return ""
	}
	return string(s.app.board.AccountName(slot))
}
