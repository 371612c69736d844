package listing

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strconv"

	"trialist/cmd/trialist/output"
	"trialist/scoring/rulebook"
)

// JSON prints the contract
//
//	{version, as_of, weighting, total, trials: [...]}
//
// where each trial has the fields of [trial], and signals, fit_signals and segments:
// the names of those it matches or is in. Where the pace was asked for it has the fields
// of [paceJSON] too.
func (l *Listing) JSON(w io.Writer) error {
	segments, err := l.inSegments()
	if err != nil {
		return err
	}
	beside, err := l.beside()
	if err != nil {
		return err
	}
	text, err := output.MarshalIndented(struct {
		Version   int                `json:"version"`
		AsOf      output.Instant     `json:"as_of"`
		Weighting rulebook.Weighting `json:"weighting"`
		Total     int                `json:"total"`
		Snoozed   int                `json:"snoozed"`   // left out
		Dismissed int                `json:"dismissed"` // left out
		Trials    []struct{}         `json:"trials"`    // appended below
	}{output.JSONVersion, output.Instant(l.AsOf), l.Book.Card.Weighting, l.total, l.left.Snoozed, l.left.Dismissed, []struct{}{}}, "")
	if err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	text = bytes.TrimSuffix(text, []byte("]\n}"))
	out := bufio.NewWriterSize(w, 64<<10)
	between, end := "", "]\n}\n"
	err = l.eachTrial(segments, beside, jsonNames, func(t *listedTrial) {
		text = append(append(text, between...), "\n    "...)
		text = t.appendJSON(text)
		out.Write(text) //nolint:errcheck // kept by the writer and told by Flush
		text = text[:0]
		between, end = ",", "\n  ]\n}\n"
	}, out.Flush)
	if err != nil {
		return err
	}
	out.Write(append(text, end...)) //nolint:errcheck // see above
	return out.Flush()
}

// fieldIndent is the indentation of the fields of a listed trial.
const fieldIndent = "      "

// jsonNames returns names as the JSON value of a field of a listed trial.
func jsonNames(names []string) string { return string(appendValue(nil, names)) }

// appendJSON appends the trial as output.WriteJSON would write it as an element of a
// list in a field. That takes 11 us a trial, this takes 1 us.
func (t *listedTrial) appendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendOrNull(appendField(b, "rank"), t.Rank, appendInt)
	b = appendText(appendField(b, "id"), t.ID)
	b = appendOrNull(appendField(b, "name"), t.Name, appendText)
	b = appendText(appendField(b, "status"), output.SnakeCase(t.Status.String()))
	b = appendOrNull(appendField(b, "adoption"), t.Adoption, appendTenths)
	b = appendOrNull(appendField(b, "adoption_band"), t.AdoptionBand, appendText)
	b = appendOrNull(appendField(b, "adoption_possible"), t.AdoptionPossible, appendTenths)
	b = appendOrNull(appendField(b, "fit"), t.Fit, appendTenths)
	b = appendOrNull(appendField(b, "fit_band"), t.FitBand, appendText)
	b = appendOrNull(appendField(b, "fit_possible"), t.FitPossible, appendTenths)
	b = strconv.AppendBool(appendField(b, "qualified"), t.Qualified)
	b = strconv.AppendBool(appendField(b, "hand_raised"), t.HandRaised)
	b = appendOrNull(appendField(b, "class"), t.Class, appendText)
	b = appendValue(appendField(b, "disqualified"), t.Disqualified)
	b = appendOrNull(appendField(b, "days_left"), t.DaysLeft, appendTenths)
	b = appendOrNull(appendField(b, "last_seen"), output.TextOrNull(t.LastSeen.String()), appendText)
	b = appendOrNull(appendField(b, "owner"), t.Owner, appendText)
	b = appendOrNull(appendField(b, "last_touch"), t.LastTouch, func(b []byte, last touch) []byte { return appendValue(b, last) })
	b = append(appendField(b, "signals"), t.signals...)
	b = append(appendField(b, "fit_signals"), t.fitSignals...)
	b = append(appendField(b, "segments"), t.segments...)
	if p := t.pace; p != nil {
		b = appendOrNull(appendField(b, "pace"), p.Pace, appendTenths)
		b = appendOrNull(appendField(b, "pace_day"), p.Day, appendInt)
		b = appendOrNull(appendField(b, "pace_trials"), p.Trials, appendInt)
		b = appendOrNull(appendField(b, "pace_before"), p.Before, appendTenths)
		b = appendOrNull(appendField(b, "pace_before_day"), p.BeforeDay, appendInt)
	}
	return append(b, "\n    }"...)
}

func appendField(b []byte, name string) []byte {
	if b[len(b)-1] != '{' {
		b = append(b, ',')
	}
	b = append(append(b, '\n'), fieldIndent...)
	return append(append(append(b, '"'), name...), `": `...)
}

func appendInt(b []byte, n int) []byte { return strconv.AppendInt(b, int64(n), 10) }

func appendTenths(b []byte, t output.Tenths) []byte { return append(b, t.String()...) }

func appendOrNull[T any](b []byte, v *T, appendIt func([]byte, T) []byte) []byte {
	if v == nil {
		return append(b, "null"...)
	}
	return appendIt(b, *v)
}

func appendText(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < 0x20 || c > 0x7e || c == '"' || c == '\\' {
			return appendValue(b, s)
		}
	}
	return append(append(append(b, '"'), s...), '"')
}

// appendValue appends v as the value of a field of a listed trial.
func appendValue(b []byte, v any) []byte {
	text, _ := output.MarshalIndented(v, fieldIndent) // never fails for texts, times and lists of them
	return append(b, text...)
}
