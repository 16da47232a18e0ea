package sns

import (
	"strings"

	"skylab/engine/aws"
)

// mustConfirm tells whether endpoints of a protocol must confirm that they want
// a topic's messages. Nobody here can, so these wait.
//
// fidelity: sns.pending-confirmation
func mustConfirm(protocol string) bool {
	return protocol == "email" || protocol == "email-json" || protocol == "http" || protocol == "https"
}

// endpointError refuses protocols and endpoints that do not go together.
//
// fidelity: sns.protocols
func (s *subscription) endpointError(t *topic) error {
	e := s.endpoint
	switch s.protocol {
	case "lambda":
		if p := strings.Split(e, ":"); len(p) < 7 || p[2] != "lambda" || p[5] != "function" {
			return invalid("Lambda endpoint ARN")
		}
		if t.fifo {
			return invalid("Invalid parameter: Endpoint Reason: Please use FIFO SQS queue")
		}
	case "sqs":
		if p := strings.Split(e, ":"); len(p) != 6 || p[0] != "arn" || p[2] != "sqs" {
			return invalid("SQS endpoint ARN")
		}
		if strings.HasSuffix(e, ".fifo") && !t.fifo {
			return invalid("Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics")
		}
	case "http", "https":
		if !strings.HasPrefix(e, s.protocol+"://") {
			return invalid("Endpoint must match the specified protocol")
		}
	case "email", "email-json":
		if !strings.Contains(e, "@") {
			return invalid("Email address")
		}
	case "sms", "application", "firehose":
		return aws.Errorf(501, "NotImplemented", "skylab does not simulate subscriptions by %s, only lambda and sqs; email and http wait for a confirmation", s.protocol)
	default:
		return invalid("Amazon SNS does not support this protocol string: %s", s.protocol)
	}
	return nil
}
