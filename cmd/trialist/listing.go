package main

import (
	"fmt"
	"io"
	"iter"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"

	"trialist/scoring/filter"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
)

// listing is a ranking, or the part of it that a filter and a limit leave. However
// long it is, some thousand rows of it are in memory at a time.
type listing struct {
	*view
	query    listQuery
	filter   filter.Filter                 // as the query says it
	rows     iter.Seq2[[]store.Row, error] // best first
	listed   int                           // how many rows there are
	lastRank int                           // of the last of them
	total    int                           // how many match, listed or not
}

// spareMemory is how much more memory than it needs a listing may take, in percent.
// A collection takes 10 ms, and there are some ten of them in a million rows.
const spareMemory = 50

// listed is a trial and the signals it matches, in the words of a format.
type listed struct {
	trial
	slot       int
	signals    string
	fitSignals string
}

// each visits the trials, and calls block after every few thousand. Words puts the
// names of the signals that one matches in words.
func (l *listing) each(words func([]string) string, visit func(*listed), block func() error) error {
	defer debug.SetGCPercent(debug.SetGCPercent(spareMemory))
	adoption, fit := newMatchedWords(l.view, rulebook.Adoption, words), newMatchedWords(l.view, rulebook.Fit, words)
	for rows, err := range l.rows {
		if err != nil {
			return err
		}
		for _, row := range rows {
			slot := int(row.Slot)
			visit(&listed{trial: l.trial(row), slot: slot, signals: adoption.of(slot), fitSignals: fit.of(slot)})
		}
		if err := block(); err != nil {
			return err
		}
	}
	return nil
}

// joined puts names in words with something between them.
func joined(between string) func([]string) string {
	return func(names []string) string { return strings.Join(names, between) }
}

func (l *listing) csv(w io.Writer) error {
	out := newSheet(w,
		"rank", "id", "name", "status", "adoption", "adoption_band", "fit", "fit_band",
		"qualified", "days_left", "last_seen", "owner", "last_touch", "signals", "fit_signals",
	)
	err := l.each(joined("; "), func(t *listed) {
		out.row(
			orBlank(t.Rank, strconv.Itoa), t.ID, orBlank(t.Name, same), t.Status.String(),
			orBlank(t.Adoption, tenths.String), orBlank(t.AdoptionBand, same),
			orBlank(t.Fit, tenths.String), orBlank(t.FitBand, same),
			yesNo(t.Qualified), orBlank(t.DaysLeft, tenths.String), t.LastSeen.String(), orBlank(t.Owner, same),
			orBlank(t.LastTouch, touch.String), t.signals, t.fitSignals,
		)
	}, out.flush)
	if err != nil {
		return err
	}
	return out.flush()
}

func (l *listing) table(w io.Writer) error {
	if l.listed == 0 {
		return say(w, l.whyEmpty())
	}
	status := ""
	if l.query.status == "all" {
		status = "status"
	}
	t := newTable(
		column{header: "#", right: true}, column{header: ""}, column{header: "trial", cut: true},
		column{header: "adoption", right: true}, column{header: "fit", right: true},
		column{header: status, drop: 6}, column{header: "left", right: true, drop: 1},
		column{header: "seen", right: true, drop: 3}, column{header: "owner", drop: 4},
		column{header: "last touch", drop: 5}, column{header: "signals", cut: true, drop: 2},
	)
	t.widen(0, strconv.Itoa(l.lastRank)) // which is the widest one
	err := l.each(joined(", "), func(trial *listed) {
		name := trial.ID
		if trial.Name != nil {
			name = *trial.Name + "  " + trial.ID
		}
		kind := "" // a column that has nothing to tell is not there
		if status != "" {
			kind = trial.Status.String()
		}
		t.add(
			orBlank(trial.Rank, strconv.Itoa), tick(trial.Qualified), name,
			rounded(l.ranking.Score(rulebook.Adoption, trial.slot)), rounded(l.ranking.Score(rulebook.Fit, trial.slot)),
			kind, orBlank(trial.DaysLeft, func(d tenths) string { return d.String() + "d" }),
			l.since(trial.LastSeen), orBlank(trial.Owner, same), orBlank(trial.LastTouch, touch.String),
			trial.signals,
		)
	}, func() error { return t.write(w) })
	if err != nil {
		return err
	}
	return say(w, l.caption())
}

// caption tells what the table is of.
func (l *listing) caption() string {
	caption := fmt.Sprintf("%d of %d", l.listed, l.total)
	if l.total < l.ranking.Len() {
		caption += fmt.Sprintf(" that match, of %d", l.ranking.Len())
	}
	caption += " · as of " + shortTime(l.asOf)
	if len(l.book.Card.Enabled(rulebook.Adoption))+len(l.book.Card.Enabled(rulebook.Fit)) == 0 {
		caption += " · no signals yet, so no scores; see trialist signals add --help"
	}
	return caption
}

// hidden says that the filter leaves nothing. One that asks for a status
// chooses among the accounts that --status lists, and those are trials unless
// it says otherwise.
func (l *listing) hidden() string {
	asksStatus := func(t filter.Term) bool { return t.Field == filter.StatusField }
	if l.query.status != "all" && slices.ContainsFunc(l.filter.Terms, asksStatus) {
		return fmt.Sprintf("the filter hides all %d; it looks among accounts with %s status, say --status all for every account",
			l.ranking.Len(), l.query.status)
	}
	return fmt.Sprintf("the filter hides all %d; list without --filter", l.ranking.Len())
}

// whyEmpty says why nothing is listed and what to do about it.
func (l *listing) whyEmpty() string {
	var others []string
	for _, status := range rulebook.Statuses() {
		if n := l.people.Count(status); n > 0 {
			others = append(others, plural(n, "is", "are")+" "+status.String())
		}
	}
	switch {
	case l.ranking.Len() > 0:
		return l.hidden()
	case len(others) == 0 && len(l.people.Status) > 0:
		return fmt.Sprintf("no account exists yet as of %s; say another time with --as-of", shortTime(l.asOf))
	case len(others) == 0:
		return "nothing imported yet; trialist import FILE reads customers and events"
	}
	return fmt.Sprintf("no account has %s status as of %s; %s; ask for others with --status, or another time with --as-of",
		strings.ReplaceAll(l.query.status, "-", " "), shortTime(l.asOf), strings.Join(others, ", "))
}

// since is how long before as-of something was: 5m, 3h, 12d.
func (l *listing) since(at instant) string {
	when := value.Instant(at)
	if !when.Known() {
		return ""
	}
	switch ago := l.asOf - when; {
	case ago < value.Hour:
		return fmt.Sprintf("%dm", ago/value.Minute)
	case ago < value.Day:
		return fmt.Sprintf("%dh", ago/value.Hour)
	default:
		return fmt.Sprintf("%dd", ago/value.Day)
	}
}
