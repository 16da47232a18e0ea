package sqs

import (
	"skylab/engine/aws"
	"skylab/engine/sim"
)

// messagePlace is where a message is.
type messagePlace uint8

const (
	visible messagePlace = iota
	inFlight
	delayed
)

// message is one message of a queue.
type message struct {
	number     uint64
	id, body   string
	sender     string
	attributes []aws.MessageAttribute
	headers    []aws.MessageAttribute // system attributes that its sender set
	group      string
	dedup      string
	sent       sim.Time
	first      sim.Time // when it was first received
	received   int
	source     string // ARN of the queue from which it was moved here
	state      messagePlace
	until      sim.Time // in flight or delayed: when it becomes visible
	round      int      // counts changes of place: what was due before is void
	receipt    string   // the newest
}

// size is what counts against the limits: body and attributes, in bytes. System
// attributes do not.
func (m *message) size() int64 {
	n := len(m.body)
	for _, a := range m.attributes {
		n += len(a.Name) + len(a.DataType) + len(a.Value) + len(a.Binary)
	}
	return int64(n)
}
