package proofpage

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"strings"
	"testing"

	"trialist/scoring/proof"
	"trialist/scoring/rulebook"
	"trialist/scoring/stats"
)

// hostile are names that would do something on a page if they were not escaped.
var hostile = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `</title></svg></style><svg onload=alert(1)>`,
	`{{.Words}}`, `' onmouseover='alert(1)`, `javascript:alert(1)`, `<!-- `, `]]>`, `=HYPERLINK("http://x")`,
}

// runs is what runs or is fetched of a page.
var runs = regexp.MustCompile(`^(script|link|img|iframe|object|a)\b| (on[a-z]+|src|href|style)=`)

func hostileReport() Page {
	enabled := []rulebook.Signal{{Name: "Enabled", Weight: 5, Enabled: true}}
	r := &proof.Report{Cohort: &proof.Cohort{Card: rulebook.Scorecard{Adoption: enabled, Fit: enabled}, Selection: proof.Selection{Options: proof.Options{Day: 7}}}, Outcome: stats.Outcome{Finished: 100, Converted: 20}}
	r.Adoption = proof.Power{AUC: 0.7, Low: 0.6, High: 0.8, Verdict: proof.PredictsWell}
	r.Calls = []proof.Calls{{PerWeek: 5, Called: stats.Outcome{Finished: 40, Converted: 10}, Random: 8, Converted: 20}}
	r.Bands[rulebook.Adoption][0] = stats.Outcome{Finished: 50, Converted: 10}
	for i := range proof.GainSteps + 1 {
		share := float64(i) / proof.GainSteps
		r.Gains = append(r.Gains, proof.Gain{Called: share, Reached: math.Sqrt(share), ChanceLow: share * share, ChanceHigh: share})
	}
	for _, name := range hostile {
		signal := rulebook.Signal{Name: name}
		r.Lifts = append(r.Lifts, proof.Lift{Signal: signal, Lift: math.NaN(), Low: math.NaN(), High: math.NaN()})
		r.Leaks = append(r.Leaks, proof.Leak{Signal: signal, After: 30})
	}
	for band := range r.Survival {
		r.Survival[band] = proof.Curve{Trials: 30, Until: 40 + band, Steps: []stats.SurvivalStep{{At: 9, AtRisk: 30, Happened: 3, Remaining: 0.9, Low: 0.8, High: 0.95}}}
	}
	return Page{Report: r, AsOf: "now", LeftOut: hostile, Days: []proof.DayPower{
		{Day: 7, Outcome: r.Outcome, Power: r.Adoption}, {Day: 8, Power: proof.Power{AUC: math.NaN()}},
	}}
}

// TestPageOfHostileNames writes a page with signals of such names: its elements are
// those of a page with harmless ones, and nothing runs or is fetched.
func TestPageOfHostileNames(t *testing.T) {
	t.Parallel()
	written, harmless := hostileReport(), hostileReport()
	for i := range harmless.Lifts {
		harmless.Lifts[i].Signal.Name, harmless.Leaks[i].Signal.Name = "name", "name"
	}
	harmless.LeftOut = []string{"name"}
	got, texts := elements(t, written)
	want, _ := elements(t, harmless)
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("the names change the page:\n%s", strings.Join(got, "\n"))
	}
	for _, name := range hostile {
		if !strings.Contains(texts, name) {
			t.Errorf("%q is not shown as it is", name)
		}
	}
	for _, element := range got {
		if runs.MatchString(element) {
			t.Errorf("the page has %s", element)
		}
	}
}

// elements are the elements of a page with their attributes, and all its text.
func elements(t *testing.T, r Page) (list []string, texts string) {
	t.Helper()
	var b strings.Builder
	if err := r.HTML(&b); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "ZgotmplZ") {
		t.Error("the template refused a value")
	}
	d := xml.NewDecoder(strings.NewReader(b.String()))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return list, texts
		}
		if err != nil {
			t.Fatalf("%v\n%s", err, b.String())
		}
		switch token := token.(type) {
		case xml.StartElement:
			element := token.Name.Local
			for _, a := range token.Attr {
				element += fmt.Sprintf(" %s=%q", a.Name.Local, a.Value)
			}
			list = append(list, element)
		case xml.CharData:
			texts += string(token)
		}
	}
}

// TestPageShowsAllOfTheReport looks for what each part of the page must say.
func TestPageShowsAllOfTheReport(t *testing.T) {
	t.Parallel()
	list, texts := elements(t, hostileReport())
	texts = strings.Join(strings.Fields(texts), " ")
	for _, want := range []string{
		"On no day does the score predict from then on", "60 to 80", // the days
		"Conversion by fit and adoption", "Who has converted by when", "By day 14By day 30", "10 % (5 to 20)", "day 7", "day 43",
		"Left out, as it may be known only after the fact: <script>",
	} {
		if !strings.Contains(texts, want) {
			t.Errorf("the page does not say %q:\n%s", want, texts)
		}
	}
	curves := 0
	for _, element := range list {
		if strings.HasPrefix(element, "polyline") && strings.Contains(element, "stroke-dasharray") {
			curves++
		}
	}
	if curves != rulebook.NumBands {
		t.Errorf("%d curves are drawn", curves)
	}
}
