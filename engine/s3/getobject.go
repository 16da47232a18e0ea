package s3

import (
	"time"

	"skylab/engine/aws"
)

// GetObjectInput names an object.
type GetObjectInput struct {
	Bucket string `aws:"required,path"`
	Key    string `aws:"required,path,min=1"`
}

// GetObjectOutput is the object.
type GetObjectOutput struct {
	// Body is the object's own bytes; nobody may change them.
	Body                 []byte            `aws:"payload,outfile"`
	AcceptRanges         string            `aws:"header,at=Accept-Ranges"`
	LastModified         time.Time         `aws:"header,at=Last-Modified"`
	ContentLength        int64             `aws:"header,always,at=Content-Length"`
	ETag                 string            `aws:"header"`
	ChecksumCRC64NVME    string            `aws:"header,at=X-Amz-Checksum-Crc64nvme"`
	ChecksumType         string            `aws:"header,at=X-Amz-Checksum-Type"`
	ContentType          string            `aws:"header,at=Content-Type"`
	ServerSideEncryption string            `aws:"header,at=X-Amz-Server-Side-Encryption"`
	Metadata             map[string]string `aws:"header,always,at=X-Amz-Meta-"`
}

func (s *Service) getObject(r *aws.Request, in *GetObjectInput) (*GetObjectOutput, error) {
	o, err := s.read(r, in.Bucket, in.Key)
	if err != nil {
		return nil, err
	}
	return &GetObjectOutput{
		Body: o.Body, AcceptRanges: "bytes", LastModified: second(o.Modified), ContentLength: int64(len(o.Body)), ETag: o.ETag,
		ChecksumCRC64NVME: o.CRC64NVME, ChecksumType: "FULL_OBJECT", ContentType: o.ContentType,
		ServerSideEncryption: "AES256", Metadata: o.Metadata,
	}, nil
}

// read is the object, for who may read it.
//
// fidelity: s3.consistency
func (s *Service) read(r *aws.Request, bucket, key string) (*Object, error) {
	b, err := s.bucket(bucket)
	if err != nil {
		return nil, err
	}
	if err := s.authorize(r, "s3:GetObject", objectARN(bucket, key)); err != nil {
		return nil, err
	}
	if o := b.objects[key]; o != nil {
		return o, nil
	}
	return nil, s.missing(r, bucket, key)
}

// HeadObjectInput names an object.
type HeadObjectInput struct {
	Bucket string `aws:"required,path"`
	Key    string `aws:"required,path,min=1"`
}

// HeadObjectOutput is what is known of the object.
type HeadObjectOutput struct {
	AcceptRanges         string            `aws:"header,at=Accept-Ranges"`
	LastModified         time.Time         `aws:"header,at=Last-Modified"`
	ContentLength        int64             `aws:"header,always,at=Content-Length"`
	ETag                 string            `aws:"header"`
	ContentType          string            `aws:"header,at=Content-Type"`
	ServerSideEncryption string            `aws:"header,at=X-Amz-Server-Side-Encryption"`
	Metadata             map[string]string `aws:"header,always,at=X-Amz-Meta-"`
}

func (s *Service) headObject(r *aws.Request, in *HeadObjectInput) (*HeadObjectOutput, error) {
	o, err := s.read(r, in.Bucket, in.Key)
	if err != nil {
		if e, ok := err.(*aws.Error); ok {
			return nil, headError(e.Status())
		}
		return nil, err
	}
	return &HeadObjectOutput{
		AcceptRanges: "bytes", LastModified: second(o.Modified), ContentLength: int64(len(o.Body)), ETag: o.ETag,
		ContentType: o.ContentType, ServerSideEncryption: "AES256", Metadata: o.Metadata,
	}, nil
}
