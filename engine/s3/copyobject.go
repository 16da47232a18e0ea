package s3

import (
	"cmp"
	"net/url"
	"strings"
	"time"

	"skylab/engine/aws"
)

// CopyObjectInput names an object and where its copy goes.
type CopyObjectInput struct {
	Bucket string `aws:"required,path"`
	// CopySource is "bucket/key", URL-encoded.
	CopySource   string `aws:"required,header,at=X-Amz-Copy-Source,pattern=\\/?.+\\/.+"`
	CacheControl string `aws:"header,at=Cache-Control"`
	// ChecksumAlgorithm is of the copy's checksum; the default is the source's.
	ChecksumAlgorithm  string            `aws:"header,at=X-Amz-Checksum-Algorithm"`
	ContentDisposition string            `aws:"header,at=Content-Disposition"`
	ContentEncoding    string            `aws:"header,at=Content-Encoding"`
	ContentLanguage    string            `aws:"header,at=Content-Language"`
	ContentType        string            `aws:"header,at=Content-Type"`
	Key                string            `aws:"required,path,min=1"`
	Metadata           map[string]string `aws:"header,at=X-Amz-Meta-"`
	MetadataDirective  string            `aws:"header,enum=COPY|REPLACE,at=X-Amz-Metadata-Directive"`
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
	ChecksumCRC32     string
	ChecksumCRC32C    string
	ChecksumCRC64NVME string
	ChecksumSHA1      string
	ChecksumSHA256    string
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
	if err := knownAlgorithm(in.ChecksumAlgorithm); err != nil {
		return nil, err
	}
	o, err := s.copyOf(source, in)
	if err != nil {
		return nil, err
	}
	if from == in.Bucket && key == in.Key && in.MetadataDirective != "REPLACE" {
		return nil, fail(400, "InvalidRequest", "This copy request is illegal because it is trying to copy an object to itself without "+
			"changing the object's metadata, storage class, website redirect location or encryption attributes.")
	}
	if err := s.put(r, b, o, "ObjectCreated:Copy"); err != nil {
		return nil, err
	}
	out := CopyObjectResult{ETag: o.ETag, LastModified: second(o.Modified), ChecksumType: o.Checksum.Type}
	out.ChecksumCRC32, out.ChecksumCRC32C, out.ChecksumCRC64NVME, out.ChecksumSHA1, out.ChecksumSHA256 = o.Checksum.each()
	return &CopyObjectOutput{out, "AES256"}, nil
}

// copyOf is the source as the input wants it; the bytes are shared.
func (s *Service) copyOf(source *Object, in *CopyObjectInput) (*Object, error) {
	o := *source
	o.Key, o.Modified = in.Key, s.k.Now()
	if in.MetadataDirective == "REPLACE" {
		metadata, err := userMetadata(in.Metadata)
		if err != nil {
			return nil, err
		}
		o.Metadata = metadata
		o.Headers = Headers{in.CacheControl, in.ContentDisposition, in.ContentEncoding, in.ContentLanguage}
		if o.ContentType = in.ContentType; o.ContentType == "" {
			o.ContentType = "binary/octet-stream"
		}
	}
	algorithm := cmp.Or(in.ChecksumAlgorithm, o.Checksum.Algorithm)
	if algorithm != o.Checksum.Algorithm || o.Parts != nil { // a copy is of one piece
		o.ETag, o.Checksum, o.Parts = etag(o.Body), checksum(algorithm, o.Body), nil
	}
	return &o, nil
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
