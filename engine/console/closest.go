package console

import (
	"slices"
	"strings"
)

// closeMatches are the choices most like the word, best first: at most n with
// a likeness of at least cutoff. It is get_close_matches of Python's difflib,
// which the AWS CLI uses with n = 3 and cutoff = 0.8.
func closeMatches(word string, choices []string, n int, cutoff float64) []string {
	type scored struct {
		ratio float64
		text  string
	}
	var found []scored
	for _, c := range choices {
		if r := ratio(c, word); r >= cutoff {
			found = append(found, scored{r, c})
		}
	}
	slices.SortStableFunc(found, func(a, b scored) int {
		switch {
		case a.ratio > b.ratio:
			return -1
		case a.ratio < b.ratio:
			return 1
		}
		return -strings.Compare(a.text, b.text) // heapq.nlargest on (ratio, text)
	})
	var out []string
	for _, f := range found[:min(n, len(found))] {
		out = append(out, f.text)
	}
	return out
}

// ratio is SequenceMatcher.ratio: twice the matching characters over all.
func ratio(a, b string) float64 {
	if len(a)+len(b) == 0 {
		return 1
	}
	if len(a) > 200 || len(b) > 200 {
		return 0 // nobody means so long a name
	}
	return 2 * float64(matching(a, b)) / float64(len(a)+len(b))
}

// matching counts the characters in the longest common block and, left and
// right of it, in theirs.
func matching(a, b string) int {
	if a == "" || b == "" {
		return 0
	}
	bestA, bestB, size := 0, 0, 0
	lengths := make([]int, len(b)+1)
	for i := range len(a) {
		prev := 0
		for j := range len(b) {
			here := lengths[j+1]
			lengths[j+1] = 0
			if a[i] == b[j] {
				lengths[j+1] = prev + 1
				if prev+1 > size {
					size = prev + 1
					bestA, bestB = i-size+1, j-size+1
				}
			}
			prev = here
		}
	}
	if size == 0 {
		return 0
	}
	return size + matching(a[:bestA], b[:bestB]) + matching(a[bestA+size:], b[bestB+size:])
}
