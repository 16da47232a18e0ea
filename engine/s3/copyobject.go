package s3

import (
	"maps"
	"net/url"
	"strings"
	"time"

	"skylab/engine/aws"
)

// CopyObjectInput names an object and where its copy goes.
type CopyObjectInput struct {
	Bucket string `aws:"required,path"`
	// CopySource is "bucket/key", URL-encoded.
	CopySource        string            `aws:"required,header,at=X-Amz-Copy-Source,pattern=\\/?.+\\/.+"`
	ContentType       string            `aws:"header,at=Content-Type"`
	Key               string            `aws:"required,path,min=1"`
	Metadata          map[string]string `aws:"header,at=X-Amz-Meta-"`
	MetadataDirective string            `aws:"header,enum=COPY|REPLACE,at=X-Amz-Metadata-Directive"`
}

// CopyObjectOutput is what S3 made of it.
type CopyObjectOutput struct {
	CopyObjectResult     CopyObjectResult `aws:"payload"`
	ServerSideEncryption string           `aws:"header,at=X-Amz-Server-Side-Encryption"`
}

// CopyObjectResult describes the copy.
type CopyObjectResult struct {
	ETag              string
	LastModified      time.Time
	ChecksumType      string
	ChecksumCRC64NVME string
}

func (s *Service) copyObject(r *aws.Request, in *CopyObjectInput) (*CopyObjectOutput, error) {
	b, err := s.bucket(in.Bucket)
	if err != nil {
		return nil, err
	}
	if err := checkKey(in.Key); err != nil {
		return nil, err
	}
	from, key, err := copySource(in.CopySource)
	if err != nil {
		return nil, err
	}
	source, err := s.read(r, from, key)
	if err != nil {
		return nil, err
	}
	if err := s.authorize(r, "s3:PutObject", objectARN(in.Bucket, in.Key)); err != nil {
		return nil, err
	}
	o := s.copyOf(source, in)
	if from == in.Bucket && key == in.Key && in.MetadataDirective != "REPLACE" {
		return nil, fail(400, "InvalidRequest", "This copy request is illegal because it is trying to copy an object to itself without "+
			"changing the object's metadata, storage class, website redirect location or encryption attributes.")
	}
	if err := s.put(r, b, o, "ObjectCreated:Copy"); err != nil {
		return nil, err
	}
	return &CopyObjectOutput{CopyObjectResult{o.ETag, second(o.Modified), "FULL_OBJECT", o.CRC64NVME}, "AES256"}, nil
}

// copyOf is the source as the input wants it; the bytes are shared.
func (s *Service) copyOf(source *Object, in *CopyObjectInput) *Object {
	o := *source
	o.Key, o.Modified, o.Metadata = in.Key, s.k.Now(), maps.Clone(source.Metadata)
	if in.MetadataDirective == "REPLACE" {
		o.Metadata = in.Metadata
		if o.ContentType = in.ContentType; o.ContentType == "" {
			o.ContentType = "binary/octet-stream"
		}
	}
	return &o
}

// copySource takes "bucket/key" apart and decodes the key.
func copySource(source string) (bucket, key string, err error) {
	bucket, key, _ = strings.Cut(strings.TrimPrefix(source, "/"), "/")
	key, bad := url.PathUnescape(key)
	if bad != nil || bucket == "" || key == "" || strings.HasPrefix(source, "arn:") || strings.Contains(source, "?versionId=") {
		return "", "", fail(400, "InvalidArgument", "Invalid copy source encoding.")
	}
	return bucket, key, nil
}
