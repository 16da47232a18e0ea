package s3

import (
	"maps"
	"slices"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

type bucket struct {
	name          string
	created       sim.Time
	objects       map[string]*Object
	sorted        []string // the keys in order, nil when out of date
	notifications []configuration
	uploads       map[string]*upload // by id
	eventBridge   bool               // all events go to the default event bus
	bytes         int64              // of all objects' bodies and of parts
	meters
}

// keys are the bucket's keys in UTF-8 order, as S3 lists them.
func (b *bucket) keys() []string {
	if b.sorted == nil && len(b.objects) > 0 {
		b.sorted = slices.Sorted(maps.Keys(b.objects))
	}
	return b.sorted
}

func bucketARN(name string) string { return "arn:aws:s3:::" + name }

// ownerID is the account's canonical user id, the one of AWS's own examples.
const ownerID = "75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a"

// CreateBucketInput names a new bucket.
type CreateBucketInput struct {
	Bucket                    string                     `aws:"required,path"`
	CreateBucketConfiguration *CreateBucketConfiguration `aws:"payload"`
}

// CreateBucketConfiguration says where the bucket is to be.
type CreateBucketConfiguration struct {
	LocationConstraint string
}

// CreateBucketOutput is the bucket's place.
type CreateBucketOutput struct {
	Location string `aws:"header"`
}

func (s *Service) createBucket(r *aws.Request, in *CreateBucketInput) (*CreateBucketOutput, error) {
	if !validName(in.Bucket) {
		return nil, fail(400, "InvalidBucketName", "The specified bucket is not valid.", aws.Field{Name: "BucketName", Value: in.Bucket})
	}
	if err := s.authorize(r, "s3:CreateBucket", bucketARN(in.Bucket)); err != nil {
		return nil, err
	}
	if c := in.CreateBucketConfiguration; c != nil && c.LocationConstraint != "" {
		// us-east-1 is the one Region that must not be named.
		if c.LocationConstraint == aws.Region {
			return nil, fail(400, "InvalidLocationConstraint", "The specified location-constraint is not valid")
		}
		return nil, aws.Errorf(501, "NotImplemented", "skylab simulates the Region %s only, not %s", aws.Region, c.LocationConstraint)
	}
	// fidelity: s3.create-again
	// fidelity: s3.names-in-account
	if s.buckets[in.Bucket] == nil {
		s.buckets[in.Bucket] = &bucket{name: in.Bucket, created: s.k.Now(), objects: map[string]*Object{}, meters: s.measure(in.Bucket)}
		s.k.Emit(BucketCreated{in.Bucket})
	}
	return &CreateBucketOutput{Location: "/" + in.Bucket}, nil
}

// BucketCreated has happened when a bucket exists.
type BucketCreated struct{ Bucket string }

// Kind names the event.
func (BucketCreated) Kind() string { return "s3.BucketCreated" }

// BucketDeleted has happened when a bucket is gone.
type BucketDeleted struct{ Bucket string }

// Kind names the event.
func (BucketDeleted) Kind() string { return "s3.BucketDeleted" }

// bucket is the bucket with that name, or AWS's error.
//
// fidelity: s3.errors
func (s *Service) bucket(name string) (*bucket, error) {
	if b := s.buckets[name]; b != nil {
		return b, nil
	}
	return nil, noBucket(name)
}

func noBucket(name string) *aws.Error {
	return fail(404, "NoSuchBucket", "The specified bucket does not exist", aws.Field{Name: "BucketName", Value: name})
}

func fail(status int, code, message string, fields ...aws.Field) *aws.Error {
	return &aws.Error{Code: code, Message: message, HTTPStatus: status, Fields: fields}
}

// DeleteBucketInput names a bucket.
type DeleteBucketInput struct {
	Bucket string `aws:"required,path"`
}

// DeleteBucketOutput has no members.
type DeleteBucketOutput struct{}

func (s *Service) deleteBucket(r *aws.Request, in *DeleteBucketInput) (*DeleteBucketOutput, error) {
	b, err := s.bucket(in.Bucket)
	if err != nil {
		return nil, err
	}
	if err := s.authorize(r, "s3:DeleteBucket", bucketARN(in.Bucket)); err != nil {
		return nil, err
	}
	if len(b.objects) > 0 {
		return nil, fail(409, "BucketNotEmpty", "The bucket you tried to delete is not empty", aws.Field{Name: "BucketName", Value: in.Bucket})
	}
	for _, u := range b.inProgress() { // they do not keep a bucket
		s.forget(b, u)
	}
	delete(s.buckets, in.Bucket)
	s.k.Emit(BucketDeleted{in.Bucket})
	return nil, nil
}
