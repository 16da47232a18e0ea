package layout

// Size is how much of a side a part of a split wants.
type Size struct {
	fixed int
	share float64
	floor int
}

// Fixed wants exactly n cells, as long as there are any.
func Fixed(n int) Size { return Size{fixed: max(n, 0)} }

// Share wants a part of what the fixed ones leave, in proportion to the
// other shares.
func Share(weight float64) Size { return Size{share: max(weight, 0)} }

// AtLeast gives a share a smallest size; it is honoured while there is room.
func (s Size) AtLeast(n int) Size {
	s.floor = max(n, 0)
	return s
}

// Rows splits r into rectangles below each other. The parts always add up to
// r if there is at least one share; fixed parts that find no room are empty.
func Rows(r Rect, sizes ...Size) []Rect {
	out := make([]Rect, len(sizes))
	y := r.Y
	for i, n := range divide(r.H, sizes) {
		out[i] = New(r.X, y, r.W, n)
		y += n
	}
	return out
}

// Cols splits r into rectangles beside each other, as Rows does.
func Cols(r Rect, sizes ...Size) []Rect {
	out := make([]Rect, len(sizes))
	x := r.X
	for i, n := range divide(r.W, sizes) {
		out[i] = New(x, r.Y, n, r.H)
		x += n
	}
	return out
}

// divide hands out the fixed sizes first, in order, then the floors, then
// what is left by weight; rounding never loses a cell.
func divide(total int, sizes []Size) []int {
	out := make([]int, len(sizes))
	left := max(total, 0)
	weight := 0.0
	for i, s := range sizes {
		want := s.fixed
		if s.share > 0 {
			weight += s.share
			want = s.floor
		}
		out[i] = min(want, left)
		left -= out[i]
	}
	grow(out, sizes, left, weight)
	return out
}

// grow gives the shares their parts of the whole; a share whose floor is
// already more than its part keeps the floor and leaves the contest.
func grow(out []int, sizes []Size, left int, weight float64) {
	settled := make([]bool, len(sizes))
	for again := true; again && weight > 0; {
		again = false
		pool := left
		for i, s := range sizes {
			if s.share > 0 && !settled[i] {
				pool += out[i]
			}
		}
		for i, s := range sizes {
			if s.share > 0 && !settled[i] && float64(out[i]) > float64(pool)*s.share/weight {
				settled[i], again = true, true
				weight -= s.share
				break
			}
		}
		if !again {
			pour(out, sizes, settled, pool, weight)
		}
	}
}

// pour shares the pool by weight, carrying fractions so that nothing is lost.
func pour(out []int, sizes []Size, settled []bool, pool int, weight float64) {
	sum, given := 0.0, 0
	for i, s := range sizes {
		if s.share <= 0 || settled[i] {
			continue
		}
		sum += s.share
		upTo := int(float64(pool)*sum/weight + 0.5)
		out[i] = upTo - given
		given = upTo
	}
}
