package s3

import (
	"fmt"
	"slices"
)

// Check reports an object that is not what its description says, or a list of
// keys that is out of date.
func (s *Service) Check() error {
	held := int64(0)
	for _, name := range s.Buckets() {
		b := s.buckets[name]
		keys := b.keys()
		if len(keys) != len(b.objects) || !slices.IsSorted(keys) || !validName(name) || b.name != name {
			return fmt.Errorf("s3: bucket %s lists %d of %d keys", name, len(keys), len(b.objects))
		}
		bytes := int64(0)
		for _, key := range keys {
			o := b.objects[key]
			held += o.weight()
			bytes += o.size()
			if o == nil || o.Key != key || o.ETag != etagOf(o.Body, o.Parts) {
				return fmt.Errorf("s3: %s/%s has the ETag of other bytes", name, key)
			}
			if o.Checksum != checksum(o.Checksum.Algorithm, o.Body) && o.Checksum != compositeOf(o.Checksum.Algorithm, o.Body, o.Parts) {
				return fmt.Errorf("s3: %s/%s has the checksum of other bytes", name, key)
			}
		}
		for _, u := range b.inProgress() {
			held += u.weight()
			bytes += u.size()
			if err := u.check(); err != nil {
				return fmt.Errorf("s3: %s: %w", name, err)
			}
		}
		if bytes != b.bytes {
			return fmt.Errorf("s3: %s holds %d bytes and counts %d", name, bytes, b.bytes)
		}
		if err := unambiguous(b.notifications); err != nil {
			return fmt.Errorf("s3: %s: %w", name, err)
		}
	}
	if held != s.held {
		return fmt.Errorf("s3: the objects weigh %d, the account counts %d", held, s.held)
	}
	return nil
}

// check reports an upload with a part that is not what its description says.
func (u *upload) check() error {
	for _, n := range u.numbers() {
		p := u.parts[n]
		if p.number != n || n < 1 || n > maxPart || p.etag != etag(p.body) || p.sum != checksum(p.sum.Algorithm, p.body) {
			return fmt.Errorf("part %d of the upload of %s is not of its bytes", n, u.key)
		}
	}
	return nil
}
