package main

import (
	"context"
	"strings"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/edit"
	"trialist/cmd/trialist/session"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
)

// setTunedBefore says which trials helped to choose the weights of a side: those that
// started before a time, or none.
func setTunedBefore(side rulebook.Side) func(ctx context.Context, s *session.Session, text string) (string, error) {
	return func(ctx context.Context, s *session.Session, text string) (string, error) {
		zone, _, err := s.TimeZone(ctx)
		if err != nil {
			return "", err
		}
		before := value.Instant(0)
		if text = strings.TrimSpace(text); text != "none" {
			var ok bool
			before, ok, err = session.ParseTime(side.String()+"_tuned_before", text, zone)
			if err == nil && (!ok || before <= 0) {
				err = cli.Usagef("%s_tuned_before: %q is not a day such as 2026-09-24 or a time such as 2026-09-24T14:39:37Z; or say none", side, text)
			}
			if err != nil {
				return "", err
			}
		}
		_, err = edit.Apply(ctx, s, func(book rulebook.Rulebook) (rulebook.Rulebook, error) {
			book.Card = book.Card.Clone()
			book.Card.TunedBefore[side] = before
			return book, book.Validate()
		})
		switch {
		case err != nil:
			return "", err
		case before == 0:
			return "all trials that have ended judge the " + side.String() + " weights", nil
		}
		return "trials that started before " + zone.ShortTime(before) + " do not judge the " + side.String() + " weights", nil
	}
}
