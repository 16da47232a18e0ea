package live

import (
	"slices"

	"skylab/engine/cloudwatch"
	"skylab/engine/sns"
)

// Topic is what expressions see of an SNS topic; everything is zero for one
// that does not exist. The counts go on if a topic is made anew under its
// name, as CloudWatch's do.
type Topic struct {
	Exists        bool `expr:"exists"`
	FIFO          bool `expr:"fifo"`
	Subscriptions int  `expr:"subscriptions"`
	// Published are messages; the others are notifications, one for each
	// subscription: Waiting are under way, Delivered and Failed at their end,
	// FilteredOut those that a filter policy kept out. DeadLetters are the
	// failed ones that a dead-letter queue took.
	Published   int `expr:"published"`
	Waiting     int `expr:"waiting"`
	Delivered   int `expr:"delivered"`
	Failed      int `expr:"failed"`
	FilteredOut int `expr:"filteredOut"`
	DeadLetters int `expr:"deadLetters"`
}

func (c *Context) topic(name string) Topic {
	v, ok := c.findTopic("topic", name)
	if !ok {
		return Topic{}
	}
	sum := c.sums("AWS/SNS", cloudwatch.Dimension{Name: "TopicName", Value: name})
	return Topic{
		Exists: true, FIFO: v.FIFO, Subscriptions: len(v.Subscriptions), Waiting: v.UnderWay,
		Published: sum("NumberOfMessagesPublished"), Delivered: sum("NumberOfNotificationsDelivered"),
		Failed: sum("NumberOfNotificationsFailed"), FilteredOut: sum("NumberOfNotificationsFilteredOut"),
		DeadLetters: sum("NumberOfNotificationsRedrivenToDlq"),
	}
}

// findTopic finds the topic that a word asks about by its first name.
func (c *Context) findTopic(word, name string, more ...string) (sns.TopicView, bool) {
	all := c.World().SNS.Topics()
	i := slices.IndexFunc(all, func(v sns.TopicView) bool { return v.Name == name })
	if i >= 0 {
		return all[i], true
	}
	if !c.asks(word, append([]string{name}, more...)...) {
		c.miss("topic", listed(all, func(v sns.TopicView) string { return v.Name }), name)
	}
	return sns.TopicView{}, false
}

// Subscription is what expressions see of one subscription of a topic, with
// what became of the topic's messages; everything is zero for one that does
// not exist.
type Subscription struct {
	Exists   bool   `expr:"exists"`
	Protocol string `expr:"protocol"`
	// Pending waits for the endpoint's confirmation; Raw delivers messages as
	// they were published.
	Pending     bool `expr:"pending"`
	Raw         bool `expr:"raw"`
	Delivered   int  `expr:"delivered"`
	Failed      int  `expr:"failed"`
	FilteredOut int  `expr:"filteredOut"`
}

// subscription finds a subscription by its topic and its endpoint: an address,
// or the name of a function or a queue.
func (c *Context) subscription(topic, endpoint string) Subscription {
	t, ok := c.findTopic("subscription", topic, endpoint)
	if !ok {
		return Subscription{}
	}
	var there []string
	for _, s := range t.Subscriptions {
		if name := endpointName(s.Endpoint); name != endpoint {
			there = append(there, name)
			continue
		}
		return Subscription{Exists: true, Protocol: s.Protocol, Pending: s.Pending, Raw: s.Raw,
			Delivered: int(s.Delivered), Failed: int(s.Failed), FilteredOut: int(s.FilteredOut)}
	}
	c.miss("subscription", there, topic, endpoint)
	return Subscription{}
}

// endpointName is how an expression names an endpoint.
func endpointName(endpoint string) string {
	if name := called(endpoint); name != "" {
		return name
	}
	if len(endpoint) > 4 && endpoint[:4] == "arn:" {
		return last(endpoint)
	}
	return endpoint
}
