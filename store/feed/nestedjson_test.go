package feed

import (
	"strings"
	"testing"
)

// TestFieldsInNestedObjects checks that the fields of exports whose objects hold them in
// other objects are found, and that what was said of an event is none.
func TestFieldsInNestedObjects(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ text, uses, rows, fault string }{
		"search hits": {
			text: `{"hits":{"hits":[{"_id":"7","_source":{"account_id":"acme","trial_start":"2026-11-02"}},` + "\n" + `{"_id":"8","_source":{"account_id":"beta","trial_start":"2026-11-02"}}]}}`,
			uses: `"_source.account_id" is account`, rows: `customer "acme" "" "_id"=number(7) "trial_started_at"=date(2026-11-02`,
		},
		"edges":          {text: `{"data":{"all":{"edges":[{"cursor":"x","node":{"id":"a","name":"A"}}]}}}`, rows: `customer "a" "A"`},
		"one record":     {text: `{"data":{"id":"a","attributes":{"name":"A","trial_start":"2026-11-02"}}}`, rows: `customer "a" "A" "trial_started_at"=date(2026-11-02`},
		"attributes":     {text: `{"results":[{"id":"1","createdAt":"2026-10-01","properties":{"name":"A","trial_start":"2026-11-02"}}]}`, rows: `customer "1" "A" "createdAt"=date(2026-10-01) "trial_started_at"=date(2026-11-02`},
		"custom created": {text: `{"id":"1","custom_attributes":{"created_at":"2026-11-02"}}`, rows: `customer "1" "" "custom_attributes.created_at"=date(2026-11-02`},
		"what an event is about": {
			text: `{"account_id":"a","event":"saved","timestamp":"2026-11-02","properties":{"count":250,"name":"x","account_id":"z"},"data":{"count":30,"event_id":4}}`,
			rows: `event "a" "" "saved" 2026-11-02T00:00:00Z x1`,
		},
		"events with a group key": {
			text: `{"event":"saved","properties":{"time":1793577600,"distinct_id":"u","$insert_id":"i","company_id":"acme"}}`,
			rows: `event "acme" "u" "saved" 2026-11-02T00:00:00Z x1 with id`,
		},
		"events with groups": {
			text: `{"event_type":"saved","event_time":"2026-11-02 00:00:00","user_id":"u","event_id":3,"$insert_id":"i","groups":{"company":["acme"]}}`,
			rows: `event "acme" "u" "saved" 2026-11-02T00:00:00Z x1 with id`,
		},
		"events of two groups": {
			text: `{"event_type":"saved","event_time":"2026-11-02 00:00:00","user_id":"u","groups":{"company":["acme","beta"]}}`,
			rows: `event "" "u" "saved" 2026-11-02T00:00:00Z x1`,
		},
		"events of persons in groups": {
			text: `{"uuid":"1","event":"saved","distinct_id":"u","properties":{"$groups":{"company":"acme"}},"timestamp":"2026-11-02"}`,
			rows: `event "acme" "u" "saved" 2026-11-02T00:00:00Z x1`,
		},
		"calls": {
			text: `{"type":"track","userId":"u","event":"saved","originalTimestamp":"2026-11-02T00:00:00Z","context":{"groupId":"acme"},"properties":{"time":4}}`,
			rows: `event "acme" "u" "saved" 2026-11-02T00:00:00Z x1`,
		},
		"subscriptions": {
			text: `{"data":[{"id":"sub_1","customer":"cus_1","trial_start":1793577600},` + "\n" + `{"id":"sub_2","customer":"cus_2","trial_start":1793577600}]}`,
			uses: `"customer" is account`,
		},
		"a customer beside what was bought": {
			text: `{"list":[{"subscription":{"id":"s","trial_start":1793577600,"status":"in_trial"},"customer":{"id":"c","company":"Acme"}}]}`,
			rows: `customer "c" "Acme" "subscription.id"="s" "trial_started_at"=date(2026-11-02) "status"="in_trial"`,
		},
		"customers by name": {text: `{"id":"sub_1","customer":"Acme"}` + "\n" + `{"id":"sub_2","customer":"Beta"}`, uses: `"id" is account`},
		"what happened to subscriptions": {
			text:  `{"data":[{"id":"evt_1","type":"created","created":1793577600,"data":{"object":{"customer":"cus_1"}}},{"id":"evt_2","type":"updated","created":1793577600,"data":{"object":{"customer":"cus_1"}}}]}`,
			fault: `it is not clear what a row of it is: "id" numbers things that an account can have many of`,
		},
	} {
		f, err := Open("-", Options{Stdin: strings.NewReader(test.text)})
		if err != nil {
			if test.fault == "" || !strings.Contains(err.Error(), test.fault) {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if rows := withoutTexts(rowsOf(t, f)); !strings.Contains(rows, test.rows) || test.fault != "" {
			t.Errorf("%s has the rows\n%swant\n%s%s", name, rows, test.rows, test.fault)
		}
		if uses := printUses(f); !strings.Contains(uses, test.uses) {
			t.Errorf("%s: the columns are %s, want %s", name, uses, test.uses)
		}
		closeFile(t, f)
	}
	events := `{"id":"evt_1","type":"created","created":1793577600,"data":{"object":{"customer":"cus_1"}}}` + "\n" + `{"id":"evt_2","type":"updated","created":1793577600,"data":{"object":{"customer":"cus_1"}}}`
	f := openText(t, events, Options{As: "events", Map: map[string]string{"type": "event"}})
	if rows := rowsOf(t, f); !strings.Contains(rows, `event "cus_1" "" "created"`) {
		t.Errorf("what happened to subscriptions, as events:\n%s", rows)
	}
	closeFile(t, f)
}
