package quiz

import (
	"cmp"
	"hash/fnv"
	"math/rand/v2"
	"slices"
)

// Shuffled is the order in which the options are shown: Shuffled(seed)[i] is
// the authored index of the option at place i. It is the same every time for
// the same seed (one per learner) and question, so that an option is found
// where it was. Options that are all quantities stay sorted by size, and the
// items of an Order question never stand in the right order.
func (q Question) Shuffled(seed uint64) []int {
	order := make([]int, len(q.Options))
	for i := range order {
		order[i] = i
	}
	if q.Kind != Order {
		if sizes, ok := q.quantities(); ok {
			slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(sizes[a], sizes[b]) })
			return order
		}
	}
	id := fnv.New64a()
	id.Write([]byte(q.ID))
	r := rand.New(rand.NewPCG(seed, id.Sum64()))
	r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	if q.Kind == Order && len(order) > 1 && slices.IsSorted(order) {
		order[0], order[1] = order[1], order[0]
	}
	return order
}
