package rulebook

import (
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	"trialist/scoring/condition"
	"trialist/scoring/value"
)

// ActionKind is what a workflow does.
type ActionKind uint8

// The kinds of actions.
const (
	TaskAction    ActionKind = iota // for the owner of the account
	MessageAction                   // to the account, kept in the outbox until somebody sends it
	OwnerAction                     // gives the account to somebody
	FileAction                      // a line of JSON to a file
	WebhookAction                   // JSON to an address
	afterActions
)

// actionWords open the sentences of the kinds.
var actionWords = [afterActions]string{
	TaskAction: "task", MessageAction: "message", OwnerAction: "owner", FileAction: "file", WebhookAction: "webhook",
}

// actionKinds lists the kinds.
func actionKinds() []ActionKind {
	kinds := make([]ActionKind, afterActions)
	for i := range kinds {
		kinds[i] = ActionKind(i)
	}
	return kinds
}

// String is the word that opens the sentence of the kind.
func (k ActionKind) String() string {
	if k < afterActions {
		return actionWords[k]
	}
	return "unknown"
}

// Action is one thing that a workflow does when it fires. Texts may have merge fields.
type Action struct {
	Kind   ActionKind
	Text   string // of the task, the subject, the new owner, the path of the file, or the address
	Body   string // of the message
	Secret string // environment variable with the secret that signs a webhook; "" for none
}

// String is the canonical sentence, which [ParseAction] reads back.
func (a Action) String() string {
	sentence := a.Kind.String() + " " + condition.QuoteWord(a.Text)
	switch {
	case a.Kind == MessageAction:
		return sentence + " " + condition.QuoteWord(a.Body)
	case a.Kind == WebhookAction && a.Secret != "":
		return sentence + " secret " + condition.QuoteWord(a.Secret)
	}
	return sentence
}

// ParseAction reads the sentence of an action: task "Call", message "Subject" "Text",
// owner ana, file "/path", webhook https://example.com/hook, or that with secret NAME
// behind it. An error is a [condition.SyntaxError], or a [value.FieldError] of an
// action that can be read and cannot be done.
func ParseAction(s string) (Action, error) {
	p, err := newPhrase(s)
	if err != nil {
		return Action{}, err
	}
	a, err := p.action()
	if err == nil {
		err = p.end()
	}
	if err == nil {
		err = a.Validate()
	}
	if err != nil {
		return Action{}, err
	}
	return a, nil
}

func (p *phrase) action() (a Action, err error) {
	for _, k := range actionKinds() {
		if !p.take(actionWords[k]) {
			continue
		}
		a.Kind = k
		what := map[ActionKind]string{
			TaskAction: "what to do", MessageAction: "the subject", OwnerAction: "a name",
			FileAction: "the path of a file", WebhookAction: "an address",
		}[k]
		var ok bool
		if a.Text, ok = p.text(what); ok && k == MessageAction {
			a.Body, ok = p.text("the text of the message")
		}
		if ok && k == WebhookAction && p.take("secret") {
			a.Secret, ok = p.text("the name of an environment variable")
		}
		if !ok {
			return a, p.unexpected()
		}
		return a, nil
	}
	return a, p.unexpected()
}

// The most characters of the texts of an action.
const (
	maxActionText = 2000
	maxActionBody = 20000
)

// Validate returns a [value.FieldError] when the action cannot be done: a text that is
// missing, too long, or has control characters or an unknown merge field; a path that
// depends on where the program runs; an address that is not http or https or has a
// password in it, which would be saved.
func (a Action) Validate() error {
	wrong := func(format string, args ...any) error {
		return &value.FieldError{Field: "actions", Message: fmt.Sprintf(format, args...)}
	}
	if a.Kind >= afterActions {
		return wrong("there is no such action")
	}
	if strings.TrimSpace(a.Text) == "" || a.Kind == MessageAction && strings.TrimSpace(a.Body) == "" {
		return wrong("%s needs a text behind it", a.Kind)
	}
	for _, text := range []struct {
		text string
		most int
	}{{a.Text, maxActionText}, {a.Body, maxActionBody}, {a.Secret, maxName}} {
		if n := utf8.RuneCountInString(text.text); n > text.most {
			return wrong("a text of an action may have %d characters, not %d", text.most, n)
		}
		if !utf8.ValidString(text.text) {
			return wrong("the text of an action must be valid UTF-8")
		}
	}
	if strings.ContainsFunc(a.Text, IsUnprintable) || strings.ContainsFunc(strings.NewReplacer("\n", "", "\t", "").Replace(a.Body), IsUnprintable) {
		return wrong("the text of an action must not have control characters")
	}
	if a.Kind == TaskAction || a.Kind == MessageAction {
		for _, text := range []string{a.Text, a.Body} {
			if field, ok := unknownMergeField(text); ok {
				return wrong("there is no merge field %s; there are %s", value.Truncate(field), value.JoinList(mergeFields(), "and"))
			}
		}
	}
	switch a.Kind {
	case OwnerAction:
		if utf8.RuneCountInString(a.Text) > maxName {
			return wrong("the name of an owner may have %d characters", maxName)
		}
	case FileAction:
		if !isFullPath(a.Text) {
			return wrong("a file needs its full path, as workflows run in any folder; %q is not one", value.Truncate(a.Text))
		}
	case WebhookAction:
		return a.validateWebhook(wrong)
	case TaskAction, MessageAction, afterActions:
	}
	return nil
}

// isFullPath reports whether a path does not depend on the folder where a program runs.
// It does not ask on which system it is, as a workspace can move to another.
func isFullPath(path string) bool {
	if strings.HasPrefix(path, "/") || strings.HasPrefix(path, `\\`) {
		return true
	}
	drive := len(path) > 2 && path[1] == ':' && (path[2] == '\\' || path[2] == '/')
	return drive && ('A' <= path[0] && path[0] <= 'Z' || 'a' <= path[0] && path[0] <= 'z')
}

func (a Action) validateWebhook(wrong func(string, ...any) error) error {
	address, err := url.Parse(a.Text)
	switch {
	case err != nil || address.Host == "" || address.Hostname() == "":
		return wrong("%q is no address; it is such as https://example.com/hook", value.Truncate(a.Text))
	case address.Scheme != "http" && address.Scheme != "https":
		return wrong("an address begins with https:// or http://, not %s://", value.Truncate(address.Scheme))
	case address.User != nil:
		return wrong("an address must not have a password in it; sign with a secret from the environment instead")
	case address.Fragment != "":
		return wrong("an address must not have a # in it")
	}
	for i, r := range a.Secret {
		letter := r == '_' || 'A' <= r && r <= 'Z' || 'a' <= r && r <= 'z'
		if !letter && (i == 0 || r < '0' || r > '9') {
			return wrong("the secret is named by an environment variable, such as HOOK_SECRET; %q is no name of one", value.Truncate(a.Secret))
		}
	}
	return nil
}

// Merge is what merge fields stand for.
type Merge struct{ ID, Name, Owner string }

// mergeFields lists the merge fields that texts may have.
func mergeFields() []string {
	return []string{"{{account.name}}", "{{account.id}}", "{{account.owner}}"}
}

// Fill is the text with merge fields replaced. What replaces one is never read for
// fields itself.
func (m Merge) Fill(text string) string {
	return strings.NewReplacer("{{account.name}}", m.Name, "{{account.id}}", m.ID, "{{account.owner}}", m.Owner).Replace(text)
}

// unknownMergeField is the first thing in a text that looks like a merge field and is
// none.
func unknownMergeField(text string) (string, bool) {
	for _, known := range mergeFields() {
		text = strings.ReplaceAll(text, known, "")
	}
	from := strings.Index(text, "{{")
	if from < 0 {
		return "", false
	}
	if end := strings.Index(text[from:], "}}"); end >= 0 {
		return text[from : from+end+2], true
	}
	return text[from:], true
}
