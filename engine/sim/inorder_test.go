package sim

import (
	"slices"
	"testing"
)

func TestInOrderIsTheOrderOfKeys(t *testing.T) {
	m := map[string]int{}
	for i, key := range []string{"d", "b", "e", "a", "c"} {
		m[key] = i
	}
	if got := InOrder(m); !slices.Equal(got, []int{3, 1, 4, 0, 2}) {
		t.Error(got)
	}
}
