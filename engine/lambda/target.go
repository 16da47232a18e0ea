package lambda

import (
	"errors"

	"skylab/engine/aws"
)

// s3Principal is who S3 invokes functions as.
const s3Principal = "s3.amazonaws.com"

// Validate tells whether a bucket may invoke the function: it must exist, and
// its resource policy must let S3 do so (fact sheet 4.6 [LS 2025-01]).
//
// fidelity: lambda.s3-permission
func (s *Service) Validate(functionARN, sourceARN string) error {
	f, err := s.find(functionARN, "")
	if err != nil {
		return errors.New("the destination Lambda does not exist")
	}
	if !s.s3MayInvoke(f, sourceARN) {
		return errors.New("Not authorized to invoke function [" + functionARN + "]")
	}
	return nil
}

func (s *Service) s3MayInvoke(f *function, sourceARN string) bool {
	return f.policy.allows(request{principal: s3Principal, action: "lambda:InvokeFunction", sourceArn: sourceARN})
}

// Deliver invokes the function asynchronously for a bucket. Where the
// permission is gone by now the event is lost, as S3 has no one to tell.
func (s *Service) Deliver(functionARN, sourceARN string, event []byte) {
	f, err := s.find(functionARN, "")
	if err != nil || !s.s3MayInvoke(f, sourceARN) || len(event) > maxAsyncPayload {
		return
	}
	s.enqueue(s.accept(f, Event, aws.UUID(s.kernel.Stream("lambda.delivery")), s3Principal, event))
}
