package signals

import (
	"strings"

	"trialist/scoring/rank"
	"trialist/scoring/rulebook"
	"trialist/ui/clean"
	"trialist/ui/theme"
	"trialist/ui/words"
)

// topLines is the top of the list as the draft ranks it, with the movement and the
// saved score of each trial.
func (s *Screen) topLines(width, rows int) []theme.Line {
	styles, side, preview := s.frame.Theme(), s.side(), s.draft.Preview()
	const figures = 6
	right := styles.Muted.Line(words.SideWord(side)+clean.Text("saved").PadLeft(figures)).Add(styles.Muted, clean.Text("draft").PadLeft(figures)).Space(5)
	title := styles.Strong.Line("Top of the list")
	if by := styles.Muted.Line(" by " + shortOrderName(preview.Saved.By)); title.Width()+by.Width()+right.Width()+2 <= width {
		title = title.Join(by)
	}
	lines := []theme.Line{theme.Justify(title, right, width)}
	moves := preview.Effect.Moves
	for _, position := range topPositions(moves, rows) {
		if position < 0 {
			lines = append(lines, styles.Muted.Line(" …"))
			continue
		}
		move := moves[position]
		slot := int(move.Slot)
		was, now := preview.Saved.Score(side, slot), preview.Draft.Score(side, slot)
		ink := styles.Text
		if was.Compare(now) != 0 {
			ink = styles.Accent
		}
		before := roundedScore(was)
		if move.From < 0 {
			before = styles.Glyphs.Dash
		}
		right := styles.Muted.Line(before.PadLeft(figures)).Add(ink, roundedScore(now).PadLeft(figures)).
			Space(1).Join(movementMark(styles, move.From, position).Pad(4))
		left := styles.Muted.Line(positionText(position).PadLeft(3)).Space(2).Add(styles.Text, s.board.AccountName(move.Slot))
		lines = append(lines, theme.Justify(left, right, width))
	}
	return lines
}

// topPositions are the positions that rows rows show. They start at the top. When
// no trial moves that far up, the lower rows show the first trials that move, after
// a gap, which is -1.
func topPositions(moves []rank.Move, rows int) []int {
	rows = max(min(rows, len(moves)), 0)
	positions := make([]int, rows)
	for i := range positions {
		positions[i] = i
	}
	first := 0
	for first < len(moves) && moves[first].From == first {
		first++
	}
	// The trial before the first that moves is shown too, for comparison.
	if head := rows / 3; head > 0 && first < len(moves) && first >= rows {
		positions[head] = -1
		from := min(first-1, len(moves)-(rows-head-1))
		for i := head + 1; i < rows; i++ {
			positions[i] = from + i - head - 1
		}
	}
	return positions
}

// shortOrderName is the name of an order up to its first comma.
func shortOrderName(o rank.Order) clean.Text {
	first, _, _ := strings.Cut(string(words.OrderName(o)), ",")
	return clean.Text(first)
}

// roundedScore is a score as a whole number; a dash for none.
func roundedScore(s rulebook.Score) clean.Text {
	if !s.Known() {
		return clean.Text(s.String())
	}
	return words.Number(s.Rounded())
}

// movementMark is how many positions a trial moved, from was to now; "new" when was
// is negative.
func movementMark(styles theme.Theme, was, now int) theme.Line {
	switch by := was - now; {
	case was < 0:
		return styles.Good.Line("new")
	case by > 0:
		return styles.Good.Line(styles.Glyphs.Up + compactCount(by))
	case by < 0:
		return styles.Muted.Line(styles.Glyphs.Down + compactCount(-by))
	}
	return nil
}

// compactCount is a count in at most three cells: 999, or 12k.
func compactCount(n int) clean.Text {
	if n > 999 {
		return words.Number(min(n/1000, 99)) + "k"
	}
	return words.Number(n)
}
