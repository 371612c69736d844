package feed

import (
	"fmt"
	"strings"
	"testing"

	"trialist/store/feed/field"
	"trialist/store/feed/input"
)

// TestKindGoesByTheRows checks what files are taken for whose columns alone do not
// tell, and that what is unclear is asked with the flags that settle it.
func TestKindGoesByTheRows(t *testing.T) {
	t.Parallel()
	const asked = "it is not clear what a row of it is: "
	grouping := func(account, differ, other string) string {
		return fmt.Sprintf("it is not clear which column is the account: rows with the same %q differ in %q, and %q is another in each row; say --map '%s=account' or --map '%s=account'", account, differ, other, account, other)
	}
	tests := []struct{ name, text, want string }{
		{"usage log", "account_id,usage_date,feature_name,count\na,2026-11-02,export,3\na,2026-11-03,export,1\nb,2026-11-02,login,2\n", "events: account time event count"},
		{"event type", "ACCOUNTID,EventType,TS\na,login,2026-11-02\na,export,2026-11-03\n", "events: account event time"},
		{"type and a time", "org id,type,timestamp\na,login,2026-11-02\na,export,2026-11-03\n", "events: account event time"},
		{"type of an account", "account_id,type,created_at\na,agency,2026-11-02\nb,brand,2026-11-03\n", "customers: account - trial_started_at"},
		{"row numbers", "id,company_id,event,timestamp\n1,x,login,2026-11-02\n2,x,login,2026-11-03\n3,y,login,2026-11-03\n", "events: event_id account event time"},
		{
			"row numbers beside a person", "id,user_id,event,timestamp\n1,u1,login,2026-11-02\n2,u1,login,2026-11-03\n3,u2,login,2026-11-03\n",
			"events: event_id contact event time",
		},
		{"row numbers alone", "id,event,timestamp\n1,login,2026-11-02\n2,login,2026-11-03\n3,login,2026-11-03\n", "has no column that is an account id"},
		{"a blank account gives way", "account_id,company_id,event,time\n,x,login,2026-11-02\n,x,login,2026-11-03\n9,y,login,2026-11-03\n", "events: ignored account event time"},
		{"an account that never repeats in a small file", "account_id,workspace_id,event,time\na1,x,login,2026-11-02\na2,x,login,2026-11-03\na3,y,login,2026-11-03\n", "events: account ignored event time"},
		{"customers with row numbers", "id,account_id,trial_start\n1,a,2026-11-02\n2,b,2026-11-03\n", "customers: - account trial_started_at"},
		{"id beside a company name", "id,company,trial_start\nx7,Acme,2026-11-02\nx9,Bolt,2026-11-03\n", "customers: account name trial_started_at"},
		{"row numbers beside a company name", "id,company,trial_start\n1,Acme,2026-11-02\n2,Bolt,2026-11-03\n", "it is not clear which column is the account: \"id\" counts the rows and \"company\" could be a name; say --map 'id=account' or --map 'company=account'"},
		{"numbered customers of teams", "id,team,name,trial_started_at\n1,EU,Acme,2026-11-20\n2,EU,Beta,2026-11-21\n3,US,Gamma,2026-11-22\n", grouping("team", "name", "id")},
		{"numbered customers of clients", "id,client,domain,trial_end\n1,EU,acme.test,2026-11-20\n2,EU,beta.test,2026-11-20\n3,US,gamma.test,2026-11-20\n", grouping("client", "domain", "id")},
		{"numbered customers of workspaces", "id,workspace,trial_started_at\n1,EU,2026-11-20\n2,EU,2026-11-21\n", grouping("workspace", "trial_started_at", "id")},
		{"numbered customers of an organization with an id", "id,organization_id,name,trial_end\n1,7,Acme,2026-11-20\n2,7,Beta,2026-11-20\n", grouping("organization_id", "name", "id")},
		{"customers of companies", "company,name,trial_started_at\nEU,Acme,2026-11-20\nEU,Beta,2026-11-21\n", grouping("company", "name", "name")},
		{"numbered trials of accounts", "id,account_id,trial_started_at\n1,a,2026-11-20\n2,a,2026-03-21\n3,b,2026-11-22\n", "customers: - account trial_started_at"},
		{"numbered snapshots of teams", "id,team,name,trial_end,seats\n1,EU,Acme,2026-11-20,3\n2,EU,Acme,2026-11-20,4\n3,US,Gamma,2026-11-20,5\n", "customers: - account name trial_ends_at -"},
		{"users of companies", "user_id,email,company,signed_up_at\n7,ann@acme.test,Acme,2026-11-02\n8,bob@acme.test,Acme,2026-11-03\n9,cy@bolt.test,Bolt,2026-11-04\n", "mixed: contact email account trial_started_at"},
		{"users with row numbers", "id,email,company_id,created_at\n1,ann@acme.test,x,2026-11-02\n2,bob@acme.test,x,2026-11-03\n", "mixed: contact email account trial_started_at"},
		{"users by mail", "email,organization,role\nann@acme.test,Acme,admin\nbob@acme.test,Acme,user\n", "mixed: contact account -"},
		{"one user a company", "email,company,trial_start\nann@acme.test,Acme,2026-11-02\nbob@bolt.test,Bolt,2026-11-03\n", "customers: email account trial_started_at"},
		{"users who are the accounts", "user_id,plan,signup_date\nu1,free,2026-11-02\nu2,pro,2026-11-03\n", "customers: account - trial_started_at"},
		{"invoices", "invoice_id,customer_id,amount,date\nI1,a,10,2026-11-02\nI2,b,20,2026-11-03\n", asked + `"invoice_id" numbers things`},
		{"tickets", "ticket_id,account_id,subject,status,created_at\n1,a,help,open,2026-11-02\n2,a,again,closed,2026-11-03\n", asked + `"ticket_id" numbers things`},
		{"subscriptions", "subscription_id,account_id,plan,seats\nS1,a,pro,400\nS2,a,basic,3\n", "customers: - account - -"},
		{"seats of rooms", "room_id,account_id,plan,seats\nS1,a,pro,400\nS2,a,basic,3\n", asked + `"account_id" repeats (2 rows of 1 account) and its rows differ in "room_id", "plan", "seats"; say --as customers`},
		{"two trials", "account_id,trial_started_at,trial_ends_at\na,2026-11-02,2026-11-16\na,2026-03-02,2026-03-16\n", "customers: account trial_started_at trial_ends_at"},
		{"the same row twice", "account_id,plan\na,pro\na,pro\nb,free\n", "customers: account -"},
		{"rows with times and no event", "account_id,usage_date,logins\na,2026-11-02,3\na,2026-11-03,1\n", asked + `each row has a time, "usage_date", as events have, and no column names an event; say --as customers if a row is a customer, or --as events --map COLUMN=event if it is something that happened`},
		{"log-ins without an event", "account_id,login_at\na,2026-11-02\na,2026-11-03\nb,2026-11-04\n", asked + `"account_id" repeats and each row has a time of its own, "login_at", as events have, and no column names an event; say --as customers if a row is a customer, or --as events --map COLUMN=event --map COLUMN=time if it is something that happened`},
		{"states of an account", "account_id,plan,updated_at\na,pro,2026-11-02\na,free,2026-11-03\nb,free,2026-11-04\n", "customers: account - -"},
		{"visits of people", "user_id,account_id,visited,timestamp\nu1,a,x,2026-11-02\nu1,a,y,2026-11-03\nu2,b,x,2026-11-03\n", asked + `"user_id" and "account_id" repeat and each row has a time`},
		{"an attribute called activity", "account_id,trial_start,activity\na,2026-11-02,high\nb,2026-11-03,low\n", "customers: account trial_started_at -"},
		{"an attribute called action, with times", "account_id,action,created_at\na,call,2026-11-02\nb,mail,2026-11-03\nc,call,2026-11-04\n", asked + `"action" could name events, but no account is there twice`},
		{"a German export", "Kunden-Nr.;Firma;E-Mail-Adresse;Testbeginn;Testende;Ort\n1;Acme;a@b.de;02.11.2026;16.11.2026;Ulm\n2;Bolt;c@d.de;03.11.2026;17.11.2026;Bonn\n", "customers: account name email trial_started_at trial_ends_at -"},
		{"a German number beside an id", "ID;Kundennummer;Kunde;Testbeginn\nx1;K7;Acme;02.11.2026\nx2;K9;Bolt;03.11.2026\n", "customers: - account name trial_started_at"},
		{"a French export", "Identifiant client,Raison sociale,Courriel,Début de l'essai,Fin de l’essai\nc1,Acme,a@b.fr,22/11/2026,26/11/2026\n", "customers: account name email trial_started_at trial_ends_at"},
		{"a French number", "N° client,Client,Événement,Horodatage\nc1,Acme,connexion,2026-11-02\nc1,Acme,export,2026-11-03\nc2,Bolt,export,2026-11-03\n", "events: account ignored event time"},
		{"a Spanish export", "ID cliente,Razón social,Correo electrónico,Estado\nc1,Acme,a@b.es,Jalisco\nc2,Bolt,c@d.es,Puebla\n", "customers: account name email -"},
		{"an Italian export", "Codice cliente,Ragione sociale,Data inizio prova\nc1,Acme,2026-11-02\n", "customers: account name trial_started_at"},
		{"a Dutch export", "Klantnummer,Bedrijfsnaam,Startdatum proefperiode,Einddatum proefperiode\n7,Acme,2026-11-02,2026-11-16\n", "customers: account name trial_started_at trial_ends_at"},
		{"a Dutch log", "Klantnummer,Gebeurtenis,Tijdstip\n7,login,2026-11-02\n7,login,2026-11-03\n", "events: account event time"},
		{"last resorts of customers", "account_id,signup_date,trial_expires_on,paid_date,cancel_date,is_customer,trial_status\na,2026-11-02,2026-11-16,,,no,trialing\n", "customers: account trial_started_at trial_ends_at converted_at churned_at converted status"},
		{"better names go before last resorts", "account_id,signup_date,upgraded_at,converted_at,is_paid,converted\na,2026-11-02,,,no,no\n", "customers: account trial_started_at - converted_at - converted"},
		{"users keep theirs", "user_id,company_id,email,signup_date,cancel_date\nu1,c,a@b.io,2026-11-02,\nu2,c,b@b.io,2026-11-02,\n", "mixed: contact account email trial_started_at -"},
		{"companies of a CRM", "Record ID,Company name,Company Domain Name,Create Date\n101,Acme,acme.test,2026-11-02 09:30\n102,Bolt,bolt.test,2026-11-03 09:30\n", "customers: account name domain -"},
		{"records that repeat", "Record ID,Company name,Plan\n101,Acme,Pro\n101,Bolt,Pro\n", "has no column that is an account id"},
		{"records of people", "Record ID,First Name,Last Name,Email,Company name\n1,Ann,A,ann@acme.test,Acme\n2,Bob,B,bob@bolt.test,Bolt\n", "has no column that is an account id"},
		{"records of anything", "Record ID,Name,Plan\n101,Acme,Pro\n102,Bolt,Pro\n", "has no column that is an account id"},
		{"everything missing at once", "plan,event\nGrow,x\n", "has no column that is an account id (such as account_id, customer_id or company_id), nor the time of an event (such as timestamp, time or occurred_at); name them with --map COLUMN=account --map COLUMN=time; the columns are plan, event"},
	}
	for _, test := range tests {
		got := kindOf(test.text, Options{})
		if got != test.want && (!strings.Contains(test.want, " is ") && !strings.Contains(test.want, "has no") || !strings.Contains(got, test.want)) {
			t.Errorf("%s:\n%s\nwant\n%s", test.name, got, test.want)
		}
	}
}

// kindOf is the kind of a text and what its columns are, or why it is refused.
func kindOf(text string, o Options) string {
	o.Stdin = strings.NewReader(text)
	f, err := Open("-", o)
	if err != nil {
		return err.Error()
	}
	defer f.in.Close() //nolint:errcheck // nothing is left to go wrong
	got := string(f.Kind) + ":"
	for _, u := range f.Columns {
		if u.Field == "attribute" {
			u.Field = "-"
		}
		got += " " + u.Field
	}
	return got
}

// TestAskedFlagsSettle checks that the flags of a question are an answer to it.
func TestAskedFlagsSettle(t *testing.T) {
	t.Parallel()
	const log = "account_id,usage_date,what\na,2026-11-02,x\na,2026-11-03,y\n"
	for _, test := range []struct {
		o    Options
		want string
	}{
		{Options{As: field.Customers}, "customers: account - -"},
		{Options{As: field.Events, Map: map[string]string{"what": "event"}}, "events: account time event"},
		{Options{Map: map[string]string{"what": "event"}}, "events: account time event"},
		{Options{Map: map[string]string{"What": "event", "other": "account"}}, "events: account time event"},
	} {
		if got := kindOf(log, test.o); got != test.want {
			t.Errorf("%v: %s, want %s", test.o.Map, got, test.want)
		}
	}
}

// TestKindSeesTheWholeFile checks that the rows behind the head have their say.
func TestKindSeesTheWholeFile(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	text.WriteString("account_id,company_id,event,time\n")
	for i := 0; text.Len() < 4*input.HeadSize; i++ {
		account := ""
		if text.Len() > input.HeadSize+input.HeadSize/4 {
			account = fmt.Sprintf("a%d", i%50)
		}
		fmt.Fprintf(&text, "%s,c%d,login,2026-11-%02d\n", account, i%20, i%28+1)
	}
	f, err := Open(writeFile(t, "long.csv", []byte(text.String())), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer closeFile(t, f)
	if f.Columns[0].Field != "account" || len(f.Notes()) > 0 {
		t.Errorf("columns are %v, said is %v", f.Columns, f.Notes())
	}
}

// TestBetterNameGivesWayOnEvidenceOnly reads small files of events, and such with blanks.
func TestBetterNameGivesWayOnEvidenceOnly(t *testing.T) {
	t.Parallel()
	blanks := func(header, filled, blank string, each int) string {
		text := header + "\n"
		for i := range 20 {
			row := filled
			if i%each == 0 {
				row = blank
			}
			text += row + "\n"
		}
		return text
	}
	for _, test := range []struct{ name, text, want, note string }{
		{"each account once", "account_id,client,event,time\nx1,web,e,2026-11-02\nx2,ios,e,2026-11-02\nx3,web,e,2026-11-02\n", "events: account ignored event time", ""},
		{"each company once", "company_id,team,event,time\nx1,web,e,2026-11-02\nx2,ios,e,2026-11-02\nx3,web,e,2026-11-02\n", "events: account ignored event time", ""},
		{
			"each account once, counting", "account_id,client,event,time\n1,web,e,2026-11-02\n2,ios,e,2026-11-02\n3,web,e,2026-11-02\n",
			`it is not clear which column is the account: "account_id" could count the rows and "client" could be something else; say --map 'account_id=account' or --map 'client=account'`, "",
		},
		{"numbers of rows", "account_id,company_id,event,time\n1,a,e,2026-11-02\n2,b,e,2026-11-02\n3,a,e,2026-11-02\n", "events: ignored account event time", "company_id is the account, as account_id is another in each row"},
		{"a time that is blank in one of five rows", blanks("account_id,event,timestamp,created_at", "a,e,2026-11-02,2026-11-05", "a,e,,2026-11-05", 5), "events: account event time ignored", ""},
		{"a time that is mostly blank", blanks("account_id,event,timestamp,created_at", "a,e,,2026-11-05", "a,e,2026-11-02,2026-11-05", 5), "events: account event ignored time", "created_at is the time, as timestamp is mostly blank"},
		{"an event that is mostly blank", blanks("account_id,event,type,timestamp", "a,,track,2026-11-05", "a,e,track,2026-11-02", 5), "events: account ignored event time", "type is the event, as event is mostly blank"},
	} {
		if got := kindOf(test.text, Options{}); !strings.HasSuffix(got, test.want) {
			t.Errorf("%s:\n%s\nwant\n%s", test.name, got, test.want)
			continue
		}
		if !strings.HasPrefix(test.want, "events") {
			continue
		}
		if notes := notesOf(openText(t, test.text, Options{})); !strings.Contains(notes, test.note) || test.note == "" && notes != "" {
			t.Errorf("%s: said is %q, want %q", test.name, notes, test.note)
		}
	}
}
