package sns

import (
	"regexp"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/aws/access"
	"skylab/engine/billing"
	"skylab/engine/sim"
)

// topic is where publishers send to.
type topic struct {
	name, arn     string
	created       sim.Time
	displayName   string
	signature     string // the SignatureVersion set, "" is 1
	fifo          bool
	contentBased  bool // deduplication by the message's content
	policy        access.Policy
	tags          []Tag
	subscriptions []*subscription // in the order in which they were made
	deleted       int             // subscriptions that are gone
	metrics       metrics
	requests      *billing.Meter

	// Of FIFO topics: the last sequence number, when the last notification is
	// due, and what was published in the deduplication interval.
	sequence uint64
	lastDue  sim.Time
	seen     []sighting
}

// CreateTopicInput names a new topic.
type CreateTopicInput struct {
	Name       string `aws:"required"`
	Attributes map[string]string
	Tags       []Tag
}

// CreateTopicOutput is the topic's ARN.
type CreateTopicOutput struct{ TopicArn string }

// createTopic makes a topic, or answers with the ARN of the one that exists.
//
// fidelity: sns.create-again
func (s *Service) createTopic(r *aws.Request, in *CreateTopicInput) (*CreateTopicOutput, error) {
	t := &topic{name: in.Name, arn: aws.ARN("sns", in.Name), created: s.k.Now(), tags: in.Tags}
	if err := s.authorize(r, "CreateTopic", t.arn, nil); err != nil {
		return nil, err
	}
	if err := t.configure(in.Attributes); err != nil {
		return nil, err
	}
	if err := distinctTags(in.Tags); err != nil {
		return nil, err
	}
	if old := s.topics[in.Name]; old != nil {
		return old.again(t, in)
	}
	if len(s.topics) >= maxTopics {
		return nil, aws.Errorf(403, "TopicLimitExceeded", "Topic limit exceeded")
	}
	t.metrics, t.requests = s.measure(t.name), s.bill.Meter(billing.SNSRequests, t.name)
	s.topics[t.name] = t
	s.k.Emit(TopicCreated{t.name})
	return &CreateTopicOutput{t.arn}, nil
}

// again answers for a topic that is there already: the attributes and tags
// asked for must be those that it has.
func (t *topic) again(asked *topic, in *CreateTopicInput) (*CreateTopicOutput, error) {
	if asked.fifo != t.fifo {
		return nil, invalid("Attributes Reason: Topic already exists with different attributes")
	}
	have := t.attributes()
	for name, value := range asked.attributes() {
		if _, given := in.Attributes[name]; given && have[name] != value {
			return nil, invalid("Attributes Reason: Topic already exists with different attributes")
		}
	}
	for _, tag := range in.Tags {
		if v, ok := tagValue(t.tags, tag.Key); !ok || v != tag.Value {
			return nil, invalid("Tags Reason: Topic already exists with different tags")
		}
	}
	return &CreateTopicOutput{t.arn}, nil
}

var (
	standardName = regexp.MustCompile(`^[a-zA-Z0-9_-]{1,256}$`)
	fifoName     = regexp.MustCompile(`^[a-zA-Z0-9_-]{1,251}\.fifo$`)
)

// nameError refuses a name that is not of the topic's type.
func (t *topic) nameError() error {
	if t.fifo && !fifoName.MatchString(t.name) {
		return aws.Errorf(400, "InvalidParameter", "Fifo Topic names must end with .fifo and must be made up of only uppercase and lowercase "+
			"ASCII letters, numbers, underscores, and hyphens, and must be between 1 and 256 characters long.")
	}
	if !t.fifo && !standardName.MatchString(t.name) {
		return invalid("Topic Name")
	}
	return nil
}

// topic is the topic with that ARN, or AWS's error.
//
// fidelity: sns.errors
func (s *Service) topic(arn string) (*topic, error) {
	name, err := resource(arn, "TopicArn")
	if err != nil {
		return nil, err
	}
	if strings.Contains(name, ":") {
		return nil, invalid("Topic Name")
	}
	if t := s.topics[name]; t != nil {
		return t, nil
	}
	return nil, aws.Errorf(404, "NotFound", "Topic does not exist")
}

// resource is what follows the account in an ARN of SNS.
func resource(arn, parameter string) (string, error) {
	parts := strings.SplitN(arn, ":", 6)
	switch {
	case len(parts) < 6:
		return "", invalid("%s Reason: An ARN must have at least 6 elements, not %d", parameter, len(parts))
	case parts[0] != "arn" || parts[2] != "sns" || parts[3] != aws.Region:
		return "", invalid("%s", parameter)
	case parts[4] != aws.AccountID:
		return "", aws.Errorf(404, "NotFound", "Topic does not exist")
	}
	return parts[5], nil
}

// invalid is SNS's commonest error.
func invalid(format string, args ...any) *aws.Error {
	return aws.Errorf(400, "InvalidParameter", "Invalid parameter: "+format, args...)
}

// DeleteTopicInput names a topic.
type DeleteTopicInput struct {
	TopicArn string `aws:"required"`
}

// Empty is the answer of operations that return nothing.
type Empty struct{}

// deleteTopic removes a topic and its subscriptions; what is under way to them
// is not delivered. One that does not exist is no error.
//
// fidelity: sns.delete-topic
func (s *Service) deleteTopic(r *aws.Request, in *DeleteTopicInput) (*Empty, error) {
	name, err := resource(in.TopicArn, "TopicArn")
	if err != nil {
		return nil, err
	}
	t := s.topics[name]
	if err := s.authorize(r, "DeleteTopic", in.TopicArn, t); err != nil {
		return nil, err
	}
	if t == nil {
		return nil, nil
	}
	delete(s.topics, name)
	s.k.Emit(TopicDeleted{name, len(t.subscriptions)})
	return nil, nil
}
