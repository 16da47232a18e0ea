package s3

import (
	"time"

	"skylab/engine/aws"
)

// HeadObjectInput names an object, or a part of it.
type HeadObjectInput struct {
	Bucket            string    `aws:"required,path"`
	IfMatch           string    `aws:"header,at=If-Match"`
	IfModifiedSince   time.Time `aws:"header,at=If-Modified-Since"`
	IfNoneMatch       string    `aws:"header,at=If-None-Match"`
	IfUnmodifiedSince time.Time `aws:"header,at=If-Unmodified-Since"`
	Key               string    `aws:"required,path,min=1"`
	// Range is a range of bytes, "bytes=0-99".
	Range string `aws:"header"`
}

// HeadObjectOutput is what is known of the object.
type HeadObjectOutput struct {
	AcceptRanges         string            `aws:"header,at=Accept-Ranges"`
	LastModified         time.Time         `aws:"header,at=Last-Modified"`
	ContentLength        int64             `aws:"header,always,at=Content-Length"`
	ETag                 string            `aws:"header"`
	ContentType          string            `aws:"header,at=Content-Type"`
	ContentRange         string            `aws:"header,at=Content-Range"`
	ServerSideEncryption string            `aws:"header,at=X-Amz-Server-Side-Encryption"`
	Metadata             map[string]string `aws:"header,always,at=X-Amz-Meta-"`
}

func (s *Service) headObject(r *aws.Request, in *HeadObjectInput) (*HeadObjectOutput, error) {
	o, part, err := s.readPart(r, in.Bucket, in.Key, condition{in.IfMatch, in.IfNoneMatch, in.IfModifiedSince, in.IfUnmodifiedSince}, in.Range)
	if err != nil {
		if e, ok := err.(*aws.Error); ok {
			return nil, bare(e.Status())
		}
		return nil, err
	}
	return &HeadObjectOutput{
		AcceptRanges: "bytes", LastModified: second(o.Modified), ContentLength: part.length(), ETag: o.ETag,
		ContentType: o.ContentType, ContentRange: part.header(), ServerSideEncryption: "AES256", Metadata: o.Metadata,
	}, nil
}
