package planning

import "time"

// What estimates are made of; times in seconds.

func length(t *tally) float64    { return t.length / float64(time.Second) }
func running(t *tally) float64   { return t.running / float64(time.Second) }
func idle(t *tally) float64      { return t.idle / float64(time.Second) }
func servers(t *tally) float64   { return running(t) + idle(t) }
func latency(t *tally) float64   { return t.latency / float64(time.Second) }
func lifespans(t *tally) float64 { return t.lifespans / float64(time.Second) }
func requests(t *tally) float64  { return float64(t.requests) }
func admitted(t *tally) float64  { return float64(t.admitted()) }
func throttles(t *tally) float64 { return float64(t.throttles()) }
func cold(t *tally) float64      { return float64(t.cold) }
func ended(t *tally) float64     { return float64(t.ended) }
