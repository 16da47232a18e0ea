package s3

import (
	"time"

	"skylab/engine/aws"
)

// GetObjectInput names an object, or a part of it.
type GetObjectInput struct {
	Bucket            string    `aws:"required,path"`
	IfMatch           string    `aws:"header,at=If-Match"`
	IfModifiedSince   time.Time `aws:"header,at=If-Modified-Since"`
	IfNoneMatch       string    `aws:"header,at=If-None-Match"`
	IfUnmodifiedSince time.Time `aws:"header,at=If-Unmodified-Since"`
	Key               string    `aws:"required,path,min=1"`
	// Range is a range of bytes, "bytes=0-99".
	Range string `aws:"header"`
	// PartNumber is one of the parts in which the object came, from 1.
	PartNumber *int `aws:"query,at=partNumber"`
	// ChecksumMode ENABLED asks for the checksum too. Clients do by themselves.
	ChecksumMode string `aws:"header,enum=ENABLED,default=ENABLED,at=X-Amz-Checksum-Mode"`
}

// GetObjectOutput is the object. PartsCount is told where a part of one that came
// in parts was asked for.
type GetObjectOutput struct {
	// Body is the object's own bytes; nobody may change them.
	Body                 []byte            `aws:"payload,outfile"`
	AcceptRanges         string            `aws:"header,at=Accept-Ranges"`
	LastModified         time.Time         `aws:"header,at=Last-Modified"`
	ContentLength        int64             `aws:"header,always,at=Content-Length"`
	ETag                 string            `aws:"header"`
	ChecksumCRC32        string            `aws:"header,at=X-Amz-Checksum-Crc32"`
	ChecksumCRC32C       string            `aws:"header,at=X-Amz-Checksum-Crc32c"`
	ChecksumCRC64NVME    string            `aws:"header,at=X-Amz-Checksum-Crc64nvme"`
	ChecksumSHA1         string            `aws:"header,at=X-Amz-Checksum-Sha1"`
	ChecksumSHA256       string            `aws:"header,at=X-Amz-Checksum-Sha256"`
	ChecksumType         string            `aws:"header,at=X-Amz-Checksum-Type"`
	CacheControl         string            `aws:"header,at=Cache-Control"`
	ContentDisposition   string            `aws:"header,at=Content-Disposition"`
	ContentEncoding      string            `aws:"header,at=Content-Encoding"`
	ContentLanguage      string            `aws:"header,at=Content-Language"`
	ContentRange         string            `aws:"header,at=Content-Range"`
	ContentType          string            `aws:"header,at=Content-Type"`
	PartsCount           int               `aws:"header,at=X-Amz-Mp-Parts-Count"`
	ServerSideEncryption string            `aws:"header,at=X-Amz-Server-Side-Encryption"`
	Metadata             map[string]string `aws:"header,always,at=X-Amz-Meta-"`
}

func (s *Service) getObject(r *aws.Request, in *GetObjectInput) (*GetObjectOutput, error) {
	o, err := s.readIf(r, in.Bucket, in.Key, condition{in.IfMatch, in.IfNoneMatch, in.IfModifiedSince, in.IfUnmodifiedSince})
	if err != nil {
		return nil, err
	}
	part, count, err := o.asked(in.Range, in.PartNumber)
	if err != nil {
		return nil, err
	}
	out := &GetObjectOutput{
		Body: o.Body[part.first:part.end], AcceptRanges: "bytes", LastModified: second(o.Modified), ContentLength: part.length(), ETag: o.ETag,
		CacheControl: o.Headers.CacheControl, ContentDisposition: o.Headers.ContentDisposition, ContentEncoding: o.Headers.ContentEncoding,
		ContentLanguage: o.Headers.ContentLanguage, ContentRange: part.header(), ContentType: o.ContentType, PartsCount: count, ServerSideEncryption: "AES256", Metadata: o.Metadata,
	}
	if in.ChecksumMode != "" && !part.asked { // a checksum is one of all bytes
		out.ChecksumCRC32, out.ChecksumCRC32C, out.ChecksumCRC64NVME, out.ChecksumSHA1, out.ChecksumSHA256 = o.Checksum.each()
		out.ChecksumType = o.Checksum.Type
	}
	return out, nil
}

// readIf is the object, where it meets the reader's condition.
func (s *Service) readIf(r *aws.Request, bucket, key string, c condition) (*Object, error) {
	o, err := s.read(r, bucket, key)
	if err != nil {
		return nil, err
	}
	return o, c.check(o)
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
