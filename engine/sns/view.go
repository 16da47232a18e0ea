package sns

// TopicView is a topic as screens show it.
type TopicView struct {
	Name, ARN     string
	FIFO          bool
	Subscriptions []SubscriptionView
	// UnderWay is how many notifications are to come.
	UnderWay int
}

// SubscriptionView is a subscription as screens show it, with what became of
// the messages of its topic.
type SubscriptionView struct {
	ARN, Protocol, Endpoint, Filter, DeadLetter string
	Pending, Raw                                bool
	Delivered, Failed, FilteredOut              uint64
}

// Topics are all topics, by name.
func (s *Service) Topics() []TopicView {
	underWay := map[string]int{}
	for _, m := range s.messages {
		underWay[m.topic] += m.pending
	}
	var out []TopicView
	for _, name := range s.names() {
		t := s.topics[name]
		v := TopicView{Name: name, ARN: t.arn, FIFO: t.fifo, UnderWay: underWay[name]}
		for _, sub := range t.subscriptions {
			v.Subscriptions = append(v.Subscriptions, SubscriptionView{sub.arn, sub.protocol, sub.endpoint, sub.filter.text, sub.deadLetter,
				sub.pending, sub.raw, sub.delivered, sub.failed, sub.filteredOut})
		}
		out = append(out, v)
	}
	return out
}
