package edit

import (
	"context"
	"errors"
	"fmt"
	"time"

	"trialist/cmd/trialist/session"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/rulebooks"
	"trialist/store/workflows"
)

// Edit is the rulebook in force before a command and after it, or as it would be.
type Edit struct{ Was, Now rulebook.Rulebook }

// Changes returns what is different, none if the command left the rulebook as it
// was.
func (e Edit) Changes() []rulebook.Change { return rulebook.Diff(e.Was, e.Now) }

// Apply changes the rulebook in force and saves it with a line in its history, if
// anything is different. If somebody else saves in between, it applies change again
// to what they saved: a command says what to do, not what the result must be.
func Apply(ctx context.Context, s *session.Session, change func(rulebook.Rulebook) (rulebook.Rulebook, error)) (Edit, error) {
	for try := 1; ; try++ {
		e, err := editOnce(ctx, s, change)
		if try == maxEditAttempts || !errors.Is(err, store.ErrConflict) {
			return e, err
		}
	}
}

// maxEditAttempts is how often a change is tried. Each failure means that somebody
// else saved, so all attempts fail only if this many save at once.
const maxEditAttempts = 50

// preview returns what edit would do, and saves nothing.
func preview(ctx context.Context, s *session.Session, change func(rulebook.Rulebook) (rulebook.Rulebook, error)) (Edit, error) {
	saved, _, err := rulebooks.Current(ctx, s.Store)
	if err != nil {
		return Edit{}, err
	}
	edited, err := change(saved)
	if err != nil {
		return Edit{}, err
	}
	return Edit{saved, edited}, edited.Validate()
}

// editOnce is one attempt of edit. It returns store.ErrConflict if somebody else
// saved in between.
func editOnce(ctx context.Context, s *session.Session, change func(rulebook.Rulebook) (rulebook.Rulebook, error)) (Edit, error) {
	saved, version, err := rulebooks.Current(ctx, s.Store)
	if err != nil {
		return Edit{}, err
	}
	edited, err := change(saved)
	if err != nil {
		return Edit{}, err
	}
	e := Edit{saved, edited}
	changes := e.Changes()
	if len(changes) == 0 {
		return e, nil
	}
	err = Save(ctx, s, edited, rulebooks.Base{Version: version, TimeZone: saved.TimeZone}, rulebook.DescribeChanges(changes))
	if err != nil {
		return e, err
	}
	if err := workflows.Start(ctx, s.Cache, edited, s.AsOf); err != nil {
		return e, fmt.Errorf("this was saved, but the workflows that it enables start at their next run: %w", err)
	}
	return e, nil
}

// Save puts book in force if nobody has saved since base, with summary as its line in
// the history.
func Save(ctx context.Context, s *session.Session, book rulebook.Rulebook, base rulebooks.Base, summary string) error {
	_, err := rulebooks.SaveFrom(ctx, s.Store, book, base, rulebooks.Commit{Who: session.UserName(), At: value.FromTime(time.Now()), Summary: summary})
	return err
}
