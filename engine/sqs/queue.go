package sqs

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/aws/access"
	"skylab/engine/billing"
	"skylab/engine/sim"
)

// queue is a queue with its messages.
type queue struct {
	name, arn string
	settings
	policy     access.Policy
	policyText string
	tags       map[string]string
	created    sim.Time
	modified   sim.Time
	purgeable  sim.Time // when it may be purged again

	messages map[uint64]*message
	first    uint64     // no message has a smaller number
	ready    []*message // visible, in the order in which they are received
	inFlight int
	delayed  int
	receipts map[string]*message
	waiting  []waiter
	polls    uint64 // long polls ever begun
	seen     map[string]sighting
	locked   map[string]int // FIFO: messages in flight by group
	moves    []*moveTask    // that began here, the newest last
	sampling bool
	metrics  metrics
	requests *billing.Meter
}

// settings are the attributes that decide behaviour.
type settings struct {
	Visibility, Delay, Retention, Wait time.Duration
	MaxSize                            int
	Encrypted                          bool // by SQS's own key, which nobody notices
	FIFO, ContentBased                 bool
	Scope, Throughput                  string // FIFO: DeduplicationScope, FifoThroughputLimit
	Redrive                            string // as it was given
	DeadLetter                         string // ARN
	MaxReceive                         int
	Allow                              redriveAllow
}

// defaults are those of a new queue (API reference, CreateQueue).
//
// fidelity: sqs.attributes
func defaults() settings {
	return settings{Visibility: 30 * time.Second, Retention: 4 * 24 * time.Hour, MaxSize: maxMessage, Encrypted: true}
}

// inOrder are all messages by number.
func (q *queue) inOrder() []*message {
	return slices.SortedFunc(maps.Values(q.messages), func(a, b *message) int { return cmp.Compare(a.number, b.number) })
}

// url is how clients name the queue.
func (q *queue) url() string { return urlRoot + q.name }

const urlRoot = "https://sqs." + aws.Region + ".amazonaws.com/" + aws.AccountID + "/"

// queue is the queue that a URL, or a bare name, means.
func (s *Service) queue(url string) (*queue, error) {
	name := url[strings.LastIndexByte(url, '/')+1:]
	if q := s.queues[name]; q != nil {
		return q, nil
	}
	return nil, missing()
}

// byARN is the queue with that ARN, nil if there is none.
func (s *Service) byARN(arn string) *queue {
	q := s.queues[arn[strings.LastIndexByte(arn, ':')+1:]]
	if q == nil || q.arn != arn {
		return nil
	}
	return q
}

func missing() *aws.Error {
	return aws.Errorf(400, "AWS.SimpleQueueService.NonExistentQueue", "The specified queue does not exist.")
}

func invalidValue(format string, args ...any) error {
	return aws.Errorf(400, "InvalidParameterValue", format, args...)
}

// CreateQueueInput follows AWS's model.
type CreateQueueInput struct {
	QueueName  string `aws:"required"`
	Attributes map[string]string
	Tags       map[string]string `aws:"wire=tags"`
}

// QueueURLOutput names a queue.
type QueueURLOutput struct{ QueueUrl string }

// createQueue makes a queue; one with the same name and attributes is
// answered as if it were new.
//
// fidelity: sqs.create-again
func (s *Service) createQueue(r *aws.Request, in *CreateQueueInput) (*QueueURLOutput, error) {
	if err := s.authorize(r, "CreateQueue", aws.ARN("sqs", in.QueueName), nil); err != nil {
		return nil, err
	}
	fifo := in.Attributes["FifoQueue"] == "true"
	if err := named(in.QueueName, fifo); err != nil {
		return nil, err
	}
	next := &queue{settings: defaults(), name: in.QueueName, arn: aws.ARN("sqs", in.QueueName)}
	if fifo {
		next.FIFO, next.Scope, next.Throughput = true, "queue", "perQueue"
	}
	if err := s.change(next, in.Attributes, true); err != nil {
		return nil, err
	}
	if old := s.queues[in.QueueName]; old != nil {
		for _, name := range slices.Sorted(maps.Keys(in.Attributes)) {
			if old.attribute(name) != next.attribute(name) {
				return nil, aws.Errorf(400, "QueueAlreadyExists", "A queue already exists with the same name and a different value for attribute %s", name)
			}
		}
		return &QueueURLOutput{old.url()}, nil
	}
	if at, ok := s.deleted[in.QueueName]; ok && s.k.Now().Sub(at) < nameRest {
		return nil, aws.Errorf(400, "AWS.SimpleQueueService.QueueDeletedRecently", "You must wait 60 seconds after deleting a queue before you can create another with the same name.")
	}
	delete(s.deleted, in.QueueName)
	next.tags = maps.Clone(in.Tags)
	next.created, next.modified = s.k.Now(), s.k.Now()
	next.messages, next.receipts, next.seen, next.locked = map[uint64]*message{}, map[string]*message{}, map[string]sighting{}, map[string]int{}
	s.measure(next)
	s.queues[next.name] = next
	s.k.Emit(QueueCreated{next.name})
	return &QueueURLOutput{next.url()}, nil
}

// named refuses a name that AWS refuses.
func named(name string, fifo bool) error {
	base, dotted := strings.CutSuffix(name, ".fifo")
	ok := base != "" && len(name) <= 80 && !strings.ContainsFunc(base, func(c rune) bool {
		return c != '-' && c != '_' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z')
	})
	switch {
	case fifo && !(ok && dotted):
		return invalidValue("The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.")
	case !fifo && (!ok || dotted):
		return invalidValue("Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length")
	}
	return nil
}

// QueueInput names a queue.
type QueueInput struct {
	QueueUrl string `aws:"required"`
}

// Empty is an answer without members.
type Empty struct{}

// deleteQueue removes a queue with its messages; polls that wait are told.
func (s *Service) deleteQueue(r *aws.Request, in *QueueInput) (*Empty, error) {
	q, err := s.may(r, in.QueueUrl, "DeleteQueue")
	if err != nil {
		return nil, err
	}
	for _, m := range q.inOrder() {
		s.held -= m.size()
	}
	delete(s.queues, q.name)
	s.deleted[q.name] = s.k.Now()
	for _, w := range q.waiting {
		s.replier.Reply(w.Call, nil, missing())
	}
	q.waiting = nil
	s.k.Emit(QueueDeleted{q.name})
	return &Empty{}, nil
}

// GetQueueUrlInput names a queue.
type GetQueueUrlInput struct {
	QueueName              string `aws:"required"`
	QueueOwnerAWSAccountId string
}

func (s *Service) getQueueURL(r *aws.Request, in *GetQueueUrlInput) (*QueueURLOutput, error) {
	q, err := s.may(r, in.QueueName, "GetQueueUrl")
	if err != nil {
		return nil, err
	}
	if in.QueueOwnerAWSAccountId != "" && in.QueueOwnerAWSAccountId != aws.AccountID {
		return nil, missing()
	}
	return &QueueURLOutput{q.url()}, nil
}

// ListQueuesInput asks for a page of queues.
type ListQueuesInput struct {
	QueueNamePrefix string
	NextToken       string
	MaxResults      int `aws:"min=1,max=1000"`
}

// ListQueuesOutput is a page of URLs, by name.
type ListQueuesOutput struct {
	QueueUrls []string
	NextToken string
}

func (s *Service) listQueues(r *aws.Request, in *ListQueuesInput) (*ListQueuesOutput, error) {
	if err := s.authorize(r, "ListQueues", aws.ARN("sqs", "*"), nil); err != nil {
		return nil, err
	}
	names := slices.DeleteFunc(s.names(), func(name string) bool { return !strings.HasPrefix(name, in.QueueNamePrefix) })
	out := &ListQueuesOutput{}
	out.QueueUrls, out.NextToken = s.page(names, in.NextToken, in.MaxResults)
	return out, nil
}

// page is a page of the queues with those names, which are sorted, from the
// token on: up to size URLs and the next token, or without a size the first
// thousand and none.
func (s *Service) page(names []string, token string, size int) (urls []string, next string) {
	from, _ := slices.BinarySearch(names, token)
	names = names[from:]
	if size > 0 && len(names) > size {
		next = names[size]
	}
	if size == 0 {
		size = 1000
	}
	for _, name := range names[:min(size, len(names))] {
		urls = append(urls, s.queues[name].url())
	}
	return urls, next
}
