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
		for _, key := range keys {
			o := b.objects[key]
			held += o.weight()
			if o == nil || o.Key != key || o.ETag != etag(o.Body) {
				return fmt.Errorf("s3: %s/%s has the ETag of other bytes", name, key)
			}
			if o.Checksum != checksum(o.Checksum.Algorithm, o.Body) {
				return fmt.Errorf("s3: %s/%s has the checksum of other bytes", name, key)
			}
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
