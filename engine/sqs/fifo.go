package sqs

import (
	"fmt"
	"slices"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// setKind is about the attribute that makes a queue FIFO, for ever.
func (q *queue) setKind(value string, create bool) error {
	switch {
	case value == "true" && (create || q.FIFO):
		return nil
	case q.FIFO:
		return badValue("FifoQueue", "Modifying queue type is not supported.")
	}
	return unknownAttribute("FifoQueue")
}

// setFIFO sets an attribute that FIFO queues alone have.
//
// fidelity: sqs.high-throughput
func (q *queue) setFIFO(name, value string) error {
	set := func(field *string, values ...string) error {
		if !slices.Contains(values, value) {
			return badValue(name, "")
		}
		*field = value
		return nil
	}
	switch {
	case !q.FIFO && name == "ContentBasedDeduplication":
		return unknownAttribute(name)
	case !q.FIFO:
		return aws.Errorf(400, "InvalidAttributeName", "You can specify the %s only when FifoQueue is set to true.", name)
	case name == "DeduplicationScope":
		return set(&q.Scope, "queue", "messageGroup")
	case name == "FifoThroughputLimit":
		return set(&q.Throughput, "perQueue", "perMessageGroupId")
	}
	return setBool(&q.ContentBased, name, value)
}

// fits refuses attributes that are right by themselves and not together.
func (q *queue) fits() error {
	if q.Throughput == "perMessageGroupId" && q.Scope != "messageGroup" {
		return badValue("FifoThroughputLimit", "To set FifoThroughputLimit to perMessageGroupId, the DeduplicationScope must be messageGroup.")
	}
	return nil
}

// token tells whether a text can be a group or a deduplication id.
func token(text string) bool {
	return len(text) <= 128 && !strings.ContainsFunc(text, func(c rune) bool { return c < '!' || c > '~' })
}

func badToken(name, value string) error {
	return invalidValue("Value %s for parameter %s is invalid. Reason: %s can only include alphanumeric and punctuation characters. 1 to 128 in length.", value, name, name)
}

// sighting is a deduplication id that was used.
type sighting struct {
	ID     string
	Number uint64
	At     sim.Time
}

// dedupKey is what must not repeat: the deduplication id, in the queue or in
// the message's group.
func (q *queue) dedupKey(d draft) string {
	if q.Scope == "messageGroup" {
		return d.group + " " + d.dedup // neither has a space in it
	}
	return d.dedup
}

// repeated is the message of the same deduplication id within five minutes.
//
// fidelity: sqs.deduplication
func (q *queue) repeated(now sim.Time, d draft) (sighting, bool) {
	old, ok := q.seen[q.dedupKey(d)]
	if ok && now.Sub(old.At) < dedupWindow {
		return old, true
	}
	if len(q.seen) > 1000 { // forget what no longer counts
		for id, seen := range q.seen { // a filter: the order does not matter
			if now.Sub(seen.At) >= dedupWindow {
				delete(q.seen, id)
			}
		}
	}
	return sighting{}, false
}

// sequence is a FIFO message's sequence number: 20 digits that grow.
func sequence(n uint64) string { return fmt.Sprintf("188%017d", n) }
