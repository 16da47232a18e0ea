package s3

import (
	"encoding/base64"
	"sort"
	"strings"
	"time"

	"skylab/engine/aws"
)

// ListObjectsV2Input selects objects of a bucket.
type ListObjectsV2Input struct {
	Bucket    string `aws:"required,path"`
	Delimiter string `aws:"query,at=delimiter"`
	// MaxKeys is how many keys and prefixes to list; nil and more than 1,000
	// are 1,000.
	MaxKeys           *int   `aws:"query,at=max-keys"`
	Prefix            string `aws:"query,at=prefix"`
	ContinuationToken string `aws:"query,at=continuation-token"`
	FetchOwner        bool   `aws:"query,at=fetch-owner"`
	StartAfter        string `aws:"query,at=start-after"`
}

// ListObjectsV2Output is a page of objects and of prefixes rolled up to the
// delimiter.
type ListObjectsV2Output struct {
	IsTruncated           bool           `aws:"always"`
	Contents              []ListedObject `aws:"flat"`
	Name                  string
	Prefix                string `aws:"always"`
	Delimiter             string
	MaxKeys               int            `aws:"always"`
	CommonPrefixes        []CommonPrefix `aws:"flat"`
	KeyCount              int            `aws:"always"`
	ContinuationToken     string
	NextContinuationToken string
	StartAfter            string
}

// ListedObject is an object as AWS lists it.
type ListedObject struct {
	Key               string
	LastModified      time.Time
	ETag              string
	ChecksumAlgorithm []string `aws:"flat"`
	ChecksumType      string
	Size              int64 `aws:"always"`
	StorageClass      string
	Owner             *Owner
}

// CommonPrefix stands for all keys that begin with it.
type CommonPrefix struct{ Prefix string }

func (s *Service) listObjectsV2(r *aws.Request, in *ListObjectsV2Input) (*ListObjectsV2Output, error) {
	b, err := s.bucket(in.Bucket)
	if err != nil {
		return nil, err
	}
	if err := s.authorize(r, "s3:ListBucket", bucketARN(in.Bucket)); err != nil {
		return nil, err
	}
	limit := maxList
	if in.MaxKeys != nil {
		if *in.MaxKeys < 0 {
			return nil, fail(400, "InvalidArgument", "Argument maxKeys must be an integer between 0 and 2147483647",
				aws.Field{Name: "ArgumentName", Value: "maxKeys"})
		}
		limit = min(maxList, *in.MaxKeys)
	}
	after := in.StartAfter
	if in.ContinuationToken != "" {
		last, err := base64.URLEncoding.DecodeString(in.ContinuationToken)
		if err != nil {
			return nil, fail(400, "InvalidArgument", "The continuation token provided is incorrect",
				aws.Field{Name: "ArgumentName", Value: "continuation-token"})
		}
		after = string(last)
	}
	out := &ListObjectsV2Output{Name: in.Bucket, Prefix: in.Prefix, Delimiter: in.Delimiter, MaxKeys: limit,
		ContinuationToken: in.ContinuationToken, StartAfter: in.StartAfter}
	b.list(out, after, in.FetchOwner)
	return out, nil
}

// list fills a page with what lies behind a key or a rolled-up prefix. The
// token of the next page is the last of these listed; to callers it is opaque.
func (b *bucket) list(out *ListObjectsV2Output, after string, owner bool) {
	keys := b.keys()
	from := max(after, out.Prefix)
	i := sort.SearchStrings(keys, from)
	last := ""
	for i < len(keys) && strings.HasPrefix(keys[i], out.Prefix) {
		rolled := rollUp(keys[i], out.Prefix, out.Delimiter)
		if keys[i] <= after && after != "" || rolled != "" && rolled <= after {
			i++
			continue
		}
		if out.KeyCount == out.MaxKeys {
			// AWS: asking for no keys at all is never truncated.
			if out.IsTruncated = out.MaxKeys > 0; out.IsTruncated {
				out.NextContinuationToken = base64.URLEncoding.EncodeToString([]byte(last))
			}
			return
		}
		out.KeyCount++
		if rolled == "" {
			out.Contents = append(out.Contents, b.objects[keys[i]].listed(owner))
			last = keys[i]
			i++
			continue
		}
		out.CommonPrefixes = append(out.CommonPrefixes, CommonPrefix{rolled})
		last = rolled
		for i < len(keys) && strings.HasPrefix(keys[i], rolled) {
			i++
		}
	}
}

// rollUp is the common prefix that a key belongs to, or "".
func rollUp(key, prefix, delimiter string) string {
	if delimiter == "" {
		return ""
	}
	i := strings.Index(key[len(prefix):], delimiter)
	if i < 0 {
		return ""
	}
	return key[:len(prefix)+i+len(delimiter)]
}

func (o *Object) listed(owner bool) ListedObject {
	l := ListedObject{Key: o.Key, LastModified: second(o.Modified), ETag: o.ETag, ChecksumAlgorithm: []string{"CRC64NVME"},
		ChecksumType: "FULL_OBJECT", Size: int64(len(o.Body)), StorageClass: "STANDARD"}
	if owner {
		l.Owner = &Owner{ownerID}
	}
	return l
}
