package s3

import "skylab/engine/aws"

// DeleteObjectInput names an object.
type DeleteObjectInput struct {
	Bucket string `aws:"required,path"`
	Key    string `aws:"required,path,min=1"`
}

// DeleteObjectOutput has no members where there are no versions.
type DeleteObjectOutput struct{}

func (s *Service) deleteObject(r *aws.Request, in *DeleteObjectInput) (*DeleteObjectOutput, error) {
	b, err := s.bucket(in.Bucket)
	if err != nil {
		return nil, err
	}
	if err := s.authorize(r, "s3:DeleteObject", objectARN(in.Bucket, in.Key)); err != nil {
		return nil, err
	}
	s.remove(r, b, in.Key)
	return nil, nil
}

// remove forgets an object and tells of it. Removing what is not there is no
// error and no event.
func (s *Service) remove(r *aws.Request, b *bucket, key string) {
	o := b.objects[key]
	if o == nil {
		return
	}
	s.held -= o.weight()
	s.grow(b, -o.size())
	delete(b.objects, key)
	b.sorted = nil
	s.k.Emit(ObjectRemoved{Bucket: b.name, Key: key, Name: "ObjectRemoved:Delete", Sequencer: s.sequencer(), Principal: r.Principal})
}
