package listing

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"trialist/cmd/trialist/cli"
	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/segments"
	"trialist/cmd/trialist/session"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/account"
	"trialist/scoring/bitset"
	"trialist/scoring/class"
	"trialist/scoring/condition"
	"trialist/scoring/explain"
	"trialist/scoring/pace"
	"trialist/scoring/possible"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/store"
	"trialist/store/accounts"
	"trialist/ui/clean"
)

func NewShow(g *session.Globals) *cobra.Command {
	var asJSON, pace bool
	cmd := &cobra.Command{
		Use:   "show {ID|NAME}",
		Short: "Show one account: scores, evidence, what would raise it, touches",
		Args:  cli.ExactArgs("the ID of an account, or its NAME if no other has it"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return g.WithWorkspaceToRead(cmd.Context(), func(s *session.Session) error {
				d, err := findDetail(cmd.Context(), s, args[0], pace)
				if err != nil {
					return err
				}
				if asJSON {
					return output.WriteJSON(cmd.OutOrStdout(), d)
				}
				return d.write(cmd.OutOrStdout())
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	cmd.Flags().BoolVar(&pace, "pace", false, "also say where the trial stands among finished ones at the same day")
	return cmd
}

// detail is one account in the JSON contract.
type detail struct {
	Version   int                `json:"version"`
	AsOf      output.Instant     `json:"as_of"`
	Weighting rulebook.Weighting `json:"weighting"`
	trial
	*paceJSON
	TrialStart      output.Instant `json:"trial_started_at"`
	TrialEnd        output.Instant `json:"trial_ends_at"`
	Signals         []string       `json:"signals"` // matched, on the adoption side
	Segments        []string       `json:"segments"`
	LeftOutBy       []string       `json:"left_out_by"`   // the rules that leave the account out
	Disqualifiers   []disqualifier `json:"disqualifiers"` // those that hold, in their order
	AdoptionSignals []signalDetail `json:"adoption_signals"`
	FitSignals      []signalDetail `json:"fit_signals"`
	Raise           []raise        `json:"raise"`
	Missing         []missing      `json:"missing"` // attributes that could raise a score, by side the most valuable first
	Attributes      map[string]any `json:"attributes"`
	Contacts        []contact      `json:"contacts"`
	Touches         []touch        `json:"touches"`

	account account.Account
	paces   *pace.Paces // nil where nobody asked
	slot    int
	zone    *value.Zone
}

// signalDetail is an enabled signal and what it earns one account.
type signalDetail struct {
	Name     string        `json:"name"`
	Weight   int           `json:"weight"`
	Matched  bool          `json:"matched"`
	Points   output.Tenths `json:"points"`
	Possible output.Tenths `json:"possible"`
	Evidence string        `json:"evidence"`
	Level    int           `json:"level"`   // how many levels hold
	Levels   int           `json:"levels"`  // 1 of a signal without levels
	Outlook  *string       `json:"outlook"` // of a signal with levels: what it earns, and when more and less
}

// raise is what one more matched signal would change.
type raise struct {
	Signal    string        `json:"signal"`
	Side      rulebook.Side `json:"side"`
	Points    output.Tenths `json:"points"`
	Score     output.Tenths `json:"score"`
	Band      string        `json:"band"`
	Qualifies bool          `json:"qualifies"`
	Level     int           `json:"level"` // that it would reach
	Levels    int           `json:"levels"`
}

// missing is an attribute that is not known and that could raise a score.
type missing struct {
	Attribute string        `json:"attribute"`
	Contact   bool          `json:"contact"` // of the contacts
	Side      rulebook.Side `json:"side"`
	Points    output.Tenths `json:"points"` // if it alone were known and held
}

// contact is a person of an account.
type contact struct {
	ID         string         `json:"id"`
	Attributes map[string]any `json:"attributes"`
}

// Find looks up an account by its external id, or by its name if no other has it. It
// returns store.ErrNotFound if there is none.
func Find(ctx context.Context, s *session.Session, idOrName string) (account.Account, error) {
	found, missing := accounts.ByID(ctx, s.Store, idOrName)
	if !errors.Is(missing, store.ErrNotFound) {
		return found, missing
	}
	ids, err := accounts.IDsByName(ctx, s.Store, idOrName)
	switch {
	case err != nil:
		return found, err
	case len(ids) == 0:
		return found, missing
	case len(ids) == 1:
		return accounts.ByID(ctx, s.Store, ids[0])
	}
	const most = 5
	var words []string
	for _, id := range ids[:min(len(ids), most)] {
		words = append(words, strconv.Quote(id))
	}
	if more := len(ids) - most; more > 0 {
		words = append(words, fmt.Sprintf("%d more", more))
	}
	return found, fmt.Errorf("%d accounts are called %q; show one of them by its id: %s", len(ids), idOrName, value.JoinList(words, "or"))
}

// findDetail looks up an account as Find does.
func findDetail(ctx context.Context, s *session.Session, idOrName string, withPace bool) (*detail, error) {
	account, err := Find(ctx, s, idOrName)
	if err != nil {
		return nil, err
	}
	slot, err := accounts.SlotOf(ctx, s.Store, account.ID)
	if err != nil {
		return nil, err
	}
	touches, err := accounts.Touches(ctx, s.Store, account.ID, s.TouchesAt())
	if err != nil {
		return nil, err
	}
	v, err := s.RankTrials(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := accounts.Rows(ctx, s.Store, []uint32{slot}, s.TouchesAt())
	if err != nil {
		return nil, err
	}
	found, err := segments.Evaluate(ctx, v, v.Book.Segments.List)
	if err != nil {
		return nil, err
	}
	shown := bitset.New(len(v.Population.Status))
	shown.Set(int(slot))
	classes, err := class.FindAmong(ctx, v.FilterSource(), v.Population, v.Book.Card, shown)
	if err != nil {
		return nil, err
	}
	d := newDetail(v, newTrial(v, rows[0], beside{classes: classes}), int(slot), account, touches)
	d.Segments = segments.NamesOf(v, int(slot), found)
	if withPace {
		waiting, done := v.WithProgress(ctx)
		defer done()
		if d.paces, err = v.FilterSource().Paces(waiting, v.Population, v.Book.Card); err != nil {
			return nil, err
		}
		d.paceJSON = newPaceJSON(d.paces.Of(d.slot))
	}
	return d, nil
}

func newDetail(v *session.RankedWorkspace, listed trial, slot int, account account.Account, touches []accounts.Touch) *detail {
	d := &detail{
		Version:         output.JSONVersion,
		AsOf:            output.Instant(v.AsOf),
		Weighting:       v.Book.Card.Weighting,
		trial:           listed,
		TrialStart:      output.Instant(v.Population.Start[slot]),
		TrialEnd:        output.Instant(v.Population.End[slot]),
		Signals:         matchedNames(v, rulebook.Adoption, slot),
		AdoptionSignals: signalDetails(v, rulebook.Adoption, slot, &account),
		FitSignals:      signalDetails(v, rulebook.Fit, slot, &account),
		Raise:           []raise{},
		Missing:         []missing{},
		LeftOutBy:       []string{},
		Disqualifiers:   disqualifiers(v, slot, &account),
		Attributes:      attributesJSON(account.Attributes),
		Contacts:        []contact{},
		Touches:         []touch{},
		account:         account,
		slot:            slot,
		zone:            v.Population.Zone,
	}
	if d.Status == rulebook.LeftOut {
		for _, r := range explain.HoldingRules(v.Book.Lifecycle.LeftOut, &account, v.Moment()) {
			d.LeftOutBy = append(d.LeftOutBy, condition.Condition{Rules: []condition.Rule{r}}.String())
		}
	}
	for _, step := range explain.Gains(v.Book.Card, v.Ranking.SignalMask(rulebook.Adoption, slot), v.Ranking.SignalMask(rulebook.Fit, slot)) {
		d.Raise = append(d.Raise, raise{
			Signal: step.Signal.Name, Side: step.Signal.Side, Points: output.Tenths(step.Points),
			Score: output.Tenths(step.Score.Tenths()), Band: step.Band.Name(step.Signal.Side), Qualifies: step.Qualifies,
			Level: step.Level, Levels: step.Levels,
		})
	}
	d.findMissing(v, &account)
	for _, c := range account.Contacts {
		d.Contacts = append(d.Contacts, contact{c.ID, attributesJSON(c.Attributes)})
	}
	for _, t := range touches {
		d.Touches = append(d.Touches, touchOf(t, v.Population.Zone))
	}
	return d
}

// findMissing says what is not known of the account, and the scores that it would reach.
func (d *detail) findMissing(v *session.RankedWorkspace, account *account.Account) {
	for _, side := range rulebook.Sides() {
		found := possible.Assess(v.Book.Card, side, account, v.Moment())
		score := output.ScoreOrNull(found.Score)
		if side == rulebook.Fit {
			d.FitPossible = score
		} else {
			d.AdoptionPossible = score
		}
		for _, m := range found.Missing {
			d.Missing = append(d.Missing, missing{m.Name, m.Contact, side, output.Tenths(m.Points)})
		}
	}
}

// signalDetails lists the enabled signals of a side with the points that each earns and
// the evidence for it.
func signalDetails(v *session.RankedWorkspace, side rulebook.Side, slot int, account *account.Account) []signalDetail {
	list := []signalDetail{}
	for _, p := range explain.Contributions(v.Book.Card, side, v.Ranking.SignalMask(side, slot)) {
		list = append(list, signalDetail{
			Name: p.Signal.Name, Weight: p.Signal.Weight, Matched: p.Matched,
			Points: output.Tenths(p.Earned), Possible: output.Tenths(p.Possible),
			Evidence: evidence(p.Signal.When, account, v.Moment()),
			Level:    p.Level, Levels: p.Levels,
			Outlook: output.TextOrNull(explain.OutlookText(v.Book.Card, p, account, v.Moment())),
		})
	}
	return list
}

// evidence says why a condition holds or not: the evidence of its rules in their
// order.
func evidence(when condition.Condition, account *account.Account, m condition.Moment) string {
	var words []string
	for _, e := range explain.EvidenceOf(when, account, m) {
		words = append(words, e.Text)
	}
	separator := " · "
	if when.Any {
		separator = " · or "
	}
	return strings.Join(words, separator)
}

// attributesJSON is attributes with times and plain numbers as JSON has them. What
// was written otherwise is a text, as it was written.
func attributesJSON(attributes []value.Attribute) map[string]any {
	values := make(map[string]any, len(attributes))
	for _, a := range attributes {
		switch v := a.Value; v.Kind {
		case value.Absent, value.YesNo:
			values[a.Name] = nil
		case value.Number:
			if values[a.Name] = v.Number; v.Text != "" || math.IsInf(v.Number, 0) || math.IsNaN(v.Number) {
				values[a.Name] = v.String() // JSON has no such numbers
			}
		case value.Date:
			values[a.Name] = output.Instant(v.Date)
		case value.Text:
			values[a.Name] = v.Text
		}
	}
	return values
}

// write prints the account as tables.
func (d *detail) write(w io.Writer) error {
	name := d.ID
	if d.Name != nil {
		name = *d.Name + " (" + d.ID + ")"
	}
	lines := []string{name, strings.Join(d.statusWords(), " · "), ""}
	if len(d.Segments) > 0 {
		lines = append(lines, "Segments  "+strings.Join(d.Segments, ", "))
	}
	lines = append(lines, "Adoption  "+scoreWords(d.Adoption, d.AdoptionBand)+d.possibleWords(rulebook.Adoption), "Fit       "+scoreWords(d.Fit, d.FitBand)+d.possibleWords(rulebook.Fit))
	if d.paces != nil {
		lines = append(lines, "Pace      "+paceWords(d.paces, d.slot, d.Status == rulebook.Trial))
	}
	for _, line := range lines {
		if err := terminal.PrintLine(w, string(clean.Of(line))); err != nil {
			return err
		}
	}
	for _, part := range []struct {
		title string
		table *output.Table
	}{
		{"Why it is disqualified", disqualifierTable(d.Disqualifiers)},
		{"What they did", signalTable(d.AdoptionSignals)},
		{"Who they are", signalTable(d.FitSignals)},
		{"What would raise it", d.raiseTable()},
		{"Attributes", d.attributeTable()},
		{"Contacts", d.contactTable()},
		{"Touches", d.touchTable()},
	} {
		if part.table.Empty() {
			continue
		}
		if err := terminal.PrintLine(w, "\n"+part.title); err != nil {
			return err
		}
		if err := part.table.Write(w); err != nil {
			return err
		}
	}
	return nil
}

// statusWords says in a few words where the account stands: its status, day of the
// trial, rank and owner.
func (d *detail) statusWords() []string {
	words := []string{d.Status.String()}
	if len(d.LeftOutBy) > 0 {
		words[0] += ", as " + strings.Join(d.LeftOutBy, " and ")
	}
	start, end := value.Instant(d.TrialStart), value.Instant(d.TrialEnd)
	if d.DaysLeft != nil && start.Known() && end > start {
		day := (value.Instant(d.AsOf)-start)/value.Day + 1
		length := (end - start + value.Day - 1) / value.Day
		words = append(words, fmt.Sprintf("day %d of %d", day, length), d.DaysLeft.String()+" days left")
	}
	if d.Rank != nil {
		words = append(words, fmt.Sprintf("rank %d", *d.Rank))
	}
	if d.Class != nil {
		words = append(words, *d.Class)
	}
	if d.HandRaised {
		words = append(words, "! raised a hand")
	}
	if d.Qualified {
		words = append(words, "✓ qualified")
	}
	if len(d.Disqualified) > 0 {
		words = append(words, "✗ disqualified: "+strings.Join(d.Disqualified, ", "))
	}
	if d.Owner != nil {
		words = append(words, "owner "+*d.Owner)
	}
	return append(words, "as of "+d.zone.ShortTime(value.Instant(d.AsOf)))
}

// possibleWords says how far what is not known could raise a score: nothing where it could
// not.
func (d *detail) possibleWords(side rulebook.Side) string {
	score, reach := d.Adoption, d.AdoptionPossible
	if side == rulebook.Fit {
		score, reach = d.Fit, d.FitPossible
	}
	var names []string
	for _, m := range d.Missing {
		if m.Side == side {
			names = append(names, m.Attribute)
		}
	}
	if len(names) == 0 || score == nil || reach == nil {
		return ""
	}
	verb := " is not known"
	if len(names) > 1 {
		verb = " are not known"
	}
	return ", could be " + score.String() + " to " + reach.String() + ": " + value.JoinList(names, "and") + verb
}

func scoreWords(score *output.Tenths, band *string) string {
	if score == nil {
		return "– no signal is switched on for this side"
	}
	return score.String() + "  " + *band
}
