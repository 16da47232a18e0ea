package aws

import (
	"slices"
	"testing"
)

func TestPagesTogetherAreTheList(t *testing.T) {
	list := []int{1, 2, 3, 4, 5}
	for size := 1; size <= 6; size++ {
		var got []int
		token := ""
		for {
			page, next, ok := Page(list, token, size)
			if !ok || len(page) > size {
				t.Fatalf("size %d, token %q: %v, %v", size, token, page, ok)
			}
			got = append(got, page...)
			if token = next; token == "" {
				break
			}
		}
		if !slices.Equal(got, list) {
			t.Errorf("in pages of %d: %v", size, got)
		}
	}
	if page, next, ok := Page(list, "OTk=", 2); len(page) > 0 || next != "" || !ok { // 99
		t.Errorf("behind the end: %v %q %v", page, next, ok)
	}
	for _, token := range []string{"x", "eA==", "LTE="} { // no base64, x, -1
		if _, _, ok := Page(list, token, 2); ok {
			t.Errorf("%q is a token", token)
		}
	}
}
