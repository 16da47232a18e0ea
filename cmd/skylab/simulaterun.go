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
	signals := watchSignals()
	defer signals.close()
	bar := newBar(h)
	r := report{p: p, Seed: p.Seed, Runs: p.count(), Complete: true}
	var results [][]planning.Result
	for i := 0; i < r.Runs && r.Complete; i++ {
		m, err := p.model(i)
		if err != nil {
			return err
		}
		for !m.Run(simulated) {
			bar.show((float64(i)+m.Progress())/float64(r.Runs), m)
			if signals.came() {
				r.Complete = false
				m.Stop()
			}
		}
		if !r.Complete {
			r.Runs = max(1, i)
			if i > 0 { // the runs that are over are the better part
				break
			}
		}
		r.SimulatedSeconds = m.Now().Seconds()
		results = append(results, m.Results())
		if i+1 < r.Runs && signals.came() { // runs that are short are not looked into
			r.Complete, r.Runs = false, i+1
		}
		bar.show(float64(i+1)/float64(r.Runs), m)
	}
	bar.clear()
	r.tell(planning.Average(results))
	if err := r.print(h, form); err != nil {
		return err
	}
	if !r.Complete {
		fmt.Fprintf(h.stderr, "skylab: interrupted; the result is partial: %s of virtual time, %s\n", spoken(seconds(r.SimulatedSeconds)), count(r.Runs, "run"))
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

// running is a model that can say how far it is.
type running interface {
	Requests() int64
	Now() time.Duration
}

func (b *bar) show(share float64, m running) {
	if !b.on || time.Now().Before(b.next) {
		return
	}
	b.next = time.Now().Add(100 * time.Millisecond)
	full := int(share * barWidth)
	done, rest := strings.Repeat("━", full), strings.Repeat("─", barWidth-full)
	if b.color {
		done = "\x1b[36m" + done + "\x1b[39m"
	}
	fmt.Fprintf(b.h.stderr, "\r\x1b[K%s%s %3.0f %%  %s requests  %s", done, rest, 100*share, grouped(float64(m.Requests())), spoken(m.Now()))
}

func (b *bar) clear() {
	if b.on {
		fmt.Fprint(b.h.stderr, "\r\x1b[K")
	}
}

// tell takes over what the runs told.
func (r *report) tell(results []planning.Result) {
	r.results = results
	for _, f := range results {
		r.Functions = append(r.Functions, newFunctionReport(f))
	}
}
