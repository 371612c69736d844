package columns

import (
	"slices"
	"strings"

	"trialist/store/feed/field"
)

// Some headers mean a field only where the cells say so too.

// findWithEvidence is [Layout.find], but for counts, which must be whole numbers.
func (l *Layout) findWithEvidence(n field.Headers) int {
	for _, i := range l.named(n.Names) {
		if n.Field != field.Count || l.profile.Rows == 0 || l.profile.MostlyWhole(i) || field.IsSureCount(l.Columns[i].plain) {
			return i
		}
	}
	return -1
}

// assignSignUp finds the start of the trial of customers in a column such as "signed up",
// where its cells are times.
func (l *Layout) assignSignUp() {
	if l.Kind != field.Customers || l.Index(field.TrialStart) >= 0 || len(l.named(field.TrialNames)) > 0 {
		return
	}
	for _, i := range l.named(field.SignUps) {
		if l.profile.MostlyTimes(i) && !l.profile.MostlyBlank(i) {
			l.Columns[i].Field = field.TrialStart
			return
		}
	}
}

// assignStatus finds the status of customers in a column that its header alone does not make
// one, such as state. All of its cells have to be words of statuses, and some have to say
// that a trial goes on: beside them, active means paying. Where two columns are such, neither
// is it, and the import names both.
func (l *Layout) assignStatus() {
	if l.Kind != field.Customers || l.Index(field.Status) >= 0 {
		return
	}
	status := -1
	for i := range l.Columns {
		c := &l.Columns[i]
		if c.Field != "" || !l.profile.HasStatuses(i) || !namesStatus(c.plain) {
			continue
		}
		if status >= 0 {
			return
		}
		status = i
	}
	if status >= 0 {
		l.Columns[status].Field = field.Status
	}
}

// namesStatus reports whether a plain name may be that of the status of accounts.
func namesStatus(name string) bool {
	return slices.ContainsFunc([]string{"status", "state", "stage", "statut", "état", "etat", "estado", "stato", "zustand", "situação", "situacao", "stan", "tila", "phase"},
		func(part string) bool { return strings.Contains(name, part) })
}

// noteQuantity says which column could be the count of events, where each event has a day
// alone and a number that nothing uses.
func (l *Layout) noteQuantity() {
	time := l.Index(field.Time)
	if time < 0 || l.Index(field.Count) >= 0 || l.Index(field.TimeOfDay) >= 0 || !l.profile.MostlyDays(time) {
		return
	}
	for _, i := range l.named(field.Quantities) {
		if l.profile.MostlyWhole(i) {
			l.Notes.Say("each row counts as one event; if %q says how often it happened, say --map '%s=count'", l.Columns[i].Header, l.Columns[i].Header)
			return
		}
	}
}
