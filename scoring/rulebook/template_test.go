package rulebook

import (
	"testing"

	"trialist/scoring/value"
)

func TestTemplates(t *testing.T) {
	t.Parallel()
	names := value.Names{
		Events:     []string{"Opened app", "Member joined", "Invited teammate"},
		Attributes: []string{"plan", "work_email", "Country code", "employees"},
	}
	want := []struct{ title, suggested, signal, sentence string }{
		{"Feature used", "", "X y", `event "X y" happened more than 0 times ever`},
		{"Used N times", "", "X y, 5 times", `event "X y" happened at least 5 times ever`},
		{"Used in the last week", "", "X y, last week", `event "X y" happened more than 0 times in the last 7 days`},
		{"Used more and more", "", "X y, how often", `event "X y" happened at least 1|5|20 times ever`},
		{"Used lately", "", "X y, how lately", `event "X y" happened more than 0 times in the last 30|14|7|3 days`},
		{"Invited a teammate", "Invited teammate", "Invited a teammate", `event "X y" happened more than 0 times ever`},
		{"Asked for a demo", "", "Asked for a demo", `event "X y" happened more than 0 times ever`},
		{"Corporate e-mail", "work_email", "Corporate e-mail", `attribute "X y" does not contain @gmail.|@googlemail.|@outlook.|@hotmail.|@live.|@yahoo.|@icloud.|@aol.|@gmx.|@proton.me|@protonmail.`},
		{"Company size", "employees", "Company size", `attribute "X y" is more than 50`},
		{"Country", "Country code", "Country", `attribute "X y" is US|UK|Canada`},
		{"Phone given", "", "Phone given", `attribute "X y" is set`},
		{"Competitor", "work_email", "Competitor", `attribute "X y" contains rival.example`},
	}
	templates := Templates()
	if len(templates) != len(want) {
		t.Fatalf("%d templates, want %d", len(templates), len(want))
	}
	for i, w := range want {
		template := templates[i]
		if got := template.Suggest(names); template.Title != w.title || got != w.suggested {
			t.Errorf("%s suggests %q, want %s and %q", template.Title, got, w.title, w.suggested)
		}
		signal := template.Signal("X y")
		if signal.Name != w.signal || signal.When.String() != w.sentence {
			t.Errorf("%s: got %s when %s\nwant %s when %s", w.title, signal.Name, signal.When, w.signal, w.sentence)
		}
		card, err := NewScorecard().Add(signal)
		if err != nil {
			t.Errorf("%s: %v", w.title, err)
		}
		if wantFit := i >= 7 && !template.Disqualifies(); wantFit != (len(card.Enabled(Fit)) == 1) || template.Disqualifies() != (len(card.Disqualifiers) == 1) {
			t.Errorf("%s is on the %s side", w.title, signal.Side)
		}
	}
	if Templates()[0].When.Rules[0].Name != "" {
		t.Error("picking a name changed the template")
	}
}
