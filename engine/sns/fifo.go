package sns

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"time"

	"skylab/engine/sim"
)

// sighting is a message that a FIFO topic remembers for five minutes.
type sighting struct {
	Deduplication, MessageID, Sequence string
	At                                 sim.Time
}

var tokenForm = regexp.MustCompile("^[a-zA-Z0-9!\"#$%&'()*+,./:;<=>?@\\[\\\\\\]^_`{|}~-]{1,128}$")

// order checks a message's group and deduplication id against the topic's
// type. Standard topics hand a group on to fair queues.
//
// fidelity: sns.fifo
func (t *topic) order(m *message) error {
	if m.group != "" && !tokenForm.MatchString(m.group) {
		return invalid("MessageGroupId Reason: MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.")
	}
	if m.dedup != "" && !tokenForm.MatchString(m.dedup) {
		return invalid("MessageDeduplicationId Reason: MessageDeduplicationId can only include alphanumeric and punctuation characters. 1 to 128 in length.")
	}
	switch {
	case !t.fifo && m.dedup != "":
		return invalid("MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type")
	case !t.fifo:
		return nil
	case m.group == "":
		return invalid("The MessageGroupId parameter is required for FIFO topics")
	case m.dedup == "" && !t.contentBased:
		return invalid("The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly")
	case m.dedup == "":
		sum := sha256.Sum256([]byte(m.body))
		m.dedup = hex.EncodeToString(sum[:])
	}
	return nil
}

// duplicate is the earlier message with the same deduplication id, if it was
// published within the interval.
func (t *topic) duplicate(dedup string, now sim.Time) (sighting, bool) {
	for len(t.seen) > 0 && now.Sub(t.seen[0].At) >= deduplicationInterval {
		t.seen = t.seen[1:]
	}
	for _, s := range t.seen {
		if s.Deduplication == dedup {
			return s, true
		}
	}
	return sighting{}, false
}

// next is the topic's next sequence number: 20 digits that grow.
func (t *topic) next() string {
	t.sequence++
	return fmt.Sprintf("1%019d", t.sequence*1000)
}

// due is when a notification that takes d arrives. Those of a FIFO topic do
// not overtake each other.
func (t *topic) due(now sim.Time, d time.Duration) sim.Time {
	at := now.Add(d)
	if t.fifo {
		at = max(at, t.lastDue)
		t.lastDue = at
	}
	return at
}
