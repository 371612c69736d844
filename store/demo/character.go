package demo

// character is what sort of trial an account is. People try a product to see
// how it looks or to make it work for them, and the latter at their own pace.
type character uint8

const (
	ghost   character = iota // signed up, never really came
	looker                   // had a look and left, mostly on day one
	builder                  // works towards a first campaign
	power                    // does everything, and much of it
	characterCount
)

// traits are how a character behaves, in thousandths where not said otherwise.
type traits struct {
	share   int    // of the accounts
	coming  [2]int // on a working day, from and to; every account has its own
	drive   [2]int // to take the next step of the journey in a session
	leaving int    // for good, after a day
	session [2]int // events
}

var characters = [characterCount]traits{
	ghost:   {share: 45, coming: [2]int{0, 0}, leaving: 1000, session: [2]int{1, 2}},
	looker:  {share: 305, coming: [2]int{100, 400}, drive: [2]int{200, 600}, leaving: 620, session: [2]int{2, 9}},
	builder: {share: 600, coming: [2]int{250, 800}, drive: [2]int{70, 400}, leaving: 70, session: [2]int{3, 13}},
	power:   {share: 50, coming: [2]int{850, 1000}, drive: [2]int{600, 900}, leaving: 6, session: [2]int{7, 24}},
}

var characterWeights = func() []int {
	weights := make([]int, characterCount)
	for i, c := range characters {
		weights[i] = c.share
	}
	return weights
}()
