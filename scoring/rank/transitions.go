package rank

import (
	"math/bits"
	"slices"

	"trialist/scoring/rulebook"
)

// transition is a pair of cells as one number: the cell of an account before and
// its cell after.
type transition uint16

const numTransitions = 1 << (2 * cellBits)

func transitionOf(before, after cell) transition {
	return transition(before)<<cellBits | transition(after)
}

func (t transition) before() cell { return cell(t >> cellBits) }
func (t transition) after() cell  { return cell(t) & unrankedCell }

// effect is what a transition does to an account's being qualified.
type effect uint8

const (
	stays  effect = 0
	enters effect = 1
	leaves effect = 2
)

// transitionCounts counts accounts by transition. There are so few of them that
// all that a preview tells of the matrix is read off the counts afterwards.
type transitionCounts struct {
	preview *Preview
	counts  [2][numTransitions]int // to be added up
	effects [numTransitions]effect
}

func newTransitionCounts(preview *Preview, saved, draft rulebook.Matrix) *transitionCounts {
	c := &transitionCounts{preview: preview}
	var was, is [1 << cellBits]bool
	for one := range was {
		was[one], is[one] = cell(one).qualified(saved), cell(one).qualified(draft)
	}
	for before := range was {
		for after := range is {
			switch t := transitionOf(cell(before), cell(after)); {
			case is[after] && !was[before]:
				c.effects[t] = enters
			case was[before] && !is[after]:
				c.effects[t] = leaves
			}
		}
	}
	return c
}

// count is how many accounts made the transition.
func (c *transitionCounts) count(t transition) int { return c.counts[0][t] + c.counts[1][t] }

// addAll counts every account that either ranking has.
func (c *transitionCounts) addAll(before, after *cellIndex) {
	switch {
	case before.cohort == after.cohort: // as long as no condition changes
		c.addSameCohort(before, after)
	case slices.Equal(before.cohort.slots, after.cohort.slots):
		c.addBlocks(after.cohort.slots, func(from int, block []transition) {
			for i := range block {
				block[i] = transitionOf(before.cell(from+i), after.cell(from+i))
			}
		})
	default:
		c.addDifferentAccounts(before, after)
	}
}

// addSameCohort counts the accounts of two rankings of one cohort. A code has a
// cell before and a cell after, so two look-ups give the transition of an account
// where four are needed otherwise. Of a million accounts, that takes 4 ms after
// each key press, and not 9 ms.
func (c *transitionCounts) addSameCohort(before, after *cellIndex) {
	adoption, fit := transitionTerms(before.adoption, after.adoption), transitionTerms(before.fit, after.fit)
	c.addBlocks(after.cohort.slots, func(from int, block []transition) {
		adoptionCodes := after.cohort.adoption.codes[from:][:len(block)]
		fitCodes := after.cohort.fit.codes[from:][:len(block)]
		for i := range block {
			block[i] = adoption[adoptionCodes[i]] | fit[fitCodes[i]]
		}
	})
}

// transitionTerms is what each code of one side says of a transition.
func transitionTerms(before, after []cell) []transition {
	terms := make([]transition, len(after))
	for code := range terms {
		terms[code] = transitionOf(before[code], after[code])
	}
	return terms
}

// addDifferentAccounts counts the accounts of rankings that do not rank the same
// ones.
func (c *transitionCounts) addDifferentAccounts(before, after *cellIndex) {
	cells := slices.Repeat([]cell{unrankedCell}, max(before.populationSize, after.populationSize)) // before, by slot
	for i, slot := range before.cohort.slots {
		cells[slot] = before.cell(i)
	}
	c.addBlocks(after.cohort.slots, func(from int, block []transition) {
		for i := range block {
			slot := after.cohort.slots[from+i]
			block[i] = transitionOf(cells[slot], after.cell(from+i))
			cells[slot] = unrankedCell
		}
	})
	for i, slot := range before.cohort.slots {
		if cells[slot] != unrankedCell { // it is not ranked any more
			c.add(before.cohort.slots[i:i+1], []transition{transitionOf(cells[slot], unrankedCell)})
		}
	}
}

// addBlocks counts the slots, up to 64 at a time. The transitions of a block are
// filled in by the function, from the place on that it is given.
func (c *transitionCounts) addBlocks(slots []uint32, fill func(from int, block []transition)) {
	var block [64]transition
	for from := 0; from < len(slots); from += len(block) {
		some := slots[from:min(from+len(block), len(slots))]
		fill(from, block[:len(some)])
		c.add(some, block[:len(some)])
	}
}

// add counts up to 64 slots with their transitions. Who enters and leaves is
// gathered in words first: a branch for each account would be mispredicted too
// often. Neighbours count in turns, so that adding to a counter need not wait
// for the addition before.
func (c *transitionCounts) add(slots []uint32, block []transition) {
	var enter, leave uint64
	for i, t := range block {
		t %= numTransitions // which it is below anyway; it saves the check
		c.counts[i&1][t]++
		effect := c.effects[t]
		enter |= uint64(effect&enters) << (i & 63)
		leave |= uint64(effect&leaves/leaves) << (i & 63)
	}
	p := c.preview
	p.EnterCount += bits.OnesCount64(enter)
	p.LeaveCount += bits.OnesCount64(leave)
	for ; enter != 0; enter &= enter - 1 {
		p.Entering.Set(int(slots[bits.TrailingZeros64(enter)]))
	}
	for ; leave != 0; leave &= leave - 1 {
		p.Leaving.Set(int(slots[bits.TrailingZeros64(leave)]))
	}
}
