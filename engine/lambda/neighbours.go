package lambda

import (
	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/cloudwatch"
	"skylab/engine/sandbox"
	"skylab/engine/sqs"
)

// Neighbours are what Lambda needs from the rest of the world.
type Neighbours struct {
	Roles      Roles
	CloudWatch *cloudwatch.Service
	Billing    *billing.Service
	// Objects is where packages in S3 are read; nil is a world without S3.
	Objects Objects
	// Queues are what event source mappings poll; nil is a world without SQS.
	Queues *sqs.Service
	Caller Caller
	// Deliverer takes what functions send to destinations and dead-letter
	// queues; nil is a world in which they go nowhere.
	Deliverer aws.Deliverer
	Replier   aws.Replier
	// Run runs learners' programs; nil runs them in line.
	Run sandbox.Runner
	// Memo remembers what programs did; nil runs them each time.
	Memo *sandbox.Memo
	// Rules are the rules of the model: AWSRules, or a twin's.
	Rules Rules
}

// Roles answers what IAM knows of a role.
type Roles interface {
	// CanAssume tells why the service may not act in the role, nil if it may.
	CanAssume(roleARN, service string) error
	// Allows tells whether the role's policies allow the action.
	Allows(roleARN, action, resourceARN string) bool
}

// Objects reads code packages.
type Objects interface {
	// Read is the object's bytes, or S3's own error.
	Read(bucket, key string) ([]byte, *aws.Error)
}

// Caller runs operations for learners' programs. The answer comes back
// through Service.Answered with the token, perhaps before Call returns.
type Caller interface {
	Call(principal, operation string, input []byte, blobs [][]byte, token uint64)
}
