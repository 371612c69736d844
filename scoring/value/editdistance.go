package value

// EditDistance is the Levenshtein distance of a and b: how many letters to insert,
// delete or replace to get from one to the other. It is limit+1 when that is more
// than limit.
func EditDistance(a, b string, limit int) int {
	from, to := []rune(a), []rune(b)
	if apart := len(from) - len(to); apart > limit || -apart > limit {
		return limit + 1
	}
	row := make([]int, len(to)+1)
	for i := range row {
		row[i] = i
	}
	for i, r := range from {
		diagonal, best := row[0], i+1
		row[0] = i + 1
		for j, s := range to {
			change := diagonal
			if r != s {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
			best = min(best, row[j+1])
		}
		if best > limit {
			return limit + 1
		}
	}
	return min(row[len(to)], limit+1)
}
