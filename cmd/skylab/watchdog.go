package main

import (
	"runtime/debug"
	"time"
)

// bounds are those of the real time that one entry into a learner's VM may
// take. The budgets on virtual time end a program long before, and at the same
// step on every machine; these are the last wall, against natives that never
// poll. A run that they cut short depends on the machine's load, so they are
// far above what any program needs: a script would rather wait than give
// another answer.
type bounds struct {
	patience time.Duration
	insist   time.Duration // how often a VM is asked to stop then
	giveUp   time.Duration // after that it is abandoned
}

var (
	ofScripts = bounds{patience: 2 * time.Minute, insist: 5 * time.Millisecond, giveUp: 3 * time.Second}
	ofScreens = bounds{patience: 10 * time.Second, insist: 5 * time.Millisecond, giveUp: 3 * time.Second} // a screen is not frozen for longer
)

// watchdog runs learners' programs in scripts and checks.
func watchdog(f func(), stop func()) bool { return ofScripts.guard(f, stop) }

// screenWatchdog runs them under the screen.
func screenWatchdog(f func(), stop func()) bool { return ofScreens.guard(f, stop) }

// guard runs f, which enters a VM, on another goroutine, so that a program
// that cannot be stopped freezes neither screen nor script.
func (b bounds) guard(f func(), stop func()) bool {
	w := hire()
	w.work <- f
	patient := time.NewTimer(b.patience)
	defer patient.Stop()
	select {
	case <-w.done:
		w.rest()
		return true
	case <-patient.C:
	}
	again := time.NewTicker(b.insist)
	defer again.Stop()
	last := time.NewTimer(b.giveUp)
	defer last.Stop()
	for {
		stop()
		select {
		case <-w.done:
			w.rest()
			return true
		case <-again.C:
		case <-last.C:
			return false
		}
	}
}

// worker is a goroutine that enters VMs, one after the other: one made for each
// entry would have to grow its stack anew, which takes as long as a short
// invocation.
type worker struct {
	work chan func()
	done chan struct{}
}

// idle are workers without work; there are more only where programs run in
// parallel.
var idle = make(chan *worker, 4)

func hire() *worker {
	select {
	case w := <-idle:
		return w
	default:
	}
	w := &worker{make(chan func()), make(chan struct{})}
	go w.run()
	return w
}

func (w *worker) run() {
	debug.SetPanicOnFault(true)
	for f := range w.work {
		f()
		w.done <- struct{}{}
	}
}

// rest ends the worker where enough others are idle. One that was given up is
// never asked again: it waits for ever to say that it is done.
func (w *worker) rest() {
	select {
	case idle <- w:
	default:
		close(w.work)
	}
}
