package plan

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/ui/clean"
	"trialist/ui/host"
	"trialist/ui/textarea"
	"trialist/ui/textfield"
	"trialist/ui/words"
)

// field is a line of the editor.
type field uint8

const (
	forField field = iota // whom the text is for
	subjectField
	bodyField
	deliveryField
	fieldCount
)

// editor is an overlay in which a message is written: its text for everybody, and variants
// for some fit bands. While one types it shows what is wrong, or how the text would look for
// a trial.
type editor struct {
	screen  *Screen
	ref     messageRef
	message rulebook.Message // as it was opened, with the texts that are not shown
	shown   int              // 0 is the text for everybody, n the variant n-1
	subject textfield.Field
	body    textarea.Area
	opened  rulebook.Message

	width, height int
	focus         field
	problem       clean.Text
	problemAt     field
	closed        bool
}

func newEditor(s *Screen, p messageRef) *editor {
	m := s.message(p)
	m.Variants = slices.Clone(m.Variants)
	e := &editor{screen: s, ref: p, message: m, opened: m, focus: subjectField}
	e.opened.Variants = slices.Clone(m.Variants)
	e.show(0)
	return e
}

// text is the text on show. Empty parts of a variant are those of the text for everybody.
func (e *editor) text() rulebook.MessageText {
	if e.shown == 0 {
		return e.everybodyText()
	}
	text, base := e.message.Variants[e.shown-1].MessageText, e.everybodyText()
	if text.Subject == "" {
		text.Subject = base.Subject
	}
	if text.Body == "" {
		text.Body = base.Body
	}
	return text
}

// everybodyText is the text for everybody.
func (e *editor) everybodyText() rulebook.MessageText {
	return e.message.TextFor(e.ref.kind, rulebook.NoBand)
}

// show shows the text for everybody, or a variant.
func (e *editor) show(at int) {
	e.shown = at
	text := e.text()
	e.subject, e.body = textfield.New(text.Subject), textarea.New(text.Body)
	e.resize()
	e.check()
}

// collect stores the fields in the message. Parts of a variant that equal the text for
// everybody are left empty, so that they follow it.
func (e *editor) collect() {
	written := rulebook.MessageText{Subject: strings.TrimSpace(e.subject.Value()), Body: e.body.Value()}
	base := rulebook.DefaultText(e.ref.kind)
	if e.shown > 0 {
		base = e.everybodyText()
	}
	if written.Subject == base.Subject {
		written.Subject = ""
	}
	if strings.TrimRight(written.Body, "\n") == strings.TrimRight(base.Body, "\n") {
		written.Body = ""
	}
	if e.shown == 0 {
		e.message.MessageText = written
		return
	}
	e.message.Variants[e.shown-1].MessageText = written
}

func (e *editor) Done() bool { return e.closed }

// UnsavedWork is what quitting would lose.
func (e *editor) UnsavedWork() clean.Text {
	if !e.message.Equal(e.opened) {
		return "What you filled in is not in the draft yet."
	}
	return ""
}

// Fetch reads the trial of the preview.
func (e *editor) Fetch() tea.Cmd { return e.screen.Fetch() }

// stepText shows the next text. After the last one comes a new variant, for the highest band
// that has none.
func (e *editor) stepText(by int) {
	at := e.shown + by
	if at > len(e.message.Variants) {
		free := e.freeBand()
		if free == rulebook.NoBand {
			at = 0
		} else {
			e.message.Variants = append(e.message.Variants, rulebook.MessageVariant{Fit: rulebook.BandsOf(free)})
		}
	}
	if at < 0 {
		at = len(e.message.Variants)
	}
	e.show(at)
}

// freeBand is the highest fit band without a variant; NoBand when all have one.
func (e *editor) freeBand() rulebook.Band {
	for _, band := range slices.Backward(rulebook.Bands()) {
		if !slices.ContainsFunc(e.message.Variants, func(v rulebook.MessageVariant) bool { return v.Fit.Has(band) }) {
			return band
		}
	}
	return rulebook.NoBand
}

// toggleBand adds a band to the variant on show, or removes it. A band has one variant, so it
// is removed from another.
func (e *editor) toggleBand(band rulebook.Band) {
	set := rulebook.BandsOf(band)
	for i := range e.message.Variants {
		v := &e.message.Variants[i]
		if i == e.shown-1 {
			v.Fit ^= set
		} else {
			v.Fit &^= set
		}
	}
	e.check()
}

// Update handles keys, pastes and sizes.
func (e *editor) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case host.Resized:
		e.width, e.height = msg.Width, msg.Height
		e.resize()
		return nil
	case tea.KeyPressMsg:
		used := e.focus == subjectField && e.subject.Press(msg) || e.focus == bodyField && e.body.Press(msg)
		if !used {
			return nil
		}
	case tea.PasteMsg:
		switch e.focus {
		case subjectField:
			e.subject.Insert(msg.Content)
		case bodyField:
			e.body.Insert(msg.Content)
		case forField, deliveryField, fieldCount:
			return nil
		}
	default:
		return nil
	}
	e.collect()
	e.check()
	if err := cmp.Or(e.subject.Lost(), e.body.Lost()); err != nil {
		e.screen.frame.Fail(err)
	}
	return nil
}

// check says what is wrong with what is written.
func (e *editor) check() {
	e.problem = ""
	written := rulebook.MessageText{Subject: strings.TrimSpace(e.subject.Value()), Body: e.body.Value()}
	if err := written.Validate(); err != nil {
		e.showProblem(err)
		return
	}
	if e.shown > 0 && e.message.Variants[e.shown-1].Fit == 0 {
		e.problem, e.problemAt = "Choose the fit bands that it is for, with 1 to 4", forField
	}
}

// showProblem shows an error beside its field.
func (e *editor) showProblem(err error) {
	e.problem, e.problemAt = words.Capitalize(clean.Of(err.Error())), subjectField
	var wrong *value.FieldError
	if !errors.As(err, &wrong) {
		return
	}
	e.problem = words.Capitalize(clean.Of(wrong.Message))
	switch {
	case strings.HasSuffix(wrong.Field, "body"):
		e.problemAt = bodyField
	case strings.HasSuffix(wrong.Field, "fit"):
		e.problemAt = forField
	case strings.HasSuffix(wrong.Field, "delivery"):
		e.problemAt = deliveryField
	}
}
