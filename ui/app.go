package ui

import (
	"context"
	"errors"
	"image/color"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/atotto/clipboard"
	"github.com/charmbracelet/colorprofile"

	"trialist/scoring/rulebook"
	"trialist/ui/clean"
	"trialist/ui/theme"
)

// app is the frame around the screens, and the only tea.Model.
type app struct {
	options Options
	board   *board
	look    theme.Theme
	taste   taste

	profile    colorprofile.Profile
	background color.Color // of the terminal; nil when it did not say
	asked      bool        // for it a second time

	width, height int
	layout        frameLayout

	tabs     []tab
	active   int // index of the tab shown
	previous int // the one that esc goes back to
	convert  *convert
	trial    *trial
	signals  *signals
	settings *settings
	drafting *drafting
	touch    *touchActions
	overlays []overlay
	notice   notice
	click    lastClick

	watcher  watcher
	replaced bool                 // another file lies in the place of the workspace
	deaf     bool                 // changes by others cannot be seen, which was told
	clip     func(string) error   // writes the local clipboard
	sendClip func(string) tea.Cmd // has the terminal write its own
}

// notice is a line in the footer that stays until the next key.
type notice struct {
	text clean.Text
	bad  bool
}

// lastClick tells a double click from two single ones.
type lastClick struct {
	x, y int
	at   time.Time
}

// Times that the frame works by.
const (
	pollEvery   = time.Second // how often other processes' changes are looked for
	doubleClick = 400 * time.Millisecond
)

// newApp is a dashboard whose commands end with the context.
func newApp(ctx context.Context, o Options) *app {
	if o.Now == nil {
		o.Now = time.Now
	}
	a := &app{options: o, board: newBoard(ctx, o), clip: clipboard.WriteAll, sendClip: tea.SetClipboard}
	a.dress()
	a.touch = newTouchActions(a, a.board, touchOptions{
		Who: o.Who, ReadOnly: o.ReadOnly,
		LocalClipboard:    func(text string) error { return a.clip(text) },
		TerminalClipboard: func(text string) tea.Cmd { return a.sendClip(text) },
	})
	a.drafting = newDrafting(a, a.board, draftOptions{Who: o.Who, ReadOnly: o.ReadOnly})
	forms := formContext{Frame: a, Board: a.board, Card: a.card}
	a.trial = newTrial(a, a.board, a.touch)
	a.convert = newConvert(convertOptions{
		Frame: a, Board: a.board, Touch: a.touch,
		OpenTrial: a.openTrial, TrialShown: a.trial.shownSlot, OpenStatuses: a.openStatuses,
	})
	a.signals = newSignals(signalsOptions{Frame: a, Board: a.board, Draft: a.drafting, Forms: forms, OpenTrial: a.openTrial})
	a.settings = newSettings(settingsOptions{
		Frame: a, Board: a.board, Draft: a.drafting, Forms: forms,
		ThemeFlag: o.Theme, NoMouseFlag: o.NoMouse,
		Preferences: func() taste { return a.taste }, SetPreferences: a.wear,
	})
	a.tabs = []tab{
		{"Convert", a.convert},
		{"Trial", a.trial},
		{"Signals", a.signals},
		{"Settings", a.settings},
	}
	a.layout = layFrame(0, 0)
	return a
}

// close ends what outlives the program's messages, once it handles no more of
// them and its commands have been cancelled.
func (a *app) close(ctx context.Context) error {
	err := a.drafting.close(ctx)
	if a.watcher != nil {
		err = errors.Join(err, a.watcher.Close())
	}
	return err
}

// dress chooses the theme from what is known of the terminal.
func (a *app) dress() {
	a.look = theme.New(theme.Options{
		Profile: a.profile, Background: a.background, Name: a.themeName(), ASCII: a.options.ASCII,
	})
}

// Init starts reading, watching and the clock.
func (a *app) Init() tea.Cmd {
	return tea.Batch(
		a.board.reload(),
		watch(a.board.ctx, a.board.store),
		loadTaste(a.board.ctx, a.board.store),
		tea.RequestBackgroundColor,
		a.everySecond(),
	)
}

// Update handles one message.
func (a *app) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := a.handle(msg)
	for len(a.overlays) > 0 && a.top().done() {
		a.overlays = a.overlays[:len(a.overlays)-1]
	}
	if w, ok := a.top().(wanter); ok {
		cmd = tea.Batch(cmd, w.wants())
	}
	return a, tea.Batch(cmd, a.current().wants())
}

func (a *app) handle(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		return tea.Batch(a.board.stir(), a.resize(msg.Width, msg.Height))
	case tea.ColorProfileMsg:
		a.profile = msg.Profile
		a.dress()
	case tea.BackgroundColorMsg:
		a.background = msg.Color
		a.dress()
	case tea.KeyPressMsg, tea.PasteMsg, tea.MouseClickMsg, tea.MouseWheelMsg:
		return tea.Batch(a.board.stir(), a.route(msg))
	case formAnswer:
		msg.Deliver()
	case tasted, kept:
		a.takeTaste(msg)
	case watching, secondPassed:
		return a.watch(msg)
	default:
		return a.handleAnswer(msg)
	}
	return nil
}

// handleAnswer gives the answer of a command to whose it is: to what the screens
// share, else to the screens.
func (a *app) handleAnswer(msg tea.Msg) tea.Cmd {
	if r, ok := a.board.update(msg); ok {
		if r.Err != nil {
			a.Fail(r.Err)
		}
		if r.Changed {
			return tea.Batch(r.Next, a.drafting.follow(), a.Broadcast(boardChanged{}))
		}
		return r.Next
	}
	if cmd, ok := a.drafting.update(msg); ok {
		return cmd
	}
	if cmd, ok := a.touch.update(msg); ok {
		return cmd
	}
	return a.Broadcast(msg)
}

// card is the scorecard that a signal is added to: as it is edited, once it can
// be.
func (a *app) card() rulebook.Scorecard {
	if a.drafting.begun {
		return a.drafting.book().Card
	}
	return a.board.book.Card
}

// resize lays the frame out anew.
func (a *app) resize(width, height int) tea.Cmd {
	a.width, a.height = max(width, 0), max(height, 0)
	a.layout = layFrame(a.width, a.height)
	for _, o := range a.overlays {
		o.update(resized{a.width, a.height})
	}
	return a.Broadcast(resized{a.layout.body.w, a.layout.body.h})
}

// Broadcast tells every screen.
func (a *app) Broadcast(msg tea.Msg) tea.Cmd {
	cmds := make([]tea.Cmd, len(a.tabs))
	for i, tab := range a.tabs {
		cmds[i] = tab.screen.update(msg)
	}
	return tea.Batch(cmds...)
}

// Theme is the theme of now.
func (a *app) Theme() theme.Theme { return a.look }

// Open puts an overlay on top.
func (a *app) Open(o overlay) {
	o.update(resized{a.width, a.height})
	a.overlays = append(a.overlays, o)
}

// top is the overlay that has the keys; nil when there is none.
func (a *app) top() overlay {
	if len(a.overlays) == 0 {
		return nil
	}
	return a.overlays[len(a.overlays)-1]
}

// Tell shows a line in the footer.
func (a *app) Tell(text clean.Text) { a.notice = notice{text: text} }

// Fail shows what went wrong in the footer.
func (a *app) Fail(err error) { a.notice = notice{text: sentence(clean.Of(err.Error())), bad: true} }

// View draws the frame, the screen in it and what lies above.
func (a *app) View() tea.View {
	lines, cursor := a.draw()
	view := tea.NewView(theme.Block(lines, a.width, a.height))
	view.AltScreen = true
	view.Cursor = cursor
	view.WindowTitle = string("trialist " + clean.Of(a.board.fileName()))
	if !a.mouseless() {
		view.MouseMode = tea.MouseModeCellMotion
	}
	return view
}

func (a *app) draw() ([]theme.Line, *tea.Cursor) {
	if a.layout.tiny {
		text := clean.Text("trialist needs 40 by 8 cells")
		return []theme.Line{a.look.Text.Say(text)}, nil
	}
	body := a.layout.body
	lines := make([]theme.Line, 0, a.height)
	lines = append(lines, a.headLine())
	drawn := a.current().view(body.w, body.h)
	for i := range body.h {
		if i < len(drawn) {
			lines = append(lines, drawn[i])
		} else {
			lines = append(lines, nil)
		}
	}
	lines = append(lines, a.footLine())

	var cursor *tea.Cursor
	if t, ok := a.current().(typist); ok {
		if x, y, ok := t.typing(body.w, body.h); ok {
			cursor = tea.NewCursor(body.x+x, body.y+y)
		}
	}
	for _, o := range a.overlays {
		over, at := o.view(a.width, a.height)
		lines = lay(lines, over, at)
		cursor = nil
		if t, ok := o.(typist); ok {
			if x, y, ok := t.typing(a.width, a.height); ok {
				cursor = tea.NewCursor(at.x+x, at.y+y)
			}
		}
	}
	return lines, cursor
}
