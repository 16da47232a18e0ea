package cloud

import (
	"strconv"

	"skylab/engine/sim"
	"skylab/engine/sns"
)

// tellSNS tells what happens to topics and their notifications.
func tellSNS(e sim.Event) (tone, string) {
	switch e := e.(type) {
	case sns.TopicCreated:
		return plain, "the topic " + e.Topic + " is created"
	case sns.TopicDeleted:
		return plain, "the topic " + e.Topic + " is deleted, with " + counted(e.Subscriptions, "subscription")
	case sns.Subscribed:
		if e.Pending {
			return plain, e.Endpoint + " must confirm that it wants what " + e.Topic + " sends"
		}
		return plain, last(e.Endpoint) + " is subscribed to " + e.Topic
	case sns.Unsubscribed:
		return plain, last(e.Endpoint) + " is no longer subscribed to " + e.Topic
	case sns.MessagePublished:
		if e.Duplicate {
			return quiet, e.Topic + " has had the message within five minutes and drops it"
		}
		return plain, e.Topic + " takes a message for " + counted(e.Subscriptions, "subscription")
	case sns.NotificationFilteredOut:
		return quiet, e.Topic + ": the filter policy of " + last(e.Endpoint) + " keeps the message out"
	case sns.NotificationDelivered:
		return good, e.Topic + " delivers to " + last(e.Endpoint)
	case sns.NotificationRetried:
		return quiet, e.Topic + ": " + last(e.Endpoint) + " is tried again (" + e.Reason + ")"
	case sns.NotificationFailed:
		if e.DeadLetter == "" {
			return bad, e.Topic + " cannot deliver to " + last(e.Endpoint) + " (" + e.Reason + "): the message is lost"
		}
		return bad, e.Topic + " cannot deliver to " + last(e.Endpoint) + " (" + e.Reason + "): " + last(e.DeadLetter) + " takes the dead letter"
	}
	return plain, ""
}

// counted is a number with its noun: "1 subscription", "no subscriptions".
func counted(n int, noun string) string {
	switch n {
	case 0:
		return "no " + noun + "s"
	case 1:
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
