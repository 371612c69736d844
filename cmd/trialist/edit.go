package main

import (
	"context"
	"errors"
	"os"
	"os/user"
	"strconv"
	"strings"
	"time"

	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/rulebooks"
	"trialist/ui/clean"
)

// edition is the rulebook in force before a command and after it, or as it would be.
type edition struct{ was, now rulebook.Rulebook }

// changes returns what is different, none if the command left the rulebook as it
// was.
func (e edition) changes() []rulebook.Change { return rulebook.Diff(e.was, e.now) }

// edit changes the rulebook in force and saves it with a line in its history, if
// anything is different. If somebody else saves in between, it applies change again
// to what they saved: a command says what to do, not what the result must be.
func (s *session) edit(ctx context.Context, change func(rulebook.Rulebook) (rulebook.Rulebook, error)) (edition, error) {
	for try := 1; ; try++ {
		e, err := s.editOnce(ctx, change)
		if try == maxEditAttempts || !errors.Is(err, store.ErrConflict) {
			return e, err
		}
	}
}

// maxEditAttempts is how often a change is tried. Each failure means that somebody
// else saved, so all attempts fail only if this many save at once.
const maxEditAttempts = 50

// previewEdit returns what edit would do, and saves nothing.
func (s *session) previewEdit(ctx context.Context, change func(rulebook.Rulebook) (rulebook.Rulebook, error)) (edition, error) {
	saved, _, err := rulebooks.Current(ctx, s.Store)
	if err != nil {
		return edition{}, err
	}
	edited, err := change(saved)
	if err != nil {
		return edition{}, err
	}
	return edition{saved, edited}, edited.Validate()
}

// editOnce is one attempt of edit. It returns store.ErrConflict if somebody else
// saved in between.
func (s *session) editOnce(ctx context.Context, change func(rulebook.Rulebook) (rulebook.Rulebook, error)) (edition, error) {
	saved, version, err := rulebooks.Current(ctx, s.Store)
	if err != nil {
		return edition{}, err
	}
	edited, err := change(saved)
	if err != nil {
		return edition{}, err
	}
	e := edition{saved, edited}
	changes := e.changes()
	if len(changes) == 0 {
		return e, nil
	}
	return e, s.save(ctx, edited, rulebooks.Base{Version: version, TimeZone: saved.TimeZone}, rulebook.DescribeChanges(changes))
}

// save puts book in force if nobody has saved since base, with summary as its line in
// the history.
func (s *session) save(ctx context.Context, book rulebook.Rulebook, base rulebooks.Base, summary string) error {
	_, err := rulebooks.SaveFrom(ctx, s.Store, book, base, rulebooks.Commit{Who: userName(), At: value.FromTime(time.Now()), Summary: summary})
	return err
}

// userName returns who runs the program, as the history shows it: the user that the
// system knows the process by. The environment is not asked, as anybody sets it;
// TRIALIST_USER is taken, for accounts that several people share, and shown as what
// it is.
func userName() string {
	if name := strings.TrimSpace(os.Getenv("TRIALIST_USER")); name != "" {
		return string(clean.Limit(name, maxUserName)) + " (TRIALIST_USER)"
	}
	id := os.Getuid()
	if id < 0 { // not on this system
		if u, err := user.Current(); err == nil && u.Username != "" {
			return u.Username
		}
		return "unknown"
	}
	// Where the number has no name user.Current takes it from the environment.
	if u, err := user.LookupId(strconv.Itoa(id)); err == nil && u.Username != "" {
		return u.Username
	}
	return "user " + strconv.Itoa(id)
}

// maxUserName is how much of a name is kept, in characters.
const maxUserName = 100
