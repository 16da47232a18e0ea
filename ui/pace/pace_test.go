package pace

import (
	"testing"
	"time"

	"skylab/engine/sim"
)

func TestDeadlineFollowsSpeedAndCapsCatchUp(t *testing.T) {
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	p := New(10)
	if got := p.Deadline(5, start); got != 5 {
		t.Errorf("a pace that stands still moved to %d", got)
	}
	p.Play()
	if got := p.Deadline(0, start); got != 0 {
		t.Errorf("the first frame moved to %d", got)
	}
	if got, want := p.Deadline(0, start.Add(33*time.Millisecond)), sim.Time(330*time.Millisecond); got != want {
		t.Errorf("got %d, want %d", got, want)
	}
	p.Real = true
	if got, want := p.Deadline(0, start.Add(66*time.Millisecond)), sim.Time(33*time.Millisecond); got != want {
		t.Errorf("in real time: got %d, want %d", got, want)
	}
	p.Real = false
	if got, want := p.Deadline(0, start.Add(time.Hour)), sim.Time(time.Second); got != want {
		t.Errorf("after an hour's sleep: got %d, want the cap %d", got, want)
	}
	if got := p.Deadline(7, start); got != 7 {
		t.Errorf("a clock that went back moved the world to %d", got)
	}
}

func TestFasterAndSlowerStopAtTheEnds(t *testing.T) {
	p := New(1)
	for range 50 {
		p.Faster()
	}
	if p.Speed != 3600 {
		t.Errorf("fastest is %v", p.Speed)
	}
	for range 50 {
		p.Slower()
	}
	if p.Speed != 0.01 {
		t.Errorf("slowest is %v", p.Speed)
	}
}
