package rulebook

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"trialist/scoring/message"
	"trialist/scoring/value"
)

// MessageKind is which message of the plan a trial is told.
type MessageKind uint8

// The kinds of messages.
const (
	WelcomeMessage MessageKind = iota // welcome, and the first step
	DriveMessage                      // to the next step
	RewardMessage                     // well done, and the next step
	LookerMessage                     // to somebody who only looks
)

var messageKindNames = [...]string{WelcomeMessage: "welcome", DriveMessage: "drive", RewardMessage: "reward", LookerMessage: "looker"}

// MessageKinds lists the kinds.
func MessageKinds() []MessageKind {
	return []MessageKind{WelcomeMessage, DriveMessage, RewardMessage, LookerMessage}
}

// String is "welcome", "drive", "reward" or "looker".
func (k MessageKind) String() string {
	if int(k) < len(messageKindNames) {
		return messageKindNames[k]
	}
	return "unknown"
}

// OfMilestone reports whether each milestone has a message of the kind of its own.
func (k MessageKind) OfMilestone() bool { return k == DriveMessage || k == RewardMessage }

// ParseMessageKind reads what String prints, ignoring case.
func ParseMessageKind(s string) (MessageKind, error) {
	return value.ParseEnum("message", s, MessageKinds())
}

// MarshalText is the name of the kind.
func (k MessageKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads a kind as [ParseMessageKind] does.
func (k *MessageKind) UnmarshalText(text []byte) (err error) {
	*k, err = ParseMessageKind(string(text))
	return err
}

// Delivery is who sends a message.
type Delivery uint8

// The deliveries.
const (
	ByFit     Delivery = iota // AsTask or Automatic, as [Plan.Delivery] decides
	AsTask                    // a person sees to it
	Automatic                 // a program sends it
)

var deliveryNames = [...]string{ByFit: "by fit", AsTask: "task", Automatic: "automatic"}

// Deliveries lists the deliveries.
func Deliveries() []Delivery { return []Delivery{ByFit, AsTask, Automatic} }

// String is "by fit", "task" or "automatic".
func (d Delivery) String() string {
	if int(d) < len(deliveryNames) {
		return deliveryNames[d]
	}
	return "unknown"
}

// ParseDelivery reads what String prints, ignoring case; hyphens and underscores stand
// for spaces.
func ParseDelivery(s string) (Delivery, error) {
	return value.ParseEnum("delivery", strings.NewReplacer("-", " ", "_", " ").Replace(s), Deliveries())
}

// MarshalText is the delivery as files have it: "by_fit".
func (d Delivery) MarshalText() ([]byte, error) {
	return []byte(strings.ReplaceAll(d.String(), " ", "_")), nil
}

// UnmarshalText reads a delivery as [ParseDelivery] does.
func (d *Delivery) UnmarshalText(text []byte) (err error) {
	*d, err = ParseDelivery(string(text))
	return err
}

// MessageText is what a message says: two templates of the package message.
type MessageText struct {
	Subject string // one line; "" for the one that is said otherwise
	Body    string // likewise
}

// Message is a message of the plan. A text that is "" is the default one.
type Message struct {
	MessageText
	Delivery Delivery
	Variants []MessageVariant // for some fit bands; a band is in at most one of them
}

// MessageVariant is what a message says to trials of some fit bands.
type MessageVariant struct {
	Fit BandSet
	MessageText
}

// TextFor is what a message of the kind says to a trial of the fit band: the variant for
// the band, else the message's own text, else the default.
func (m Message) TextFor(kind MessageKind, fit Band) MessageText {
	text := m.MessageText
	for _, v := range m.Variants {
		if v.Fit.Has(fit) {
			text = v.or(text)
		}
	}
	return text.or(DefaultText(kind))
}

// or is the text, and other where nothing is said.
func (t MessageText) or(other MessageText) MessageText {
	if t.Subject == "" {
		t.Subject = other.Subject
	}
	if t.Body == "" {
		t.Body = other.Body
	}
	return t
}

// DefaultText is what a message of the kind says that has no text of its own.
func DefaultText(kind MessageKind) MessageText {
	switch kind {
	case WelcomeMessage:
		return MessageText{
			"Welcome: your first step",
			"Hi {{contact.first_name|there}},\n\nwelcome! The best way to see what this does for you is to begin with the first step: \"{{milestone.next|A look around}}\".\n\n" +
				"Just reply if something is in your way.\n",
		}
	case DriveMessage:
		return MessageText{
			"The next step: {{milestone.name}}",
			"Hi {{contact.first_name|there}},\n\nthe next step for {{account.name}} is \"{{milestone.name}}\".\n\nJust reply if something is in your way.\n",
		}
	case RewardMessage:
		return MessageText{
			"Well done: {{milestone.name}}",
			"Hi {{contact.first_name|there}},\n\ncongratulations: you have done \"{{milestone.name}}\". That was an important step.\n\n" +
				"The next step is \"{{milestone.next|Make it part of your work}}\".\n\nJust reply if something is in your way.\n",
		}
	case LookerMessage:
		return MessageText{
			"Shall we show you around?",
			"Hi {{contact.first_name|there}},\n\nyou may want to see first how it looks when it is in use. We are glad to show {{account.name}} around, or to send you a demo.\n\n" +
				"Just reply to this message.\n",
		}
	}
	return MessageText{}
}

// Equal reports whether two messages are the same.
func (m Message) Equal(other Message) bool {
	return m.MessageText == other.MessageText && m.Delivery == other.Delivery && slices.Equal(m.Variants, other.Variants)
}

func (m Message) clone() Message {
	m.Variants = slices.Clone(m.Variants)
	return m
}

// trimmed is the message with no space around its texts, and none of space only.
func (m Message) trimmed() Message {
	m = m.clone()
	m.MessageText = m.MessageText.trimmed()
	for i := range m.Variants {
		m.Variants[i].MessageText = m.Variants[i].MessageText.trimmed()
	}
	return m
}

func (t MessageText) trimmed() MessageText {
	body := strings.ReplaceAll(t.Body, "\r\n", "\n")
	if strings.TrimSpace(body) == "" {
		body = ""
	}
	return MessageText{strings.TrimSpace(t.Subject), body}
}

// The most characters of a message.
const (
	maxSubject = 200
	maxBody    = maxActionBody
)

// Validate returns a [value.FieldError] when the message cannot be sent: a text that is
// too long, has control characters, or a field that there is not, with its place and what
// could stand there; fit bands that are none or in two variants.
func (m Message) Validate() error {
	if m.Delivery > Automatic {
		return &value.FieldError{Field: "delivery", Message: "a message is delivered by fit, as a task, or automatically"}
	}
	if err := m.MessageText.Validate(); err != nil {
		return err
	}
	var taken BandSet
	for i, v := range m.Variants {
		path := fmt.Sprintf("variants[%d]", i)
		switch {
		case v.Fit == 0 || v.Fit >= 1<<NumBands:
			return &value.FieldError{Field: path + ".fit", Message: "a variant needs the fit bands that it is for"}
		case v.Fit&taken != 0:
			return &value.FieldError{Field: path + ".fit", Message: fmt.Sprintf("there is a variant for %s already", v.Fit&taken)}
		}
		taken |= v.Fit
		if err := v.MessageText.Validate(); err != nil {
			return value.PrefixField(path, err)
		}
	}
	return nil
}

// Validate returns a [value.FieldError] whose field is "subject" or "body".
func (t MessageText) Validate() error {
	for _, one := range []struct {
		field, text, allowed string
		most                 int
	}{{"subject", t.Subject, "", maxSubject}, {"body", t.Body, "\n\t", maxBody}} {
		wrong := func(format string, args ...any) error {
			return &value.FieldError{Field: one.field, Message: fmt.Sprintf(format, args...)}
		}
		switch n := utf8.RuneCountInString(one.text); {
		case n > one.most:
			return wrong("a %s may have %d characters, not %d", one.field, one.most, n)
		case !utf8.ValidString(one.text):
			return wrong("a %s must be valid UTF-8 text", one.field)
		case strings.ContainsFunc(one.text, func(r rune) bool { return IsUnprintable(r) && !strings.ContainsRune(one.allowed, r) }):
			return wrong("a %s must not have control characters%s", one.field, map[bool]string{true: " or line breaks"}[one.allowed == ""])
		}
		if _, err := message.Parse(one.text); err != nil {
			return wrong("%s", err)
		}
	}
	return nil
}

// Variant is what the message says of its own to exactly those fit bands.
func (m Message) Variant(fit BandSet) MessageText {
	for _, v := range m.Variants {
		if v.Fit == fit {
			return v.MessageText
		}
	}
	return MessageText{}
}

// WithVariant is the message that says something else to those fit bands; the empty text
// is for nothing else.
func (m Message) WithVariant(fit BandSet, text MessageText) Message {
	m = m.clone()
	at := slices.IndexFunc(m.Variants, func(v MessageVariant) bool { return v.Fit == fit })
	switch empty := text.trimmed() == (MessageText{}); {
	case empty && at >= 0:
		m.Variants = slices.Delete(m.Variants, at, at+1)
	case empty:
	case at >= 0:
		m.Variants[at].MessageText = text
	default:
		m.Variants = append(m.Variants, MessageVariant{fit, text})
	}
	return m
}
