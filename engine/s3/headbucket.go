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
		return nil, headError(404)
	}
	if s.authorize(r, "s3:ListBucket", bucketARN(in.Bucket)) != nil {
		return nil, headError(403)
	}
	return &HeadBucketOutput{BucketRegion: aws.Region}, nil
}

// headError is what the CLI makes of an error without a body: its code is the
// status.
func headError(status int) *aws.Error {
	if status == 403 {
		return fail(403, "403", "Forbidden")
	}
	return fail(404, "404", "Not Found")
}
