package layout

import (
	"testing"

	"pgregory.net/rapid"
)

func TestClassOf(t *testing.T) {
	for _, c := range []struct {
		w, h int
		want Class
	}{
		{39, 40, TooSmall}, {80, 11, TooSmall}, {0, 0, TooSmall},
		{40, 12, Small}, {49, 24, Small}, {50, 12, One}, {79, 24, One},
		{80, 24, Two}, {119, 40, Two}, {120, 12, Wide}, {200, 60, Wide},
	} {
		if got := ClassOf(c.w, c.h); got != c.want {
			t.Errorf("%dx%d: got %s, want %s", c.w, c.h, got, c.want)
		}
	}
}

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		name  string
		total int
		sizes []Size
		want  []int
	}{
		{"header, body, footer", 24, []Size{Fixed(1), Share(1), Fixed(1)}, []int{1, 22, 1}},
		{"no room for the body", 2, []Size{Fixed(1), Share(1), Fixed(1)}, []int{1, 0, 1}},
		{"no room at all", 1, []Size{Fixed(1), Fixed(3)}, []int{1, 0}},
		{"thirds lose nothing", 100, []Size{Share(1), Share(1), Share(1)}, []int{33, 34, 33}},
		{"weights", 90, []Size{Share(2), Share(1)}, []int{60, 30}},
		{"a floor above its share", 60, []Size{Share(1).AtLeast(40), Share(1)}, []int{40, 20}},
		{"a floor below its share", 100, []Size{Share(1).AtLeast(40), Share(1)}, []int{50, 50}},
		{"nothing", 0, []Size{Fixed(4), Share(1)}, []int{0, 0}},
	} {
		x := 0
		for i, r := range Cols(New(0, 0, c.total, 5), c.sizes...) {
			if r.W != c.want[i] || r.X != x || r.H != 5 {
				t.Errorf("%s: part %d is %+v, want width %d at %d", c.name, i, r, c.want[i], x)
			}
			x += r.W
		}
	}
}

func TestSplitsTileTheRectangle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := New(3, 4, 20, rapid.IntRange(0, 200).Draw(t, "height"))
		sizes := []Size{Share(1)}
		for range rapid.IntRange(0, 5).Draw(t, "parts") {
			if rapid.Bool().Draw(t, "fixed") {
				sizes = append(sizes, Fixed(rapid.IntRange(0, 50).Draw(t, "n")))
			} else {
				sizes = append(sizes, Share(rapid.Float64Range(0.1, 5).Draw(t, "weight")).AtLeast(rapid.IntRange(0, 30).Draw(t, "floor")))
			}
		}
		y := r.Y
		for _, part := range Rows(r, sizes...) {
			if part.Y != y || part.H < 0 {
				t.Fatalf("%+v leaves a gap or overlaps at %d (%v)", part, y, sizes)
			}
			y += part.H
		}
		if y != r.Bottom() {
			t.Fatalf("the parts end at %d, the whole at %d (%v)", y, r.Bottom(), sizes)
		}
	})
}

func TestCutsAndInsetsStayInside(t *testing.T) {
	r := New(2, 3, 10, 4)
	top, rest := r.CutTop(9)
	if top != r || !rest.Empty() {
		t.Errorf("cutting more than there is: %+v, %+v", top, rest)
	}
	if got := r.Inset(6, 1); !got.Empty() || got.W < 0 {
		t.Errorf("an inset wider than the rectangle: %+v", got)
	}
	if got := r.Center(4, 2); got != (Rect{5, 4, 4, 2}) {
		t.Errorf("centre: %+v", got)
	}
	if !r.Row(4).Empty() || r.Row(1) != (Rect{2, 4, 10, 1}) {
		t.Errorf("rows: %+v %+v", r.Row(4), r.Row(1))
	}
	if !r.Contains(2, 3) || r.Contains(12, 3) || r.Contains(2, 7) {
		t.Error("contains is half open")
	}
	if got := r.Intersect(New(100, 100, 5, 5)); !got.Empty() || got.W < 0 || got.H < 0 {
		t.Errorf("disjoint rectangles share %+v", got)
	}
}
