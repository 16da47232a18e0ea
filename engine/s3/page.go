package s3

import (
	"sort"
	"strings"
	"time"

	"skylab/engine/aws"
)

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

// page is a page of a list: keys, and prefixes rolled up to a delimiter.
type page struct {
	bucket            *bucket
	prefix, delimiter string
	// limit is how many keys and prefixes the page takes.
	limit int
	// owner says that objects are listed with their owner.
	owner bool
	// encode writes keys and prefixes as the caller wants them.
	encode func(string) string

	contents []ListedObject
	prefixes []CommonPrefix
	// last is the last key or prefix listed, not encoded.
	last      string
	truncated bool
}

// page is an empty page of the bucket's list for who may list it.
func (s *Service) page(r *aws.Request, bucket, prefix, delimiter, encoding string, most *int) (*page, error) {
	b, err := s.bucket(bucket)
	if err != nil {
		return nil, err
	}
	if err := s.authorize(r, "s3:ListBucket", bucketARN(bucket)); err != nil {
		return nil, err
	}
	p := &page{bucket: b, prefix: prefix, delimiter: delimiter}
	if p.encode, err = encoder(encoding); err != nil {
		return nil, err
	}
	p.limit, err = atMost(most, "maxKeys")
	return p, err
}

// atMost is how much one page of a list takes.
func atMost(given *int, name string) (int, error) {
	switch {
	case given == nil:
		return maxList, nil
	case *given < 0:
		return 0, fail(400, "InvalidArgument", "Argument "+name+" must be an integer between 0 and 2147483647",
			aws.Field{Name: "ArgumentName", Value: name})
	}
	return min(maxList, *given), nil
}

// encoder is how a list writes keys: as they are, or, since XML cannot say all
// that a key may hold, URL-encoded.
//
// fidelity: s3.encoding-type
func encoder(encoding string) (func(string) string, error) {
	switch encoding {
	case "":
		return func(key string) string { return key }, nil
	case "url":
		return encodeKey, nil
	}
	return nil, fail(400, "InvalidArgument", "Invalid Encoding Method specified in Request",
		aws.Field{Name: "ArgumentName", Value: "encoding-type"}, aws.Field{Name: "ArgumentValue", Value: encoding})
}

// fill lists what lies behind a key or a rolled-up prefix.
func (p *page) fill(after string) {
	keys := p.bucket.keys()
	i := sort.SearchStrings(keys, max(after, p.prefix))
	for i < len(keys) && strings.HasPrefix(keys[i], p.prefix) {
		rolled := rollUp(keys[i], p.prefix, p.delimiter)
		if keys[i] <= after && after != "" || rolled != "" && rolled <= after {
			i++
			continue
		}
		if p.count() == p.limit {
			p.truncated = p.limit > 0 // AWS: asking for no keys at all is never truncated
			return
		}
		if rolled == "" {
			listed := p.bucket.objects[keys[i]].listed(p.owner)
			listed.Key = p.encode(listed.Key)
			p.contents = append(p.contents, listed)
			p.last = keys[i]
			i++
			continue
		}
		p.prefixes = append(p.prefixes, CommonPrefix{p.encode(rolled)})
		p.last = rolled
		for i < len(keys) && strings.HasPrefix(keys[i], rolled) {
			i++
		}
	}
}

// count is how many keys and prefixes the page holds.
func (p *page) count() int { return len(p.contents) + len(p.prefixes) }

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
	l := ListedObject{Key: o.Key, LastModified: second(o.Modified), ETag: o.ETag, ChecksumAlgorithm: []string{o.Checksum.Algorithm},
		ChecksumType: o.Checksum.Type, Size: int64(len(o.Body)), StorageClass: "STANDARD"}
	if owner {
		l.Owner = &Owner{ownerID}
	}
	return l
}
