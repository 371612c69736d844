package accounts

import (
	"database/sql"
	"fmt"
	"slices"

	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store/tables"
)

// TouchKind is what a sales rep did.
type TouchKind uint8

// The kinds of touch.
const (
	Called TouchKind = iota
	Mailed
	Noted
	Snoozed   // out of the list until a day: Until
	Dismissed // out of the list: Body is the reason
	Assigned  // the account was given to somebody: Body is the name, "" for nobody
	Met       // Body is the outcome
	Restored  // back in the list: snoozed and dismissed no longer
)

// touchKinds are the kinds as they are stored and shown.
var touchKinds = []string{
	Called: "called", Mailed: "mailed", Noted: "note", Snoozed: "snoozed", Dismissed: "dismissed", Assigned: "owner", Met: "met",
	Restored: "restored",
}

// String is the kind as users see it, such as "called" or "note".
func (k TouchKind) String() string {
	if int(k) < len(touchKinds) {
		return touchKinds[k]
	}
	return "unknown"
}

// ParseTouchKind reads what String prints.
func ParseTouchKind(s string) (TouchKind, error) {
	if i := slices.Index(touchKinds, s); i >= 0 {
		return TouchKind(i), nil
	}
	return 0, fmt.Errorf("unknown touch %q: use called, mailed, met, note, snoozed, dismissed, restored or owner", s)
}

// HasText reports whether a touch of the kind has a text that can be edited.
func (k TouchKind) HasText() bool {
	switch k {
	case Called, Mailed, Noted, Dismissed, Met:
		return true
	case Snoozed, Assigned, Restored:
	}
	return false
}

// Touch is something that a sales rep did about an account.
type Touch struct {
	ID      int64  // given by [AddTouches]
	Account string // external id
	At      value.Instant
	Kind    TouchKind
	Who     string // "" when not said
	Body    string // what was said, as it was last edited, or the new owner
	// Until is when a snooze ends: the day as its midnight UTC, in whose first moment in
	// the zone of the workspace it is over. It is 0 for other kinds.
	Until value.Instant
	// Higher is whether a dismissal ends in an adoption band above Band, which is the one
	// at the time.
	Higher bool
	Band   rulebook.Band
	Batch  int64 // the same for touches that were made together
	Undone bool  // it was undone or deleted, and counts no longer
}

// validate is the error for a touch that cannot be stored.
func (t *Touch) validate() error {
	switch {
	case int(t.Kind) >= len(touchKinds):
		return fmt.Errorf("unknown kind of touch %d", t.Kind)
	case t.Kind == Snoozed && (t.Until <= 0 || !value.IsDay(t.Until)):
		return fmt.Errorf("a snooze ends on a day, not at %v", t.Until)
	case t.Kind != Snoozed && t.Until != 0:
		return fmt.Errorf("%v has no end", t.Kind)
	case t.Kind != Dismissed && t.Higher:
		return fmt.Errorf("%v does not depend on a band", t.Kind)
	}
	return nil
}

// row is the touch as it is stored, of the account and the batch with the ids.
func (t *Touch) row(account, batch int64) tables.TouchRow {
	return tables.TouchRow{
		Account: account, ID: t.ID, At: int64(t.At), Kind: t.Kind.String(), Who: t.Who, Body: t.Body,
		Until: int64(t.Until), Band: sql.NullInt64{Int64: int64(t.Band), Valid: t.Higher}, Batch: batch,
	}
}

// touchOf reads a row. Its Account is left out.
func touchOf(r *tables.TouchRow) (Touch, error) {
	kind, err := ParseTouchKind(r.Kind)
	return Touch{
		ID: r.ID, At: value.Instant(r.At), Kind: kind, Who: r.Who, Body: r.Body, Until: value.Instant(r.Until),
		Higher: r.Band.Valid, Band: rulebook.Band(r.Band.Int64), Batch: r.Batch, Undone: r.UndoneAt != 0,
	}, err
}
