package sim

// queue is a four-ary heap by (At, Seq): flatter than a binary one, so fewer
// cache lines are touched for each event.
type queue struct{ items []Entry }

func before(a, b *Entry) bool {
	return a.At < b.At || a.At == b.At && a.Seq < b.Seq
}

func (q *queue) len() int { return len(q.items) }

func (q *queue) push(e Entry) {
	q.items = append(q.items, e)
	i := len(q.items) - 1
	for i > 0 {
		p := (i - 1) / 4
		if !before(&e, &q.items[p]) {
			break
		}
		q.items[i] = q.items[p]
		i = p
	}
	q.items[i] = e
}

func (q *queue) pop() Entry {
	top := q.items[0]
	n := len(q.items) - 1
	last := q.items[n]
	q.items[n] = Entry{}
	q.items = q.items[:n]
	if n > 0 {
		q.sink(last)
	}
	return top
}

// sink places e, which was last, from the root downwards.
func (q *queue) sink(e Entry) {
	i, n := 0, len(q.items)
	for {
		c := 4*i + 1
		if c >= n {
			break
		}
		least := c
		for j := c + 1; j < min(c+4, n); j++ {
			if before(&q.items[j], &q.items[least]) {
				least = j
			}
		}
		if !before(&q.items[least], &e) {
			break
		}
		q.items[i] = q.items[least]
		i = least
	}
	q.items[i] = e
}
