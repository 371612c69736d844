package listing

import (
	"fmt"
	"io"
	"iter"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"

	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/segments"
	"trialist/cmd/trialist/session"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/bitset"
	"trialist/scoring/filter"
	"trialist/scoring/pace"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store/accounts"
)

// Listing is a ranking, or the part of it that a filter and a limit leave. A few
// thousand rows of it are in memory at a time, however long it is.
type Listing struct {
	*session.RankedWorkspace
	query      Query
	filter     filter.Filter                    // of the query
	rows       iter.Seq2[[]accounts.Row, error] // best first
	listed     int                              // number of rows
	lastRank   int                              // rank of the last row
	left       session.Passing                  // who would be listed too, but for being snoozed or dismissed
	total      int                              // number that match the filter, with or without the limit
	inSegments func() ([]bitset.Bits, error)    // the accounts of each segment of the rulebook, for what prints them
	paces      *pace.Paces                      // nil where nobody asked
	beside     func() (beside, error)           // of the accounts that are listed, likewise
}

// listingGCPercent is the garbage collector's target while a listing is printed, in
// percent of the live heap. A collection takes 10 ms, and a million rows need about
// ten.
const listingGCPercent = 50

// listedTrial is a trial and the names of the signals it matches, joined as a format
// needs them.
type listedTrial struct {
	trial
	slot       int
	signals    string
	fitSignals string
	segments   string
	pace       *paceJSON // nil where nobody asked
}

// eachTrial calls visit for every trial in order, and block after every few
// thousand. Words joins the names of the signals that a trial matches, and of the
// segments that it is in; nil segments are not looked at.
func (l *Listing) eachTrial(s []bitset.Bits, beside beside, words func([]string) string, visit func(*listedTrial), block func() error) error {
	defer debug.SetGCPercent(debug.SetGCPercent(listingGCPercent))
	adoption, fit := newSignalNames(l.RankedWorkspace, rulebook.Adoption, words), newSignalNames(l.RankedWorkspace, rulebook.Fit, words)
	for rows, err := range l.rows {
		if err != nil {
			return err
		}
		for _, row := range rows {
			slot := int(row.Slot)
			t := listedTrial{trial: newTrial(l.RankedWorkspace, row, beside), slot: slot, signals: adoption.of(slot), fitSignals: fit.of(slot), segments: words(segments.NamesOf(l.RankedWorkspace, slot, s))}
			if l.paces != nil {
				t.pace = newPaceJSON(l.paces.Of(slot))
			}
			visit(&t)
		}
		if err := block(); err != nil {
			return err
		}
	}
	return nil
}

// joinWith returns a function that joins names with a separator.
func joinWith(between string) func([]string) string {
	return func(names []string) string { return strings.Join(names, between) }
}

func (l *Listing) CSV(w io.Writer) error {
	columns := []string{
		"rank", "id", "name", "status", "adoption", "adoption_band", "fit", "fit_band",
		"qualified", "days_left", "last_seen", "owner", "last_touch", "signals", "fit_signals", "segments", "hand_raised", "class", "disqualified",
		"adoption_possible", "fit_possible",
	}
	if l.paces != nil {
		columns = append(columns, "pace", "pace_day")
	}
	out := output.NewCSVWriter(w, columns...)
	segments, err := l.inSegments()
	if err != nil {
		return err
	}
	beside, err := l.beside()
	if err != nil {
		return err
	}
	err = l.eachTrial(segments, beside, joinWith("; "), func(t *listedTrial) {
		row := []string{
			output.OrBlank(t.Rank, strconv.Itoa), t.ID, output.OrBlank(t.Name, output.Identity), t.Status.String(),
			output.OrBlank(t.Adoption, output.Tenths.String), output.OrBlank(t.AdoptionBand, output.Identity),
			output.OrBlank(t.Fit, output.Tenths.String), output.OrBlank(t.FitBand, output.Identity),
			output.YesNo(t.Qualified), output.OrBlank(t.DaysLeft, output.Tenths.String), t.LastSeen.String(), output.OrBlank(t.Owner, output.Identity),
			output.OrBlank(t.LastTouch, touch.String), t.signals, t.fitSignals, t.segments,
			output.YesNo(t.HandRaised), output.OrBlank(t.Class, output.Identity), strings.Join(t.Disqualified, "; "),
			output.OrBlank(t.AdoptionPossible, output.Tenths.String), output.OrBlank(t.FitPossible, output.Tenths.String),
		}
		if t.pace != nil {
			row = append(row, output.OrBlank(t.pace.Pace, output.Tenths.String), output.OrBlank(t.pace.Day, strconv.Itoa))
		}
		out.WriteRow(row...)
	}, out.Flush)
	if err != nil {
		return err
	}
	return out.Flush()
}

func (l *Listing) Table(w io.Writer) error {
	if l.listed == 0 {
		return terminal.PrintLine(w, l.emptyReason())
	}
	status, pace := "", "" // an empty column is left out
	if l.query.status == "all" {
		status = "status"
	}
	if l.paces != nil {
		pace = "pace"
	}
	t := output.NewTable(
		output.Column{Header: "#", AlignRight: true}, output.Column{Header: ""}, output.Column{Header: ""},
		output.Column{Header: "trial", Shrinkable: true, MinWidth: 24, DropOrder: 1}, output.Column{Header: "id"},
		output.Column{Header: "adoption", AlignRight: true}, output.Column{Header: "fit", AlignRight: true}, output.Column{Header: pace, AlignRight: true},
		output.Column{Header: status, DropOrder: 3}, output.Column{Header: "left", AlignRight: true, DropOrder: 2},
		output.Column{Header: "seen", AlignRight: true, DropOrder: 4}, output.Column{Header: "owner", Shrinkable: true, DropOrder: 5},
		output.Column{Header: "last touch", DropOrder: 6}, output.Column{Header: "signals", Shrinkable: true, MinWidth: 20, DropOrder: 7},
	)
	t.ReserveWidth(0, strconv.Itoa(l.lastRank)) // the widest rank
	err := l.eachTrial(nil, beside{}, joinWith(", "), func(trial *listedTrial) {
		kind, ahead := "", ""
		if status != "" {
			kind = trial.Status.String()
		}
		if trial.pace != nil && trial.pace.Pace != nil {
			ahead = strconv.Itoa(l.paces.Percentile(trial.slot).Rounded()) + " %"
		}
		t.AddRow(
			output.OrBlank(trial.Rank, strconv.Itoa), qualifiedMark(trial), handMark(trial.HandRaised), output.OrBlank(trial.Name, output.Identity), trial.ID,
			output.RoundedScore(l.Ranking.Score(rulebook.Adoption, trial.slot)), output.RoundedScore(l.Ranking.Score(rulebook.Fit, trial.slot)), ahead,
			kind, output.OrBlank(trial.DaysLeft, func(d output.Tenths) string { return d.String() + "d" }),
			l.ago(trial.LastSeen), output.OrBlank(trial.Owner, output.Identity), output.OrBlank(trial.LastTouch, touch.String),
			trial.signals,
		)
	}, func() error { return t.Write(w) })
	if err != nil {
		return err
	}
	caption := l.caption()
	if omitted := t.Omitted(); omitted != "" {
		caption += " · " + omitted
	}
	return terminal.PrintLine(w, caption)
}

// handMark marks a trial that raised a hand.
func handMark(raised bool) string {
	if raised {
		return "!"
	}
	return ""
}

// caption says how many trials the table lists, of how many, and as of when.
func (l *Listing) caption() string {
	caption := fmt.Sprintf("%d of %d", l.listed, l.total)
	if l.total < l.Ranking.Len() && !l.filter.Empty() {
		caption += fmt.Sprintf(" that match, of %d", l.Ranking.Len())
	}
	if raised := l.passingHands(); raised > 0 {
		caption += fmt.Sprintf(" · %d raised a hand (!)", raised)
	}
	caption += " · as of " + l.Population.Zone.ShortTime(l.AsOf)
	if hidden := l.left.Text(); hidden != "" {
		caption += " · " + hidden + "; --hidden lists them"
	}
	if out := l.LeftOutText(); out != "" && l.query.status != "left-out" {
		caption += " · " + out
	}
	if unknown := l.UnknownText(); unknown != "" {
		caption += " · " + unknown
	}
	if len(l.Book.Card.Enabled(rulebook.Adoption))+len(l.Book.Card.Enabled(rulebook.Fit)) == 0 {
		caption += " · no signals yet, so no scores; see trialist signals add --help"
	}
	return caption
}

// passingHands is how many of the trials that match the filter raised a hand.
func (l *Listing) passingHands() int {
	n := 0
	for slot := range l.Ranking.HandRaisedSlots().And(l.left.Slots).All() {
		if l.Ranking.Position(slot) >= 0 {
			n++
		}
	}
	return n
}

// filterHidesAll says that the filter matches nothing. A filter that asks for a
// status chooses among the accounts that --status lists, which are trials by
// default.
func (l *Listing) filterHidesAll() string {
	asksStatus := func(t filter.Term) bool { return t.Field == filter.StatusField }
	if l.query.status != "all" && slices.ContainsFunc(l.filter.Terms, asksStatus) {
		return fmt.Sprintf("the filter hides all %d; it looks among accounts with %s status, say --status all for every account",
			l.Ranking.Len(), l.query.status)
	}
	return fmt.Sprintf("the filter hides all %d; list without --filter", l.Ranking.Len())
}

// emptyReason says why nothing is listed and what to do about it.
func (l *Listing) emptyReason() string {
	var others []string
	for _, status := range rulebook.Statuses() {
		if n := l.Population.Count(status); n > 0 {
			others = append(others, output.Plural(n, "is", "are")+" "+status.String())
		}
	}
	switch {
	case l.left.Text() != "":
		return l.left.Text() + "; --hidden lists them"
	case l.Ranking.Len() > 0:
		return l.filterHidesAll()
	case l.query.status == "left-out":
		return "no account is left out; trialist config set left_out CONDITION says which are"
	case len(others) == 0 && l.Gaps.UnknownAccounts == len(l.Population.Status) && l.Gaps.UnknownAccounts > 0:
		return "no customers yet: " + l.UnknownText()
	case len(others) == 0 && l.Population.LeftOut.Any():
		return output.Plural(l.Population.LeftOut.Count(), "account is", "accounts are") + " left out, and there are no others; list --status left-out lists them, trialist config set left_out nobody counts them again"
	case len(others) == 0 && len(l.Population.Status) > 0:
		return fmt.Sprintf("no account exists yet as of %s; say another time with --as-of", l.Population.Zone.ShortTime(l.AsOf))
	case len(others) == 0:
		return "nothing imported yet; trialist import FILE reads customers and events"
	}
	return fmt.Sprintf("no account has %s status as of %s; %s; ask for others with --status, or another time with --as-of",
		strings.ReplaceAll(l.query.status, "-", " "), l.Population.Zone.ShortTime(l.AsOf), strings.Join(others, ", "))
}

// ago is how long before the as-of something was: 5m, 3h, 12d. It is "" when the
// time is not known.
func (l *Listing) ago(at output.Instant) string {
	when := value.Instant(at)
	if !when.Known() {
		return ""
	}
	switch ago := l.AsOf - when; {
	case ago < value.Hour:
		return fmt.Sprintf("%dm", ago/value.Minute)
	case ago < value.Day:
		return fmt.Sprintf("%dh", ago/value.Hour)
	default:
		return fmt.Sprintf("%dd", ago/value.Day)
	}
}

// qualifiedMark is whether a trial is qualified, or disqualified.
func qualifiedMark(t *listedTrial) string {
	if len(t.Disqualified) > 0 {
		return "✗"
	}
	return output.CheckMark(t.Qualified)
}
