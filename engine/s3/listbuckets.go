package s3

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"skylab/engine/aws"
)

// ListBucketsInput selects buckets by prefix.
type ListBucketsInput struct {
	// MaxBuckets is how many to list at most, 1 to 10,000; nil lists all.
	MaxBuckets        *int   `aws:"query,at=max-buckets"`
	ContinuationToken string `aws:"query,at=continuation-token"`
	Prefix            string `aws:"query,at=prefix"`
}

// ListBucketsOutput are the account's buckets, ordered by name.
type ListBucketsOutput struct {
	Buckets           []Bucket `aws:"always,item=Bucket"`
	Owner             Owner
	ContinuationToken string
	Prefix            string
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

// maxBuckets is the largest page of buckets.
const maxBuckets = 10_000

// listBuckets lists a page. Its token is the name of the bucket with which the
// next one begins.
func (s *Service) listBuckets(r *aws.Request, in *ListBucketsInput) (*ListBucketsOutput, error) {
	if err := s.authorize(r, "s3:ListAllMyBuckets", "arn:aws:s3:::*"); err != nil {
		return nil, err
	}
	limit := maxBuckets
	if in.MaxBuckets != nil {
		limit = *in.MaxBuckets
	}
	if limit < 1 || limit > maxBuckets {
		return nil, fail(400, "InvalidArgument", fmt.Sprintf("Argument max-buckets must be an integer between 1 and %d", maxBuckets),
			aws.Field{Name: "ArgumentName", Value: "max-buckets"}, aws.Field{Name: "ArgumentValue", Value: strconv.Itoa(limit)})
	}
	out := &ListBucketsOutput{Buckets: []Bucket{}, Owner: Owner{ownerID}, Prefix: in.Prefix}
	for _, name := range s.Buckets() {
		if !strings.HasPrefix(name, in.Prefix) || name < in.ContinuationToken {
			continue
		}
		if len(out.Buckets) == limit {
			out.ContinuationToken = name
			break
		}
		b := Bucket{Name: name, CreationDate: s.buckets[name].created.Wall().Truncate(time.Second)}
		if in.Prefix != "" || in.MaxBuckets != nil || in.ContinuationToken != "" {
			b.BucketRegion = aws.Region
		}
		out.Buckets = append(out.Buckets, b)
	}
	return out, nil
}
