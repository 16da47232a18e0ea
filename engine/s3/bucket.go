package s3

import (
	"maps"
	"slices"
	"strings"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

type bucket struct {
	name          string
	created       sim.Time
	objects       map[string]*Object
	sorted        []string // the keys in order, nil when out of date
	notifications []LambdaFunctionConfiguration
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
		s.buckets[in.Bucket] = &bucket{name: in.Bucket, created: s.k.Now(), objects: map[string]*Object{}}
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

// validName checks a bucket name by AWS's rules for general purpose buckets
// (S3 user guide, bucket naming rules).
func validName(name string) bool {
	if len(name) < 3 || len(name) > 63 || strings.Contains(name, "..") || ipLike(name) {
		return false
	}
	for i := range len(name) {
		c := name[i]
		letter := 'a' <= c && c <= 'z' || '0' <= c && c <= '9'
		if !letter && (c != '-' && c != '.' || i == 0 || i == len(name)-1) {
			return false
		}
	}
	for _, p := range []string{"xn--", "sthree-", "amzn-s3-demo-"} {
		if strings.HasPrefix(name, p) {
			return false
		}
	}
	for _, p := range []string{"-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"} {
		if strings.HasSuffix(name, p) {
			return false
		}
	}
	return true
}

func ipLike(name string) bool {
	parts := strings.Split(name, ".")
	for _, p := range parts {
		if p == "" || strings.Trim(p, "0123456789") != "" {
			return false
		}
	}
	return len(parts) == 4
}

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
	delete(s.buckets, in.Bucket)
	s.k.Emit(BucketDeleted{in.Bucket})
	return nil, nil
}

// HeadBucketInput names a bucket.
type HeadBucketInput struct {
	Bucket string `aws:"required,path"`
}

// HeadBucketOutput is what is told of a bucket that may be accessed.
type HeadBucketOutput struct {
	BucketRegion     string `aws:"header"`
	AccessPointAlias bool   `aws:"header,always"`
}

func (s *Service) headBucket(r *aws.Request, in *HeadBucketInput) (*HeadBucketOutput, error) {
	if s.buckets[in.Bucket] == nil {
		return nil, headError(404)
	}
	if s.authorize(r, "s3:ListBucket", bucketARN(in.Bucket)) != nil {
		return nil, headError(403)
	}
	return &HeadBucketOutput{BucketRegion: aws.Region}, nil
}

// headError is what the CLI makes of an error without a body: its code is the
// status.
func headError(status int) *aws.Error {
	if status == 403 {
		return fail(403, "403", "Forbidden")
	}
	return fail(404, "404", "Not Found")
}

// ListBucketsInput selects buckets by prefix.
type ListBucketsInput struct {
	Prefix string `aws:"query"`
}

// ListBucketsOutput are the account's buckets, ordered by name.
type ListBucketsOutput struct {
	Buckets []Bucket `aws:"always"`
	Owner   Owner
	Prefix  string
}

// Bucket is a bucket as AWS lists it.
type Bucket struct {
	Name         string
	CreationDate time.Time
	// BucketRegion is told only where the request has a parameter.
	BucketRegion string
}

// Owner is who owns a bucket or an object.
type Owner struct{ ID string }

func (s *Service) listBuckets(r *aws.Request, in *ListBucketsInput) (*ListBucketsOutput, error) {
	if err := s.authorize(r, "s3:ListAllMyBuckets", "arn:aws:s3:::*"); err != nil {
		return nil, err
	}
	out := &ListBucketsOutput{Buckets: []Bucket{}, Owner: Owner{ownerID}, Prefix: in.Prefix}
	for _, name := range s.Buckets() {
		if !strings.HasPrefix(name, in.Prefix) {
			continue
		}
		b := Bucket{Name: name, CreationDate: s.buckets[name].created.Wall().Truncate(time.Second)}
		if in.Prefix != "" {
			b.BucketRegion = aws.Region
		}
		out.Buckets = append(out.Buckets, b)
	}
	return out, nil
}
