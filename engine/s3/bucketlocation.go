package s3

import "skylab/engine/aws"

// GetBucketLocationInput names a bucket.
type GetBucketLocationInput struct {
	Bucket string `aws:"required,path"`
}

// GetBucketLocationOutput is the bucket's Region.
type GetBucketLocationOutput struct {
	// LocationConstraint is nil for us-east-1, which is never named. It is the
	// body's only element, with no other around it.
	LocationConstraint *string `aws:"payload,always"`
}

func (s *Service) getBucketLocation(r *aws.Request, in *GetBucketLocationInput) (*GetBucketLocationOutput, error) {
	if _, err := s.bucket(in.Bucket); err != nil {
		return nil, err
	}
	if err := s.authorize(r, "s3:GetBucketLocation", bucketARN(in.Bucket)); err != nil {
		return nil, err
	}
	return &GetBucketLocationOutput{}, nil
}
