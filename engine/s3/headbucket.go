package s3

import "skylab/engine/aws"

// HeadBucketInput names a bucket.
type HeadBucketInput struct {
	Bucket string `aws:"required,path"`
}

// HeadBucketOutput is what is told of a bucket that may be accessed.
type HeadBucketOutput struct {
	BucketRegion     string `aws:"header,at=X-Amz-Bucket-Region"`
	AccessPointAlias bool   `aws:"header,always,at=X-Amz-Access-Point-Alias"`
}

func (s *Service) headBucket(r *aws.Request, in *HeadBucketInput) (*HeadBucketOutput, error) {
	if s.buckets[in.Bucket] == nil {
		return nil, bare(404)
	}
	if s.authorize(r, "s3:ListBucket", bucketARN(in.Bucket)) != nil {
		return nil, bare(403)
	}
	return &HeadBucketOutput{BucketRegion: aws.Region}, nil
}
