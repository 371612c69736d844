package ui

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// longVariable has the tests run that take minutes, such as the robot with all of its
// keys.
const longVariable = "TRIALIST_LONG"

// robot presses random keys in a dashboard.
type robot struct {
	t             *testing.T
	world         *fixture
	dice          *rand.Rand
	session       *session
	width, height int
	sent          []string // since it came to the screen it is on
}

// robotStates are the screens and prompts that the robot starts from, by the keys that
// lead there.
func robotStates() [][]string {
	all := [][]string{
		{"n"}, {"n", "called, x"}, {"o"}, {"enter", "n"}, {"enter", "d"}, {"enter", "t"}, {"/", "fit>=5"}, {"ctrl+k"}, {":"}, {"?"}, {"3", "a"}, {"3", "enter"}, {"3", "e"}, {"2"}, {"4", "enter"}, {"4", "b"}, {"4", "p", "j"}, {"4", "p", "enter"}, {"4", "m"}, {"4", "m", "enter"}, {"4", "m", "s", "o"},
	}
	for _, keys := range states {
		all = append(all, keys)
	}
	slices.SortFunc(all, func(a, b []string) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) }) // not in the order of a map
	return all
}

// robotKeys are all keys of a terminal.
func robotKeys() []rune {
	var codes []rune
	for code := rune(' '); code <= '~'; code++ {
		codes = append(codes, code)
	}
	for code := tea.KeyF1; code <= tea.KeyF20; code++ {
		codes = append(codes, code)
	}
	return append(codes, 'é', '東', '\u0301', '👍', tea.KeyUp, tea.KeyDown, tea.KeyLeft, tea.KeyRight, tea.KeyHome, tea.KeyEnd,
		tea.KeyPgUp, tea.KeyPgDown, tea.KeyInsert, tea.KeyDelete, tea.KeyBackspace, tea.KeyTab, tea.KeyEnter, tea.KeyEscape)
}

// message is a random message: mostly a key, of which two in three are plain.
func (r *robot) message(keys []rune) tea.Msg {
	switch at := r.dice.IntN(100); {
	case at < 3:
		pastes := []string{"fit>=50", "a\nb\tc", "\x1b[31mred\x1b]0;t\x07", strings.Repeat("long ", 400), "\u202Eabc\u0301", ""}
		return tea.PasteMsg{Content: pastes[r.dice.IntN(len(pastes))]}
	case at < 6:
		r.width, r.height = 1+r.dice.IntN(200), 1+r.dice.IntN(60)
		return tea.WindowSizeMsg{Width: r.width, Height: r.height}
	case at < 9:
		mouse := tea.Mouse{X: r.dice.IntN(r.width + 2), Y: r.dice.IntN(r.height + 2), Button: tea.MouseButton(r.dice.IntN(8))}
		return []tea.Msg{tea.MouseClickMsg(mouse), tea.MouseReleaseMsg(mouse), tea.MouseWheelMsg(mouse), tea.MouseMotionMsg(mouse)}[r.dice.IntN(4)]
	case at < 10:
		return []tea.Msg{tea.FocusMsg{}, tea.BlurMsg{}}[r.dice.IntN(2)]
	}
	key := tea.KeyPressMsg{Code: keys[r.dice.IntN(len(keys))]}
	if r.dice.IntN(3) == 0 {
		key.Mod = []tea.KeyMod{tea.ModAlt, tea.ModCtrl, tea.ModShift, tea.ModAlt | tea.ModCtrl, tea.ModAlt | tea.ModShift, tea.ModCtrl | tea.ModShift}[r.dice.IntN(6)]
	}
	if key.Code < tea.KeyExtended && key.Code >= ' ' && key.Code != tea.KeyBackspace && key.Mod&^tea.ModShift == 0 {
		key.Text = string(key.Code)
	}
	return key
}

// begin comes to one of the states, in a new dashboard where the last one was quit.
func (r *robot) begin(keys []string) {
	if r.session == nil || r.session.quit {
		r.session = start(r.t, r.world)
		r.width, r.height = 120, 36
	}
	r.sent = nil
	for range 4 {
		r.session.press("esc")
	}
	if !r.session.quit {
		r.session.press(keys...)
	}
}

// run sends so many messages.
func (r *robot) run(messages int) {
	defer func() {
		if failure := recover(); failure != nil {
			r.t.Logf("after %q", r.sent)
			panic(failure)
		}
	}()
	keys, from := robotKeys(), robotStates()
	for n := range messages {
		if n%25 == 0 || r.session.quit {
			state := from[n/25%len(from)]
			r.begin(state)
		}
		msg := r.message(keys)
		r.sent = append(r.sent, fmt.Sprintf("%T %v", msg, msg))
		r.session.send(msg)
		if r.dice.IntN(10) == 0 && !r.session.quit {
			r.session.fireTimers()
		}
		checkView(r.t, fmt.Sprintf("robot after %q", r.sent), r.session.app.View(), r.width, r.height)
	}
}

// TestRobot presses random keys on every screen and in every prompt, pastes, clicks
// and resizes. Nothing may panic, and no view may be larger than the terminal or have
// a control character in it. With TRIALIST_LONG set it sends 50,000 messages.
func TestRobot(t *testing.T) {
	t.Parallel()
	messages := 700
	if os.Getenv(longVariable) != "" {
		messages = 25_000
	}
	for name, w := range map[string]*fixture{"harbour": sampleTrials(t), "hostile": hostile(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := &robot{t: t, world: w, dice: rand.New(rand.NewPCG(11, 27))}
			r.begin(nil)
			r.run(messages)
		})
	}
}
