package sqs

import (
	"skylab/engine/aws"
	"skylab/engine/billing"
)

// managed defines an operation that carries no messages: each call that is not
// refused is one request.
//
// fidelity: sqs.requests
func managed[In, Out any](s *Service, o aws.Operation, call func(*aws.Request, *In) (*Out, error)) aws.Operation {
	o.Charged = o.ReadOnly
	return aws.Op(o, func(r *aws.Request, in *In) (*Out, error) {
		out, err := call(r, in)
		if err == nil && !r.Free {
			s.bill.Meter(billing.SQSRequests, o.Name).AddBase(1)
		}
		return out, err
	})
}
