package rulebook

// segmentDefaults are the segments of a new workspace. They need no signal of any
// name, so that signals can be removed freely.
var segmentDefaults = []struct {
	name  string
	color Color
	when  string
}{
	{"Qualified", Green, `status is trial and qualified is yes`},
	{"Hot but uncontacted", Red, `status is trial and adoption band is High|"Very high" and qualified is yes and days since last touch is not set`},
	{"Good fit with low adoption", Blue, `status is trial and fit band is Good|"Perfect match" and adoption band is Low`},
	{"Ends in 3 days", Yellow, `status is trial and days left in trial is at most 3`},
	{"Looker", NoColor, `class is looker`},
	{"Slipping", Yellow, `status is trial and adoption score is at least 50 and last seen is more than 3 days ago`},
}

// defaultSegments are the segments of a workspace until it says otherwise.
func defaultSegments() Segments {
	var s Segments
	for _, d := range segmentDefaults {
		when, err := ParseSegmentCondition(d.when)
		if err != nil {
			continue // a test has them all
		}
		s.LastID++
		s.List = append(s.List, Segment{ID: s.LastID, Name: d.name, Color: d.color, When: when})
	}
	return s
}
