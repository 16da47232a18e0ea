package main

import (
	"fmt"
	"strings"
	"time"

	"skylab/engine/lambda/planning"
)

// simulated is how many events pass between two looks at the signals and the
// progress: some 10 ms.
const simulated = 1 << 16

// simulate runs a plan and prints what it tells. Interrupted, it prints what
// there is, and says so.
func simulate(h host, p *plan, form string) error {
	m, err := p.model()
	if err != nil {
		return err
	}
	signals := watchSignals()
	defer signals.close()
	bar := newBar(h)
	whole := true
	for !m.Run(simulated) {
		bar.show(m.Progress(), m.Requests(), m.Now())
		if signals.came() {
			whole = false
			m.Stop()
		}
	}
	bar.clear()
	r := newReport(p, m, whole)
	if err := r.print(h, form); err != nil {
		return err
	}
	if !whole {
		fmt.Fprintf(h.stderr, "skylab: interrupted after %v of virtual time; the result is of that part only\n", m.Now().Round(time.Second))
		return status(statusInterrupted)
	}
	return nil
}

// bar shows progress on standard error, if that is a terminal: a line that is
// written over, and gone at the end.
type bar struct {
	h     host
	on    bool
	color bool
	next  time.Time
}

func newBar(h host) *bar {
	return &bar{h: h, on: terminal(h.stderr) && h.getenv("TERM") != "dumb", color: h.getenv("NO_COLOR") == "",
		next: time.Now().Add(200 * time.Millisecond)} // a short run shows none
}

const barWidth = 30

func (b *bar) show(share float64, requests int64, now time.Duration) {
	if !b.on || time.Now().Before(b.next) {
		return
	}
	b.next = time.Now().Add(100 * time.Millisecond)
	full := int(share * barWidth)
	done, rest := strings.Repeat("━", full), strings.Repeat("─", barWidth-full)
	if b.color {
		done = "\x1b[36m" + done + "\x1b[39m"
	}
	fmt.Fprintf(b.h.stderr, "\r\x1b[K%s%s %3.0f %%  %s requests  %s", done, rest, 100*share, grouped(float64(requests)), spoken(now))
}

func (b *bar) clear() {
	if b.on {
		fmt.Fprint(b.h.stderr, "\r\x1b[K")
	}
}

// newReport is what a run told.
func newReport(p *plan, m *planning.Model, whole bool) report {
	r := report{p: p, SimulatedSeconds: m.Now().Seconds(), Seed: p.Seed, Complete: whole}
	for _, f := range m.Results() {
		r.Functions = append(r.Functions, newFunctionReport(f))
		r.results = append(r.results, f)
	}
	return r
}
