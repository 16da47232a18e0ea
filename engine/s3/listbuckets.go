package s3

import (
	"strings"
	"time"

	"skylab/engine/aws"
)

// ListBucketsInput selects buckets by prefix.
type ListBucketsInput struct {
	Prefix string `aws:"query,at=prefix"`
}

// ListBucketsOutput are the account's buckets, ordered by name.
type ListBucketsOutput struct {
	Buckets []Bucket `aws:"always,item=Bucket"`
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
