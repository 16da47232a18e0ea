package apigateway

import (
	"slices"
	"strconv"
)

// page cuts what a token and a maximum select out of sorted ids; the token is
// the id at which the next page begins.
func page(ids []string, maximum, token string) (items []string, next string, err error) {
	n := maxPage
	if maximum != "" {
		m, err := strconv.Atoi(maximum)
		if err != nil || m < 1 {
			return nil, "", bad("Invalid value for maxResults: " + maximum)
		}
		n = min(n, m)
	}
	from, _ := slices.BinarySearch(ids, token)
	ids = ids[from:]
	if len(ids) > n {
		return ids[:n], ids[n], nil
	}
	return ids, "", nil
}
