package live

import "strings"

// Suggest is `; did you mean "x"?` for the known name that is closest to a
// mistyped one, or "".
func Suggest(name string, known []string) string {
	if best := Nearest(name, known); best != "" {
		return `; did you mean "` + best + `"?`
	}
	return ""
}

// Nearest is the known name that differs least from a mistyped one, whatever
// the case, or "" if none is similar: by at most half of its letters.
func Nearest(name string, known []string) string {
	best, distance := "", len(name)/2+1
	for _, k := range known {
		if d := edits(strings.ToLower(name), strings.ToLower(k)); d < distance {
			best, distance = k, d
		}
	}
	return best
}

// edits is the Levenshtein distance of two short names.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := before
			if a[i] != b[j] {
				change++
			}
			before = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
