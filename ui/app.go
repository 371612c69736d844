package ui

import (
	"context"
	"errors"
	"image/color"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/atotto/clipboard"
	"github.com/charmbracelet/colorprofile"

	"trialist/scoring/rulebook"
	"trialist/ui/board"
	"trialist/ui/changes"
	"trialist/ui/clean"
	"trialist/ui/convert"
	"trialist/ui/draft"
	"trialist/ui/due"
	"trialist/ui/features"
	"trialist/ui/form"
	"trialist/ui/host"
	"trialist/ui/journey"
	"trialist/ui/keymap"
	"trialist/ui/layout"
	"trialist/ui/plan"
	"trialist/ui/proof"
	"trialist/ui/segments"
	"trialist/ui/settings"
	"trialist/ui/signals"
	"trialist/ui/theme"
	"trialist/ui/touch"
	"trialist/ui/trial"
	"trialist/ui/userconfig"
	"trialist/ui/workflows"
)

// app is the frame around the screens, and the only tea.Model.
type app struct {
	options     Options
	board       *board.Board
	theme       theme.Theme
	preferences settings.Preferences
	config      userconfig.Config
	catalogue   keymap.Catalogue // the actions of the screens

	profile         colorprofile.Profile
	background      color.Color // of the terminal; nil when it did not say
	backgroundAsked bool        // it was asked for a second time

	width, height int
	layout        frameLayout

	tabs        []tab
	activeTab   int // index of the tab shown
	previousTab int // the one that esc goes back to
	convert     *convert.Screen
	trial       *trial.Screen
	signals     *signals.Screen
	features    *features.Screen
	journey     *journey.Screen
	plan        *plan.Screen // within the tab of the journey, as are the messages
	due         *due.Screen
	proof       *proof.Screen
	segments    *segments.Screen
	workflows   *workflows.Screen // within the tab of the segments
	settings    *settings.Screen
	changes     *changes.Screen
	draft       *draft.Editor
	touch       *touch.Actions
	overlays    []host.Overlay
	notice      notice
	noticeTimer bool // a noticeDue is coming

	toldNoHistory bool // of what the past cannot be shown as it was
	toldAskedPast bool // as of when what is noted is noted
	click         lastClick

	watcher        watcher
	fileReplaced   bool                                      // the workspace was replaced by another file
	watchFailing   bool                                      // looking for changes fails, and the user has been told
	writeClipboard func(string) error                        // writes the local clipboard
	sendClip       func(string) tea.Cmd                      // asks the terminal to write its own
	openMail       func(string) error                        // opens the mail program with an address
	openMessage    func(address, subject, body string) error // the same, with a text in it
}

// lastClick is where and when the last click was. A second one there soon after
// makes a double click.
type lastClick struct {
	x, y int
	at   time.Time
}

// Intervals of the frame.
const (
	pollInterval        = time.Second            // between two checks for changes by other processes
	doubleClickInterval = 400 * time.Millisecond // most between the two clicks of a double click
)

// newApp is a dashboard that has read nothing yet. Its commands end with ctx.
func newApp(ctx context.Context, o Options) *app {
	a := &app{options: o, writeClipboard: clipboard.WriteAll, sendClip: tea.SetClipboard, openMail: openMailProgram, openMessage: openMessage}
	a.board = board.New(ctx, board.Options{Cache: o.Cache, Path: o.Path, AsOf: o.AsOf, AsOfPast: o.AsOfPast, Now: o.Now, Tick: o.tick})
	a.applyTheme()
	a.touch = touch.New(a, a.board, touch.Options{
		Who: o.Who, ReadOnly: o.ReadOnly,
		LocalClipboard:    func(text string) error { return a.writeClipboard(text) },
		TerminalClipboard: func(text string) tea.Cmd { return a.sendClip(text) },
		OpenMail:          func(address string) error { return a.openMail(address) },
	})
	a.draft = draft.New(a, a.board, draft.Options{Who: o.Who, ReadOnly: o.ReadOnly})
	forms := form.Context{Frame: a, Board: a.board, Card: a.card}
	a.due = due.New(a, a.board, due.Options{
		Who: o.Who, ReadOnly: o.ReadOnly, OpenTrial: a.openTrial,
		LocalClipboard:    func(text string) error { return a.writeClipboard(text) },
		TerminalClipboard: func(text string) tea.Cmd { return a.sendClip(text) },
		OpenMail:          func(address, subject, body string) error { return a.openMessage(address, subject, body) },
	})
	a.trial = trial.New(a, a.board, trial.Options{Touch: a.touch, Messages: a.due, Who: o.Who, ReadOnly: o.ReadOnly})
	a.changes = changes.New(changes.Options{
		Frame: a, Board: a.board, Who: o.Who, ReadOnly: o.ReadOnly, OpenTrial: a.openTrial, ShowFilter: a.showFiltered,
	})
	a.convert = convert.New(convert.Options{
		Frame: a, Board: a.board, Touch: a.touch, Who: o.Who, OwnNames: o.OwnNames,
		Clipboard: convert.Clipboard{
			Local:    func(text string) error { return a.writeClipboard(text) },
			Terminal: func(text string) tea.Cmd { return a.sendClip(text) },
		},
		Left: o.left, ReadOnly: o.ReadOnly,
		OpenTrial: a.openTrial, TrialShown: a.trial.ShownSlot, OpenStatuses: a.openStatuses,
		News: a.changes.News,
	})
	a.signals = signals.New(signals.Options{Frame: a, Board: a.board, Draft: a.draft, Forms: forms, OpenTrial: a.openTrial})
	a.workflows = workflows.New(workflows.Options{Frame: a, Board: a.board, Draft: a.draft, Who: o.Who, ReadOnly: o.ReadOnly})
	a.segments = segments.New(segments.Options{
		Frame: a, Board: a.board, Draft: a.draft, OpenTrial: a.openTrial, ShowFilter: a.showFiltered, Workflows: a.workflows,
	})
	a.plan = plan.New(a, a.board, a.draft)
	a.journey = journey.New(journey.Options{Frame: a, Board: a.board, Draft: a.draft, OpenTrial: a.openTrial, Plan: a.plan, Due: a.due})
	a.proof = proof.New(a, a.board, a.draft)
	a.features = features.New(features.Options{
		Frame: a, Board: a.board, ShowFilter: a.showFiltered, AddSegment: a.addSegment, AddWorkflow: a.addWorkflow,
		Who: o.Who, ReadOnly: o.ReadOnly,
	})
	a.settings = settings.New(settings.Options{
		Frame: a, Board: a.board, Draft: a.draft, Forms: forms,
		FixedTheme: a.fixedTheme, FixedMouse: a.fixedMouse,
		Preferences: func() settings.Preferences { return a.preferences }, SetPreferences: a.setPreferences,
	})
	a.tabs = a.newTabs()
	a.catalogue = a.newCatalogue()
	a.layout = newFrameLayout(0, 0)
	return a
}

// newTabs are the tabs, in the order of their numbers.
func (a *app) newTabs() []tab {
	return []tab{
		{"Convert", a.convert},
		{"Trial", a.trial},
		{"Signals", a.signals},
		{"Journey", a.journey},
		{"Features", a.features},
		{"Segments", a.segments},
		{"Proof", a.proof},
		{"Settings", a.settings},
		{"Changes", a.changes},
	}
}

// close writes a draft that is not saved to the workspace, how the list was left and the
// first look at what changed, and closes the watcher. It is called when no more messages
// are handled and all commands have been cancelled.
func (a *app) close(ctx context.Context) error {
	err := errors.Join(a.draft.Close(ctx), a.convert.Close(ctx))
	a.changes.Close(ctx)
	if a.watcher != nil {
		err = errors.Join(err, a.watcher.Close())
	}
	return err
}

// applyTheme chooses the theme from the terminal, the flags and the preferences.
func (a *app) applyTheme() {
	a.theme = theme.New(theme.Options{
		Profile: a.profile, Background: a.background, Name: a.themeName(),
		ASCII: a.options.ASCII || a.config.ASCII, Colors: a.config.Colors,
	})
}

// Init starts reading the workspace, watching it, and the clock.
func (a *app) Init() tea.Cmd {
	return tea.Batch(
		a.board.Reload(),
		openWatcher(a.board.Context(), a.board.Store()),
		settings.LoadPreferences(a.board.Context(), a.board.Store()),
		tea.RequestBackgroundColor,
		a.waitForSecond(),
	)
}

// Update handles one message.
func (a *app) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := a.handle(msg)
	// One that is done may have opened another above itself.
	a.overlays = slices.DeleteFunc(a.overlays, host.Overlay.Done)
	if w, ok := a.topOverlay().(host.Fetcher); ok {
		cmd = tea.Batch(cmd, w.Fetch())
	}
	return a, tea.Batch(cmd, a.current().Fetch(), a.waitForNotice())
}

func (a *app) handle(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		return tea.Batch(a.board.NoteActivity(), a.resize(msg.Width, msg.Height))
	case tea.ColorProfileMsg:
		a.profile = msg.Profile
		a.applyTheme()
	case tea.BackgroundColorMsg:
		a.background = msg.Color
		a.applyTheme()
	case tea.KeyPressMsg, tea.PasteMsg, tea.MouseClickMsg, tea.MouseWheelMsg, tea.MouseMotionMsg, tea.MouseReleaseMsg:
		return tea.Batch(a.board.NoteActivity(), a.route(msg))
	case form.Answer:
		msg.Deliver()
	case settings.PreferencesLoaded, settings.PreferencesSaved:
		a.handlePreferences(msg)
	case noticeDue:
		a.handleNoticeDue()
	case configRead:
		a.handleConfig(msg)
	case watcherOpened, secondPassed:
		return a.handleClock(msg)
	default:
		return a.handleAnswer(msg)
	}
	return nil
}

// handleAnswer gives the answer of a command to its owner: the board, the draft
// or the touches. What none of them knows goes to the screens.
func (a *app) handleAnswer(msg tea.Msg) tea.Cmd {
	if r, ok := a.board.Update(msg); ok {
		if r.Err != nil {
			a.Fail(r.Err)
		}
		if r.Changed {
			a.tellAskedPast()
			return tea.Batch(r.Next, a.draft.SyncSaved(), a.Broadcast(board.Changed{}))
		}
		return r.Next
	}
	if cmd, ok := a.draft.Update(msg); ok {
		return cmd
	}
	if cmd, ok := a.touch.Update(msg); ok {
		return cmd
	}
	return a.Broadcast(msg)
}

// card is the scorecard that a signal is added to: that of the draft once it is
// loaded, before that the saved one.
func (a *app) card() rulebook.Scorecard {
	if a.draft.Loaded() {
		return a.draft.Book().Card
	}
	return a.board.Book.Card
}

// resize lays out the frame for a terminal of another size.
func (a *app) resize(width, height int) tea.Cmd {
	a.width, a.height = max(width, 0), max(height, 0)
	a.layout = newFrameLayout(a.width, a.height)
	for _, o := range a.overlays {
		o.Update(host.Resized{Width: a.width, Height: a.height})
	}
	return a.Broadcast(host.Resized{Width: a.layout.body.W, Height: a.layout.body.H})
}

// Broadcast gives a message to every screen.
func (a *app) Broadcast(msg tea.Msg) tea.Cmd {
	cmds := make([]tea.Cmd, len(a.tabs))
	for i, tab := range a.tabs {
		cmds[i] = tab.screen.Update(msg)
	}
	return tea.Batch(cmds...)
}

// Theme is the current theme.
func (a *app) Theme() theme.Theme { return a.theme }

// Open puts an overlay on top.
func (a *app) Open(o host.Overlay) {
	o.Update(host.Resized{Width: a.width, Height: a.height})
	a.overlays = append(a.overlays, o)
}

// topOverlay is the overlay that has the keys; nil when there is none.
func (a *app) topOverlay() host.Overlay {
	if len(a.overlays) == 0 {
		return nil
	}
	return a.overlays[len(a.overlays)-1]
}

// View draws the frame, the current screen and the overlays.
func (a *app) View() tea.View {
	lines, cursor := a.draw()
	content := theme.Block(lines, a.width, a.height)
	if a.options.ASCII || a.config.ASCII {
		content = strings.ReplaceAll(content, "…", "~") // where texts are cut
	}
	view := tea.NewView(content)
	view.AltScreen = true
	view.Cursor = cursor
	view.WindowTitle = string("trialist " + clean.Of(a.board.FileName()))
	if !a.mouseDisabled() {
		view.MouseMode = tea.MouseModeCellMotion
	}
	return view
}

func (a *app) draw() ([]theme.Line, *tea.Cursor) {
	if a.layout.tooSmall {
		var lines []theme.Line
		for _, text := range clean.Text("trialist needs 40 by 8 cells").Wrap(max(a.width, 1)) {
			lines = append(lines, a.theme.Text.Line(text))
		}
		return lines, nil
	}
	body := a.layout.body
	lines := make([]theme.Line, 0, a.height)
	lines = append(lines, a.headerLine())
	drawn := a.current().View(body.W, body.H)
	for i := range body.H {
		if i < len(drawn) {
			lines = append(lines, drawn[i])
		} else {
			lines = append(lines, nil)
		}
	}
	footer := a.footerLines()
	lines = append(lines[:len(lines)+1-len(footer)], footer...)

	var cursor *tea.Cursor
	if t, ok := a.current().(host.TextEditor); ok {
		if x, y, ok := t.TextCursor(body.W, body.H); ok {
			cursor = tea.NewCursor(body.X+x, body.Y+y)
		}
	}
	for _, o := range a.overlays {
		over, at := o.View(a.width, a.height)
		lines = layout.DrawOver(lines, over, at)
		cursor = nil
		if t, ok := o.(host.TextEditor); ok {
			if x, y, ok := t.TextCursor(a.width, a.height); ok {
				cursor = tea.NewCursor(at.X+x, at.Y+y)
			}
		}
	}
	return lines, cursor
}
