package demo

// persona is what sort of trial an account is. People try a product to see
// how it looks or to make it work for them, and the latter at their own pace.
type persona uint8

const (
	ghost   persona = iota // signed up, never really came
	looker                 // had a look and left, mostly on day one
	builder                // works towards a first campaign
	power                  // does everything, and much of it
	personaCount
)

// personaTraits are how a character behaves, in thousandths where not said otherwise.
type personaTraits struct {
	share         int    // of the accounts
	visitRate     [2]int // on a working day, from and to; every account has its own
	progressRate  [2]int // to take the next step of the journey in a session
	dropoutRate   int    // for good, after a day
	sessionEvents [2]int // events
}

var personas = [personaCount]personaTraits{
	ghost:   {share: 45, visitRate: [2]int{0, 0}, dropoutRate: 1000, sessionEvents: [2]int{1, 2}},
	looker:  {share: 305, visitRate: [2]int{100, 400}, progressRate: [2]int{200, 600}, dropoutRate: 620, sessionEvents: [2]int{2, 9}},
	builder: {share: 600, visitRate: [2]int{250, 800}, progressRate: [2]int{70, 400}, dropoutRate: 70, sessionEvents: [2]int{3, 13}},
	power:   {share: 50, visitRate: [2]int{850, 1000}, progressRate: [2]int{600, 900}, dropoutRate: 6, sessionEvents: [2]int{7, 24}},
}

var personaWeights = func() []int {
	weights := make([]int, personaCount)
	for i, c := range personas {
		weights[i] = c.share
	}
	return weights
}()
