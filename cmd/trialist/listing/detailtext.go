package listing

import (
	"fmt"
	"io"
	"strings"

	"trialist/cmd/trialist/output"
	"trialist/cmd/trialist/terminal"
	"trialist/scoring/condition"
	"trialist/scoring/explain"
	"trialist/scoring/rulebook"
	"trialist/scoring/value"
	"trialist/ui/clean"
)

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
		if err := part.table.WriteWhole(w); err != nil {
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
	trial := explain.Assessment{
		Moment: condition.Moment{AsOf: value.Instant(d.AsOf), Zone: d.zone}, Start: value.Instant(d.TrialStart), End: value.Instant(d.TrialEnd),
	}
	if day, of, ok := trial.TrialDay(); ok && d.DaysLeft != nil {
		left := d.DaysLeft.String() + " days left"
		if *d.DaysLeft == 10 {
			left = "1 day left"
		}
		words = append(words, fmt.Sprintf("day %d of %d", day, of), left)
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
