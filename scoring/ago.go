package scoring

// whenWords says on which day an event was: today and yesterday of as-of, else the
// day of the trial, which starts with day 1, else the date. Days are UTC; days
// of the trial are stretches of 24 hours from its start.
func whenWords(a *Account, i Instant, m Moment) string {
	start, end := a.Trial(m)
	switch daysApart(i, m.AsOf) {
	case 0:
		return "today"
	case 1:
		return "yesterday"
	}
	if start != Never && start <= i && i < end {
		return "on day " + grouped(int((i-start)/Day)+1)
	}
	return "on " + i.Time().Format(dayLayout)
}

// timesString is a count in words: "once", "twice", "1,204 times".
func timesString(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return grouped(n) + " times"
}

// daysApart is how many midnights UTC lie between the instants, negative when
// the first is the later.
func daysApart(i, j Instant) int { return int((j.Midnight() - i.Midnight()) / Day) }

// agoWords says how far a date lies from as-of in days of the calendar. Where that
// is the very number of days that the rule compares with, it is said to the
// hour: what is 3 days ago by the calendar may be more or less than 3 days.
func agoWords(r Rule, i, asOf Instant) string {
	days := daysApart(i, asOf)
	away := float64(max(days, -days))
	if r.Operator.countsDays() && away == r.Number {
		return direction(distance(max(asOf-i, i-asOf)), i > asOf)
	}
	switch days {
	case 0:
		return "today"
	case 1:
		return "yesterday"
	case -1:
		return "tomorrow"
	}
	return direction(grouped(int(away))+" days", days < 0)
}

func direction(distance string, ahead bool) string {
	if ahead {
		return "in " + distance
	}
	return distance + " ago"
}

// distance is a stretch of time to the hour, or what finer unit tells it from
// whole days.
func distance(apart Instant) string {
	days, rest := apart/Day, apart%Day
	words := ""
	if days > 0 {
		words = daysString(float64(days))
	}
	for _, unit := range []struct {
		length Instant
		name   string
	}{{Hour, "hour"}, {Minute, "minute"}, {Second, "second"}, {1, "millisecond"}} {
		n := int(rest / unit.length)
		if n == 0 {
			continue
		}
		if words != "" {
			words += " and "
		}
		words += grouped(n) + " " + unit.name
		if n != 1 {
			words += "s"
		}
		return words
	}
	if words == "" {
		return "no time"
	}
	return "exactly " + words
}
