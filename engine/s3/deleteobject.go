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
	// Removing what is not there is no error and no event.
	if b.objects[in.Key] != nil {
		s.held -= b.objects[in.Key].weight()
		s.grow(b, -b.objects[in.Key].size())
		delete(b.objects, in.Key)
		b.sorted = nil
		s.k.Emit(ObjectRemoved{Bucket: in.Bucket, Key: in.Key, Name: "ObjectRemoved:Delete",
			Sequencer: s.sequencer(), Principal: r.Principal})
	}
	return nil, nil
}
