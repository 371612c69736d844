package repeats

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"trialist/scoring/record"
	"trialist/scoring/value"
	"trialist/store/codec"
	"trialist/store/storetest"
)

// TestSettlementInAllOrders settles random rows of one account in every order, which
// must give the same values or be refused each time.
func TestSettlementInAllOrders(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(7, 3))
	settled, refused := 0, 0
	for range 4000 {
		rows := randomRows(r, 2+r.IntN(3))
		want, first := "", true
		for _, order := range permutations(len(rows)) {
			ordered := make([]record.CustomerRow, len(rows))
			for i, place := range order {
				ordered[i] = rows[place]
				ordered[i].Line, ordered[i].Attributes = i+2, slices.Clone(rows[place].Attributes)
			}
			got := "refused"
			row, err := settleRows(Options{AsOf: storetest.Day(30)}, ordered)
			if err == nil {
				got = row.Name + " " + textOf(row.Attributes)
			}
			if first {
				want, first = got, false
			}
			if got != want {
				t.Fatalf("%v come to\n%s, and in the order %v to\n%s", rows, want, order, got)
			}
		}
		if want == "refused" {
			refused++
		} else {
			settled++
		}
	}
	if settled < 1000 || refused < 100 {
		t.Errorf("%d settled and %d refused, which is too few to tell", settled, refused)
	}
}

// settleRows is what rows of one account come to, in the order in which they come.
func settleRows(o Options, rows []record.CustomerRow) (*record.CustomerRow, error) {
	r := NewCollector(o, func(uint32) (codec.Attributes, error) { return nil, nil })
	known := make(map[string]uint32) // numbers of attributes
	name, now := "", codec.Attributes(nil)
	for i := range rows {
		numbers := make([]uint32, len(rows[i].Attributes))
		for j, a := range rows[i].Attributes {
			if known[a.Name] == 0 {
				known[a.Name] = uint32(len(known) + 1)
			}
			numbers[j] = known[a.Name]
		}
		if r.AddFirst(1, &rows[i], numbers) {
			var merger codec.AttributeMerger
			name, now = rows[i].Name, merger.Merge(nil, rows[i].Attributes, numbers, func(uint32, value.Kind, value.Kind) {})
			continue
		}
		r.Add(1, &rows[i], numbers, name, now)
	}
	row, _, err := r.Settle(r.again[1])
	return row, err
}

// randomRows are rows of one account that agree and disagree in all sorts of ways.
func randomRows(r *rand.Rand, n int) []record.CustomerRow {
	columns := []string{value.TrialEndsAt, value.ConvertedAt, value.ChurnedAt, "created_at", "end_date", "updated_at", value.StatusAttribute, "seats", "plan"}
	r.Shuffle(len(columns), func(i, j int) { columns[i], columns[j] = columns[j], columns[i] })
	columns = append(columns[:3], value.TrialStartedAt)
	rows := make([]record.CustomerRow, n)
	for i := range rows {
		rows[i].Account = "a"
		if r.IntN(6) == 0 {
			rows[i].Name = []string{"Acme", "ACME"}[r.IntN(2)]
		}
		for _, name := range columns {
			if r.IntN(3) == 0 && name != value.TrialStartedAt || r.IntN(8) == 0 {
				continue
			}
			switch a := storetest.Date(name, storetest.Day([]int{1, 8, 20, 29, 40}[r.IntN(5)])); name {
			case value.StatusAttribute:
				rows[i].Attributes = append(rows[i].Attributes, storetest.Text(name, []string{"trialing", "active", "canceled"}[r.IntN(3)]))
			case "seats", "plan":
				rows[i].Attributes = append(rows[i].Attributes, storetest.Text(name, []string{"Solo", "SOLO", "Team"}[r.IntN(3)]))
			default:
				rows[i].Attributes = append(rows[i].Attributes, a)
			}
		}
	}
	return rows
}

func permutations(n int) (all [][]int) {
	if n == 0 {
		return [][]int{nil}
	}
	for _, order := range permutations(n - 1) {
		for at := range n {
			all = append(all, slices.Insert(slices.Clone(order), at, n-1))
		}
	}
	return all
}

func textOf(attributes []value.Attribute) string {
	texts := make([]string, len(attributes))
	for i, a := range attributes {
		texts[i] = a.Name + "=" + a.Value.String()
	}
	slices.Sort(texts)
	return strings.Join(texts, " ")
}

// TestSettledTrials settles rows of which it is known what they come to.
func TestSettledTrials(t *testing.T) {
	t.Parallel()
	date := func(name string, day int) value.Attribute { return storetest.Date(name, storetest.Day(day)) }
	start := func(day int) value.Attribute { return date(value.TrialStartedAt, day) }
	end := func(day int) value.Attribute { return date(value.TrialEndsAt, day) }
	row := func(attributes ...value.Attribute) record.CustomerRow {
		return record.CustomerRow{Account: "a", Attributes: attributes}
	}
	plan := func(text string) value.Attribute { return storetest.Text("plan", text) }
	for name, test := range map[string]struct {
		rows []record.CustomerRow
		want []value.Attribute // nil where the rows are refused
	}{
		"the end stays with its trial":              {[]record.CustomerRow{row(start(20), end(25)), row(start(20)), row(start(1))}, []value.Attribute{start(20), end(25)}},
		"an open trial of the usual length is over": {[]record.CustomerRow{row(start(1)), row(start(10), end(40))}, []value.Attribute{start(10), end(40)}},
		"an old trial that runs":                    {[]record.CustomerRow{row(start(1), end(40)), row(start(10))}, []value.Attribute{start(1), end(40)}},
		"the end of another trial":                  {[]record.CustomerRow{row(start(1), end(8)), row(start(20))}, []value.Attribute{start(20)}},
		"plans of one trial":                        {[]record.CustomerRow{row(start(20), end(25), plan("Solo")), row(start(20), plan("Team"))}, nil},
		"the newer plan":                            {[]record.CustomerRow{row(start(20), plan("Solo"), date("updated_at", 21)), row(start(20), plan("Team"), date("updated_at", 22))}, []value.Attribute{start(20), plan("Team"), date("updated_at", 22)}},
		"an end of no trial":                        {[]record.CustomerRow{row(start(20)), row(start(1)), row(end(25))}, nil},
		"an end of the only trial":                  {[]record.CustomerRow{row(start(20)), row(end(25))}, []value.Attribute{start(20), end(25)}},
		"a plan of the old trial":                   {[]record.CustomerRow{row(start(1), plan("Solo")), row(start(20), plan("Team"))}, []value.Attribute{start(20), plan("Team")}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, order := range permutations(len(test.rows)) {
				var ordered []record.CustomerRow
				for i, place := range order {
					row := test.rows[place]
					row.Line = i + 2
					ordered = append(ordered, row)
				}
				got, err := settleRows(Options{AsOf: storetest.Day(30)}, ordered)
				if (err != nil) != (test.want == nil) {
					t.Fatalf("order %v: got %v, %v", order, got, err)
				}
				if err != nil {
					continue
				}
				said := slices.DeleteFunc(got.Attributes, func(a value.Attribute) bool { return a.Value.Kind == value.Absent })
				if textOf(said) != textOf(test.want) {
					t.Errorf("order %v: got %s, want %s", order, textOf(said), textOf(test.want))
				}
			}
		})
	}
}
