// Package pace maps real time to virtual time: it says to which instant the
// world should run when a frame is drawn. It reads no clock; it is told.
package pace

import (
	"time"

	"skylab/engine/sim"
)

// maxCatchUp bounds the real time that one frame makes up for, so that a
// laptop that slept does not play hours at once.
const maxCatchUp = 100 * time.Millisecond

// Fuel is what one frame may spend on events and on learners' programs, about
// a microsecond each, so that a frame stays well under its 33 ms.
const Fuel = 5_000

// speeds are the choices of `,` and `.`: virtual seconds per real second.
var speeds = [...]float64{0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 3600}

// Pace is the tempo of one world on the screen.
type Pace struct {
	// Speed is virtual seconds per real second.
	Speed float64
	// Playing lets time pass; otherwise the world stands still.
	Playing bool
	// Real lets it pass as fast as real time, whatever the speed.
	Real bool

	last time.Time
}

// New is a pace at the given speed, standing still.
func New(speed float64) *Pace {
	if speed <= 0 {
		speed = 1
	}
	return &Pace{Speed: speed}
}

// Play and Pause start and stop the passing of time.
func (p *Pace) Play() {
	if !p.Playing {
		p.Playing, p.last = true, time.Time{}
	}
}

// Pause stops the passing of time.
func (p *Pace) Pause() { p.Playing = false }

// Faster takes the next higher speed.
func (p *Pace) Faster() {
	for _, s := range speeds {
		if s > p.Speed {
			p.Speed = s
			return
		}
	}
}

// Slower takes the next lower speed.
func (p *Pace) Slower() {
	for i := len(speeds) - 1; i >= 0; i-- {
		if speeds[i] < p.Speed {
			p.Speed = speeds[i]
			return
		}
	}
}

// Rate is the virtual seconds that pass in a real one.
func (p *Pace) Rate() float64 {
	if p.Real {
		return 1
	}
	return p.Speed
}

// Deadline is the instant to which a world that now stands at `from` should
// run at the real time `now`: nothing passes in the first frame after Play.
func (p *Pace) Deadline(from sim.Time, now time.Time) sim.Time {
	if !p.Playing {
		return from
	}
	if p.last.IsZero() {
		p.last = now
		return from
	}
	real := min(now.Sub(p.last), maxCatchUp)
	p.last = now
	return from.Add(time.Duration(float64(max(real, 0)) * p.Rate()))
}
