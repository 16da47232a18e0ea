package main

import (
	"os"
	"os/signal"
	"syscall"
)

// signals are the requests to stop that came from outside.
type signals struct {
	c chan os.Signal
	// stopped tells that came has ever said yes, leave that it was for good:
	// the terminal hung up, or the system asked.
	stopped, leave bool
}

// watchSignals takes over ctrl+c and its like from now on.
func watchSignals() *signals {
	s := &signals{c: make(chan os.Signal, 1)}
	signal.Notify(s.c, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	return s
}

// close gives them back: from now on they end the program.
func (s *signals) close() { signal.Stop(s.c) }

// came tells whether one has come since it was asked last.
func (s *signals) came() bool {
	select {
	case sig := <-s.c:
		s.note(sig)
		return true
	default:
		return false
	}
}

func (s *signals) note(sig os.Signal) {
	s.stopped = true
	s.leave = s.leave || sig != os.Interrupt
}
