package s3

import (
	"skylab/engine/aws"
	"skylab/engine/billing"
)

// meters are what a bucket's owner pays for, beside what Hold is told.
type meters struct{ writes, reads *billing.Meter }

// measure makes the meters of a bucket.
func (s *Service) measure(bucket string) meters {
	return meters{s.bill.Meter(billing.S3Writes, bucket), s.bill.Meter(billing.S3Reads, bucket)}
}

// account is the resource that requests of no bucket are charged to.
const account = "(account)"

// charged defines an operation whose requests are charged to the owner of the
// bucket that they name, at the rate of its class. What S3 refuses is charged
// too, but not what it cannot do, nor a request to no bucket of the account.
//
// fidelity: s3.requests
func charged[In, Out any](s *Service, o aws.Operation, class billing.UsageType, bucket func(*In) string,
	call func(*aws.Request, *In) (*Out, error)) aws.Operation {
	o.Charged = o.ReadOnly
	return aws.Op(o, func(r *aws.Request, in *In) (*Out, error) {
		out, err := call(r, in)
		if e, is := err.(*aws.Error); is && (e.HTTPStatus >= 500 || e.Code == notSimulated) {
			return out, err
		}
		s.charge(r, class, bucket(in))
		return out, err
	})
}

// charge books a request.
func (s *Service) charge(r *aws.Request, class billing.UsageType, bucket string) {
	b := s.buckets[bucket]
	switch {
	case r.Free || b == nil && bucket != account:
	case b == nil:
		s.bill.Meter(class, account).AddBase(1)
	case class == billing.S3Writes:
		b.writes.AddBase(1)
	default:
		b.reads.AddBase(1)
	}
}

// grow books bytes that came (or, below 0, went) with an object's body.
//
// fidelity: s3.storage
func (s *Service) grow(b *bucket, bytes int64) {
	if bytes != 0 {
		b.bytes += bytes
		s.bill.Hold(billing.S3Storage, b.name, b.name, b.bytes)
	}
}
