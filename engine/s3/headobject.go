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
	// PartNumber is one of the parts in which the object came, from 1.
	PartNumber *int `aws:"query,at=partNumber"`
	// ChecksumMode ENABLED asks for the checksum too.
	ChecksumMode string `aws:"header,enum=ENABLED,at=X-Amz-Checksum-Mode"`
}

// HeadObjectOutput is what is known of the object. PartsCount is told where a part
// of one that came in parts was asked for.
type HeadObjectOutput struct {
	AcceptRanges         string            `aws:"header,at=Accept-Ranges"`
	LastModified         time.Time         `aws:"header,at=Last-Modified"`
	ContentLength        int64             `aws:"header,always,at=Content-Length"`
	ChecksumCRC32        string            `aws:"header,at=X-Amz-Checksum-Crc32"`
	ChecksumCRC32C       string            `aws:"header,at=X-Amz-Checksum-Crc32c"`
	ChecksumCRC64NVME    string            `aws:"header,at=X-Amz-Checksum-Crc64nvme"`
	ChecksumSHA1         string            `aws:"header,at=X-Amz-Checksum-Sha1"`
	ChecksumSHA256       string            `aws:"header,at=X-Amz-Checksum-Sha256"`
	ChecksumType         string            `aws:"header,at=X-Amz-Checksum-Type"`
	ETag                 string            `aws:"header"`
	CacheControl         string            `aws:"header,at=Cache-Control"`
	ContentDisposition   string            `aws:"header,at=Content-Disposition"`
	ContentEncoding      string            `aws:"header,at=Content-Encoding"`
	ContentLanguage      string            `aws:"header,at=Content-Language"`
	ContentType          string            `aws:"header,at=Content-Type"`
	ContentRange         string            `aws:"header,at=Content-Range"`
	PartsCount           int               `aws:"header,at=X-Amz-Mp-Parts-Count"`
	ServerSideEncryption string            `aws:"header,at=X-Amz-Server-Side-Encryption"`
	Metadata             map[string]string `aws:"header,always,at=X-Amz-Meta-"`
}

func (s *Service) headObject(r *aws.Request, in *HeadObjectInput) (*HeadObjectOutput, error) {
	o, err := s.readIf(r, in.Bucket, in.Key, condition{in.IfMatch, in.IfNoneMatch, in.IfModifiedSince, in.IfUnmodifiedSince})
	var part span
	count := 0
	if err == nil {
		part, count, err = o.asked(in.Range, in.PartNumber)
	}
	if err != nil {
		if e, ok := err.(*aws.Error); ok {
			return nil, bare(e.Status())
		}
		return nil, err
	}
	out := &HeadObjectOutput{
		AcceptRanges: "bytes", LastModified: second(o.Modified), ContentLength: part.length(), ETag: o.ETag,
		CacheControl: o.Headers.CacheControl, ContentDisposition: o.Headers.ContentDisposition, ContentEncoding: o.Headers.ContentEncoding,
		ContentLanguage: o.Headers.ContentLanguage, ContentType: o.ContentType, ContentRange: part.header(), PartsCount: count, ServerSideEncryption: "AES256", Metadata: o.Metadata,
	}
	if in.ChecksumMode != "" && !part.asked {
		out.ChecksumCRC32, out.ChecksumCRC32C, out.ChecksumCRC64NVME, out.ChecksumSHA1, out.ChecksumSHA256 = o.Checksum.each()
		out.ChecksumType = o.Checksum.Type
	}
	return out, nil
}
