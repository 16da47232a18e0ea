package lambda

import (
	"slices"
	"strings"
)

// page cuts a list to one page: from the item that the marker names on. The
// marker of the next page is the key of its first item.
func page[T any](all []T, marker string, size int, key func(T) string) ([]T, string) {
	if size == 0 || size > pageSize {
		size = pageSize
	}
	if marker != "" {
		at := slices.IndexFunc(all, func(t T) bool { return key(t) == marker })
		if at < 0 {
			at = slices.IndexFunc(all, func(t T) bool { return strings.Compare(key(t), marker) > 0 })
		}
		if at < 0 {
			at = len(all)
		}
		all = all[at:]
	}
	if len(all) <= size {
		return all, ""
	}
	return all[:size], key(all[size])
}
