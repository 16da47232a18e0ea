package aws

import (
	"encoding/base64"
	"strconv"
)

// Page is the part of a list that a token asks for, at most size items, and
// the token of what follows, "" at the end. No token is the beginning; one
// that Page did not give is not ok, unless it happens to read as one.
func Page[T any](list []T, token string, size int) (page []T, next string, ok bool) {
	from := 0
	if token != "" {
		text, err := base64.StdEncoding.DecodeString(token)
		if err == nil {
			from, err = strconv.Atoi(string(text))
		}
		if err != nil || from < 0 {
			return nil, "", false
		}
	}
	list = list[min(from, len(list)):]
	if len(list) <= size {
		return list, "", true
	}
	return list[:size], base64.StdEncoding.EncodeToString([]byte(strconv.Itoa(from + size))), true
}
