package rank

import (
	"math/bits"
	"slices"

	"trialist/scoring/rulebook"
)

// transitions counts accounts by the cell they were in and the cell they come to.
// There are so few pairs of cells that everything an outlook tells of the matrix
// is read off the counts afterwards.
type transitions struct {
	*Preview
	counts  [2][numTransitions]int // to be added up: as they take turns, an account need not wait for the one before
	effects [numTransitions]effect // what each pair means
}

// transition is the cell of an account before and its cell after.
type transition uint16

const numTransitions = 1 << (2 * cellBits)

func transitionOf(before, after cell) transition {
	return transition(before)<<cellBits | transition(after)
}

// accountCount is how many accounts have the pair.
func (t *transitions) accountCount(p transition) int { return t.counts[0][p] + t.counts[1][p] }

func (p transition) before() cell { return cell(p >> cellBits) }
func (p transition) after() cell  { return cell(p) & unrankedCell }

// effect is what becomes of an account's being qualified.
type effect uint8

const (
	stays  effect = 0
	enters effect = 1
	leaves effect = 2
)

func newTransitions(o *Preview, saved, draft rulebook.Matrix) *transitions {
	t := &transitions{Preview: o}
	for p := range transition(numTransitions) {
		before, after := p.before().qualified(saved), p.after().qualified(draft)
		switch {
		case after && !before:
			t.effects[p] = enters
		case before && !after:
			t.effects[p] = leaves
		}
	}
	return t
}

// countAll places every account. Who enters and leaves is gathered in words first: a
// branch for each account would be guessed wrong too often.
func (t *transitions) countAll(was, now *cellIndex) {
	switch {
	case was.cohort == now.cohort: // which it is as long as no condition changes
		t.countSameCohort(was, now)
	case slices.Equal(was.cohort.slots, now.cohort.slots):
		t.countSameAccounts(was, now)
	default:
		t.countDifferentAccounts(was, now)
	}
}

// countSameCohort is count for rankings of one view: a code has a cell before and a
// cell after, so that two look-ups place an account.
func (t *transitions) countSameCohort(was, now *cellIndex) {
	adoption, fit := transitionTerms(was.adoption, now.adoption), transitionTerms(was.fit, now.fit)
	slots, counts := now.cohort.slots, &t.counts
	for from := 0; from < len(slots); from += 64 {
		word := slots[from:min(from+64, len(slots))]
		adoptions, fits := now.cohort.adoption.codes[from:][:len(word)], now.cohort.fit.codes[from:][:len(word)]
		var enter, leave uint64
		for i := range word {
			p := (adoption[adoptions[i]] + fit[fits[i]]) % numTransitions
			counts[i&1][p]++
			became := t.effects[p]
			enter |= uint64(became&enters) << (i & 63)
			leave |= uint64(became&leaves/leaves) << (i & 63)
		}
		t.mark(word, enter, leave)
	}
}

// transitionTerms joins what each code adds to the cell before and to the cell after.
func transitionTerms(before, after []cell) []transition {
	joined := make([]transition, len(after))
	for code := range joined {
		joined[code] = transitionOf(before[code], after[code])
	}
	return joined
}

// countSameAccounts is count for rankings of the same accounts by different matches,
// which takes four look-ups.
func (t *transitions) countSameAccounts(was, now *cellIndex) {
	wasA, wasF, nowA, nowF := was.adoption, was.fit, now.adoption, now.fit
	slots, counts := now.cohort.slots, &t.counts
	for from := 0; from < len(slots); from += 64 {
		word := slots[from:min(from+64, len(slots))]
		n := len(word)
		wasCodesA, wasCodesF := was.cohort.adoption.codes[from:][:n], was.cohort.fit.codes[from:][:n]
		nowCodesA, nowCodesF := now.cohort.adoption.codes[from:][:n], now.cohort.fit.codes[from:][:n]
		var enter, leave uint64
		for i := range word {
			p := transitionOf(wasA[wasCodesA[i]]+wasF[wasCodesF[i]], nowA[nowCodesA[i]]+nowF[nowCodesF[i]]) % numTransitions
			counts[i&1][p]++
			became := t.effects[p]
			enter |= uint64(became&enters) << (i & 63)
			leave |= uint64(became&leaves/leaves) << (i & 63)
		}
		t.mark(word, enter, leave)
	}
}

// countDifferentAccounts is count for rankings of different accounts.
func (t *transitions) countDifferentAccounts(was, now *cellIndex) {
	before := slices.Repeat([]cell{unrankedCell}, max(was.populationSize, now.populationSize)) // by slot
	for i, slot := range was.cohort.slots {
		before[slot] = was.cell(i)
	}
	for i, slot := range now.cohort.slots {
		t.add(slot, transitionOf(before[slot], now.cell(i)))
		before[slot] = unrankedCell
	}
	for _, slot := range was.cohort.slots {
		if before[slot] != unrankedCell {
			t.add(slot, transitionOf(before[slot], unrankedCell))
		}
	}
}

// add counts one account.
func (t *transitions) add(slot uint32, p transition) {
	t.counts[0][p]++
	became := t.effects[p]
	t.mark([]uint32{slot}, uint64(became&enters), uint64(became&leaves/leaves))
}

// mark notes those of up to 64 slots that enter and leave.
func (t *transitions) mark(slots []uint32, enter, leave uint64) {
	t.EnterCount += bits.OnesCount64(enter)
	t.LeaveCount += bits.OnesCount64(leave)
	for ; enter != 0; enter &= enter - 1 {
		t.Entering.Set(int(slots[bits.TrailingZeros64(enter)]))
	}
	for ; leave != 0; leave &= leave - 1 {
		t.Leaving.Set(int(slots[bits.TrailingZeros64(leave)]))
	}
}
