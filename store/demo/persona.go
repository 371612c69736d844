package demo

// persona is the kind of a trial. Some people only look at the product, and some set
// it up for themselves, at different speeds.
type persona uint8

const (
	ghost   persona = iota // signs up and never comes back
	looker                 // looks around and leaves, mostly on the first day
	builder                // works towards a first campaign
	power                  // uses everything, and often
	personaCount
)

// personaTraits is how a persona behaves. Rates are in thousandths. Every account
// draws its own from a range.
type personaTraits struct {
	share         int    // of the accounts, in thousandths
	visitRate     [2]int // of coming on a working day
	progressRate  [2]int // of reaching the next milestone in a session
	dropoutRate   int    // of leaving for good after a day
	sessionEvents [2]int // events in a session, from and to
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
