package sqs

import (
	"errors"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/aws/access"
)

// may is the queue, if the caller may do the action to it.
func (s *Service) may(r *aws.Request, url, action string) (*queue, error) {
	q, err := s.queue(url)
	if err != nil {
		return nil, err
	}
	return q, s.authorize(r, action, q.arn, q)
}

// authorize reports AWS's refusal where the caller may not do the action:
// within the account, either IAM or the queue's policy may allow it. SQS
// writes actions in lower case.
//
// fidelity: sqs.access-denied
func (s *Service) authorize(r *aws.Request, action, arn string, q *queue) error {
	if s.authorizer == nil || s.allows(r.Principal, action, arn, q) {
		return nil
	}
	name := "sqs:" + strings.ToLower(action)
	why := "because no identity-based policy allows the " + name + " action"
	if s.authorizer.Denies(r.Principal, "sqs:"+action, arn) {
		why = "with an explicit deny in an identity-based policy"
	} else if q != nil && q.policy.Decide(question(r.Principal, action, arn)) == access.Denied {
		why = "with an explicit deny in a resource-based policy"
	}
	return aws.Errorf(403, "AccessDenied", "User: %s is not authorized to perform: %s on resource: %s %s", r.Principal, name, arn, why)
}

func (s *Service) allows(principal, action, arn string, q *queue) bool {
	d := access.Silent
	if q != nil {
		d = q.policy.Decide(question(principal, action, arn))
	}
	if d == access.Denied || s.authorizer.Denies(principal, "sqs:"+action, arn) {
		return false
	}
	return d == access.Allowed || s.authorizer.Allows(principal, "sqs:"+action, arn)
}

// question is what is asked of a queue's policy about a principal of the
// account.
func question(principal, action, arn string) access.Question {
	return access.Question{Principal: principal, Action: "SQS:" + action, Resource: arn, Context: map[string]string{
		"aws:principalarn": access.RoleARN(principal), "aws:principalaccount": aws.AccountID, "aws:securetransport": "true",
	}}
}

// senderID is the unique id of who sent a message: AWS has an account's or a
// role's; here the last part of the ARN stands for it.
func senderID(principal string) string {
	if strings.Contains(principal, ":assumed-role/") {
		return "AROAEXAMPLEROLEID0000:" + principal[strings.LastIndexByte(principal, '/')+1:]
	}
	return "AIDAEXAMPLEUSERID0000"
}

// Accepts tells whether a service may send to the queue: the queue must exist,
// and its policy must let the service do so for that source, or the role must
// be allowed to.
//
// fidelity: sqs.service-permission
func (s *Service) Accepts(d aws.Delivery) *aws.Error {
	q := s.byARN(d.Target)
	if q == nil {
		return missing()
	}
	if err := s.mayDeliver(q, d); err != nil {
		return err
	}
	if len(d.Body) == 0 {
		return nil // who may send does not depend on what
	}
	return asError(s.takes(q, s.drafted(q, d)))
}

func asError(err error) *aws.Error {
	var e *aws.Error
	errors.As(err, &e)
	return e
}

func (s *Service) mayDeliver(q *queue, d aws.Delivery) *aws.Error {
	if d.Role != "" {
		return asError(s.authorize(&aws.Request{Principal: d.Role}, "SendMessage", q.arn, q))
	}
	ask := access.Question{Service: d.Service, Action: "SQS:SendMessage", Resource: q.arn, Context: map[string]string{"aws:securetransport": "true"}}
	if d.Source != "" {
		ask.Context["aws:sourcearn"], ask.Context["aws:sourceaccount"] = d.Source, aws.AccountID
	}
	why := "because no resource-based policy allows the sqs:sendmessage action"
	switch q.policy.Decide(ask) {
	case access.Allowed:
		return nil
	case access.Denied:
		why = "with an explicit deny in a resource-based policy"
	}
	return aws.Errorf(403, "AccessDenied", "User: %s is not authorized to perform: sqs:sendmessage on resource: %s %s", d.Service, q.arn, why)
}

// drafted is a delivery as a message; without a group of its own, a FIFO queue
// takes it as one of its source.
func (s *Service) drafted(q *queue, d aws.Delivery) draft {
	sender := d.Role
	if sender == "" {
		sender = d.Service
	}
	out := draft{body: string(d.Body), attributes: d.Attributes, group: d.Group, dedup: d.Deduplication, sender: sender}
	if !q.FIFO {
		out.dedup = ""
	}
	return out
}

// Deliver sends the delivery as a message.
func (s *Service) Deliver(d aws.Delivery) *aws.Error {
	q := s.byARN(d.Target)
	if q == nil {
		return missing()
	}
	if err := s.mayDeliver(q, d); err != nil {
		return err
	}
	q.meter(len(d.Body))
	_, err := s.send(q, s.drafted(q, d))
	return asError(err)
}
