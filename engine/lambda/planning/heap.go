package planning

// entry is something of a function that is ordered by a key: an instant, or
// how old an environment is.
type entry struct {
	key int64
	fn  int32
	env int32
}

// heap is a heap with four children to a node, the smallest key first: half as
// deep as a binary one, and the four lie in one line of the cache.
type heap []entry

func (h *heap) push(e entry) {
	*h = append(*h, e)
	a := *h
	i := len(a) - 1
	for i > 0 {
		parent := (i - 1) / 4
		if a[parent].key <= e.key {
			break
		}
		a[i] = a[parent]
		i = parent
	}
	a[i] = e
}

func (h *heap) pop() entry {
	a := *h
	top, last := a[0], a[len(a)-1]
	*h = a[:len(a)-1]
	if len(*h) > 0 {
		h.sink(0, last)
	}
	return top
}

// replace puts an entry in the place of the top.
func (h *heap) replace(e entry) { h.sink(0, e) }

// sink lets an entry find its place below i.
func (h *heap) sink(i int, e entry) {
	a := *h
	for {
		child := 4*i + 1
		if child >= len(a) {
			break
		}
		least := child
		for c := child + 1; c < min(child+4, len(a)); c++ {
			if a[c].key < a[least].key {
				least = c
			}
		}
		if e.key <= a[least].key {
			break
		}
		a[i] = a[least]
		i = least
	}
	a[i] = e
}

// order makes a heap of entries in any order.
func (h *heap) order() {
	for i := (len(*h) - 2) / 4; i >= 0 && len(*h) > 1; i-- {
		h.sink(i, (*h)[i])
	}
}
