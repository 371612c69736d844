package scoring

import (
	"math/bits"
	"slices"
)

// turnout counts accounts by the cell they were in and the cell they come to.
// There are so few pairs of cells that everything an outlook tells of the matrix
// is read off the counts afterwards.
type turnout struct {
	*Outlook
	counts [2][numPairs]int // to be added up: as they take turns, an account need not wait for the one before
	turns  [numPairs]turn   // what each pair means
}

// pair is the cell of an account before and its cell after.
type pair uint16

const numPairs = 1 << (2 * cellBits)

func pairOf(before, after cell) pair { return pair(before)<<cellBits | pair(after) }

// accounts is how many accounts have the pair.
func (t *turnout) accounts(p pair) int { return t.counts[0][p] + t.counts[1][p] }

func (p pair) before() cell { return cell(p >> cellBits) }
func (p pair) after() cell  { return cell(p) & unplaced }

// turn is what becomes of an account's being qualified.
type turn uint8

const (
	stays  turn = 0
	enters turn = 1
	leaves turn = 2
)

func newTurnout(o *Outlook, saved, draft Matrix) *turnout {
	t := &turnout{Outlook: o}
	for p := range pair(numPairs) {
		before, after := p.before().qualified(saved), p.after().qualified(draft)
		switch {
		case after && !before:
			t.turns[p] = enters
		case before && !after:
			t.turns[p] = leaves
		}
	}
	return t
}

// count places every account. Who enters and leaves is gathered in words first: a
// branch for each account would be guessed wrong too often.
func (t *turnout) count(was, now *placed) {
	switch {
	case was.view == now.view: // which it is as long as no condition changes
		t.countAlike(was, now)
	case slices.Equal(was.view.slots, now.view.slots):
		t.countAlong(was, now)
	default:
		t.countApart(was, now)
	}
}

// countAlike is count for rankings of one view: a code has a cell before and a
// cell after, so that two look-ups place an account.
func (t *turnout) countAlike(was, now *placed) {
	adoption, fit := pairs(was.adoption, now.adoption), pairs(was.fit, now.fit)
	slots, counts := now.view.slots, &t.counts
	for from := 0; from < len(slots); from += 64 {
		word := slots[from:min(from+64, len(slots))]
		adoptions, fits := now.view.adoption.codes[from:][:len(word)], now.view.fit.codes[from:][:len(word)]
		var enter, leave uint64
		for i := range word {
			p := (adoption[adoptions[i]] + fit[fits[i]]) % numPairs
			counts[i&1][p]++
			became := t.turns[p]
			enter |= uint64(became&enters) << (i & 63)
			leave |= uint64(became&leaves/leaves) << (i & 63)
		}
		t.turn(word, enter, leave)
	}
}

// pairs joins what each code adds to the cell before and to the cell after.
func pairs(before, after []cell) []pair {
	joined := make([]pair, len(after))
	for code := range joined {
		joined[code] = pairOf(before[code], after[code])
	}
	return joined
}

// countAlong is count for rankings of the same accounts by different matches,
// which takes four look-ups.
func (t *turnout) countAlong(was, now *placed) {
	wasA, wasF, nowA, nowF := was.adoption, was.fit, now.adoption, now.fit
	slots, counts := now.view.slots, &t.counts
	for from := 0; from < len(slots); from += 64 {
		word := slots[from:min(from+64, len(slots))]
		n := len(word)
		wasCodesA, wasCodesF := was.view.adoption.codes[from:][:n], was.view.fit.codes[from:][:n]
		nowCodesA, nowCodesF := now.view.adoption.codes[from:][:n], now.view.fit.codes[from:][:n]
		var enter, leave uint64
		for i := range word {
			p := pairOf(wasA[wasCodesA[i]]+wasF[wasCodesF[i]], nowA[nowCodesA[i]]+nowF[nowCodesF[i]]) % numPairs
			counts[i&1][p]++
			became := t.turns[p]
			enter |= uint64(became&enters) << (i & 63)
			leave |= uint64(became&leaves/leaves) << (i & 63)
		}
		t.turn(word, enter, leave)
	}
}

// countApart is count for rankings of different accounts.
func (t *turnout) countApart(was, now *placed) {
	before := slices.Repeat([]cell{unplaced}, max(was.slots, now.slots)) // by slot
	for i, slot := range was.view.slots {
		before[slot] = was.cell(i)
	}
	for i, slot := range now.view.slots {
		t.add(slot, pairOf(before[slot], now.cell(i)))
		before[slot] = unplaced
	}
	for _, slot := range was.view.slots {
		if before[slot] != unplaced {
			t.add(slot, pairOf(before[slot], unplaced))
		}
	}
}

// add counts one account.
func (t *turnout) add(slot uint32, p pair) {
	t.counts[0][p]++
	became := t.turns[p]
	t.turn([]uint32{slot}, uint64(became&enters), uint64(became&leaves/leaves))
}

// turn notes those of up to 64 slots that enter and leave.
func (t *turnout) turn(slots []uint32, enter, leave uint64) {
	t.Enter += bits.OnesCount64(enter)
	t.Leave += bits.OnesCount64(leave)
	for ; enter != 0; enter &= enter - 1 {
		t.Entering.Set(int(slots[bits.TrailingZeros64(enter)]))
	}
	for ; leave != 0; leave &= leave - 1 {
		t.Leaving.Set(int(slots[bits.TrailingZeros64(leave)]))
	}
}
