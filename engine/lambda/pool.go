package lambda

import "slices"

// pool is the idle environments of one kind: by number, the newest last.
type pool struct{ idle []*environment }

// add makes an environment available.
func (p *pool) add(v *environment) {
	i, _ := slices.BinarySearchFunc(p.idle, v.Number, func(w *environment, n int) int { return w.Number - n })
	p.idle = slices.Insert(p.idle, i, v)
}

// newest is the environment that the next request gets, nil if none is free.
func (p *pool) newest() *environment {
	if len(p.idle) == 0 {
		return nil
	}
	return p.idle[len(p.idle)-1]
}

// remove takes an environment away, to serve or to end.
func (p *pool) remove(v *environment) {
	if n := len(p.idle); n > 0 && p.idle[n-1] == v {
		p.idle = p.idle[:n-1]
		return
	}
	p.idle = slices.DeleteFunc(p.idle, func(w *environment) bool { return w == v })
}
