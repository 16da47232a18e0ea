package s3

import (
	"crypto/md5"
	"encoding/hex"
	"time"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// Object is an object as it is kept. Nobody may change Body.
type Object struct {
	Key  string
	Body []byte
	ETag string // with its quotes
	// Parts are the sizes of the parts in which it came, nil where it came whole.
	Parts       []int64
	Checksum    Checksum
	ContentType string
	Headers     Headers
	Modified    sim.Time
	Metadata    map[string]string
}

// Headers are what S3 sends with an object as its writer gave it; "" is not
// sent.
type Headers struct{ CacheControl, ContentDisposition, ContentEncoding, ContentLanguage string }

// ObjectInfo is what a list tells of an object.
type ObjectInfo struct {
	Key         string
	Size        int64
	ETag        string // with its quotes
	ContentType string
	Modified    sim.Time
}

// newObject is an object of these bytes at the present.
//
// fidelity: s3.etag
func (s *Service) newObject(key string, body []byte, sum Checksum, contentType string, metadata map[string]string) *Object {
	if contentType == "" {
		contentType = "binary/octet-stream"
	}
	return &Object{Key: key, Body: body, ETag: etag(body), Checksum: sum, ContentType: contentType, Modified: s.k.Now(), Metadata: metadata}
}

// weight is what the object takes of maxHeld; no object weighs nothing.
func (o *Object) weight() int64 {
	if o == nil {
		return 0
	}
	return int64(len(o.Body)) + objectWeight
}

// size is how many bytes the object holds; no object holds none.
func (o *Object) size() int64 {
	if o == nil {
		return 0
	}
	return int64(len(o.Body))
}

func etag(body []byte) string {
	sum := md5.Sum(body)
	return `"` + hex.EncodeToString(sum[:]) + `"`
}

// Object is the object with that key, for screens and checks. Nobody may
// change what it holds.
func (s *Service) Object(bucket, key string) (Object, bool) {
	b := s.buckets[bucket]
	if b == nil || b.objects[key] == nil {
		return Object{}, false
	}
	return *b.objects[key], true
}

// Read is the bytes of an object for the account itself, or S3's own error.
// Nobody may change them.
func (s *Service) Read(bucket, key string) ([]byte, *aws.Error) {
	if s.buckets[bucket] == nil {
		return nil, noBucket(bucket)
	}
	o := s.buckets[bucket].objects[key]
	if o == nil {
		return nil, noKey(key)
	}
	return o.Body, nil
}

// Objects are the objects of a bucket in the order of their keys; a bucket
// that does not exist has none.
func (s *Service) Objects(bucket string) []ObjectInfo {
	b := s.buckets[bucket]
	if b == nil {
		return nil
	}
	var out []ObjectInfo
	for _, key := range b.keys() {
		o := b.objects[key]
		out = append(out, ObjectInfo{key, int64(len(o.Body)), o.ETag, o.ContentType, o.Modified})
	}
	return out
}

func unquoted(etag string) string {
	if len(etag) >= 2 && etag[0] == '"' && etag[len(etag)-1] == '"' {
		return etag[1 : len(etag)-1]
	}
	return etag
}

// second is the precision of times in S3's answers.
func second(t sim.Time) time.Time { return t.Wall().Truncate(time.Second) }
