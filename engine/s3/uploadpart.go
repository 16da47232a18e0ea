package s3

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"skylab/engine/aws"
)

// UploadPartInput is a part of an object.
type UploadPartInput struct {
	Body   []byte `aws:"payload"`
	Bucket string `aws:"required,path"`
	// ChecksumAlgorithm is of the checksum to keep, where none is given.
	ChecksumAlgorithm string `aws:"header,at=X-Amz-Sdk-Checksum-Algorithm"`
	ChecksumCRC32     string `aws:"header,at=X-Amz-Checksum-Crc32"`
	ChecksumCRC32C    string `aws:"header,at=X-Amz-Checksum-Crc32c"`
	ChecksumCRC64NVME string `aws:"header,at=X-Amz-Checksum-Crc64nvme"`
	ChecksumSHA1      string `aws:"header,at=X-Amz-Checksum-Sha1"`
	ChecksumSHA256    string `aws:"header,at=X-Amz-Checksum-Sha256"`
	Key               string `aws:"required,path,min=1"`
	// PartNumber is 1 to 10,000.
	PartNumber *int   `aws:"required,query,at=partNumber"`
	UploadId   string `aws:"required,query,at=uploadId"`
}

// UploadPartOutput is what S3 made of it.
type UploadPartOutput struct {
	ServerSideEncryption string `aws:"header,at=X-Amz-Server-Side-Encryption"`
	ETag                 string `aws:"header"`
	ChecksumCRC32        string `aws:"header,at=X-Amz-Checksum-Crc32"`
	ChecksumCRC32C       string `aws:"header,at=X-Amz-Checksum-Crc32c"`
	ChecksumCRC64NVME    string `aws:"header,at=X-Amz-Checksum-Crc64nvme"`
	ChecksumSHA1         string `aws:"header,at=X-Amz-Checksum-Sha1"`
	ChecksumSHA256       string `aws:"header,at=X-Amz-Checksum-Sha256"`
}

func (s *Service) uploadPart(r *aws.Request, in *UploadPartInput) (*UploadPartOutput, error) {
	b, u, err := s.uploading(r, "s3:PutObject", in.Bucket, in.Key, in.UploadId)
	if err != nil {
		return nil, err
	}
	g := given{in.ChecksumCRC32, in.ChecksumCRC32C, in.ChecksumCRC64NVME, in.ChecksumSHA1, in.ChecksumSHA256}
	p, err := s.addPart(b, u, *in.PartNumber, in.Body, in.ChecksumAlgorithm, g)
	if err != nil {
		return nil, err
	}
	out := &UploadPartOutput{ServerSideEncryption: "AES256", ETag: p.etag}
	out.ChecksumCRC32, out.ChecksumCRC32C, out.ChecksumCRC64NVME, out.ChecksumSHA1, out.ChecksumSHA256 = p.sum.each()
	return out, nil
}

// addPart keeps a part, in the place of one with the same number.
//
// fidelity: s3.multipart
func (s *Service) addPart(b *bucket, u *upload, number int, body []byte, asked string, g given) (*part, error) {
	if number < 1 || number > maxPart {
		return nil, fail(400, "InvalidArgument", fmt.Sprintf("Part number must be an integer between 1 and %d, inclusive", maxPart),
			aws.Field{Name: "ArgumentName", Value: "partNumber"}, aws.Field{Name: "ArgumentValue", Value: fmt.Sprint(number)})
	}
	sum, err := checksumOf(body, cmp.Or(asked, u.algorithm), g)
	if err != nil {
		return nil, err
	}
	if u.named && sum.Algorithm != u.algorithm {
		return nil, fail(400, "InvalidRequest", "Checksum Type mismatch occurred, expected checksum Type: "+strings.ToLower(u.algorithm)+
			", actual checksum Type: "+strings.ToLower(sum.Algorithm))
	}
	p := &part{number, body, etag(body), sum, s.k.Now()}
	if err := s.hold(p.weight() - u.parts[number].weight()); err != nil {
		return nil, err
	}
	s.grow(b, p.size()-u.parts[number].size())
	u.parts[number] = p
	return p, nil
}

// UploadPartCopyInput names an object, or a range of one, that becomes a part.
type UploadPartCopyInput struct {
	Bucket string `aws:"required,path"`
	// CopySource is "bucket/key", URL-encoded.
	CopySource                  string    `aws:"required,header,at=X-Amz-Copy-Source,pattern=\\/?.+\\/.+"`
	CopySourceIfMatch           string    `aws:"header,at=X-Amz-Copy-Source-If-Match"`
	CopySourceIfModifiedSince   time.Time `aws:"header,at=X-Amz-Copy-Source-If-Modified-Since"`
	CopySourceIfNoneMatch       string    `aws:"header,at=X-Amz-Copy-Source-If-None-Match"`
	CopySourceIfUnmodifiedSince time.Time `aws:"header,at=X-Amz-Copy-Source-If-Unmodified-Since"`
	// CopySourceRange is "bytes=0-99", with both ends.
	CopySourceRange string `aws:"header,at=X-Amz-Copy-Source-Range"`
	Key             string `aws:"required,path,min=1"`
	// PartNumber is 1 to 10,000.
	PartNumber *int   `aws:"required,query,at=partNumber"`
	UploadId   string `aws:"required,query,at=uploadId"`
}

// UploadPartCopyOutput is what S3 made of it.
type UploadPartCopyOutput struct {
	CopyPartResult       CopyPartResult `aws:"payload"`
	ServerSideEncryption string         `aws:"header,at=X-Amz-Server-Side-Encryption"`
}

// CopyPartResult describes the part.
type CopyPartResult struct {
	ETag              string
	LastModified      time.Time
	ChecksumCRC32     string
	ChecksumCRC32C    string
	ChecksumCRC64NVME string
	ChecksumSHA1      string
	ChecksumSHA256    string
}

func (s *Service) uploadPartCopy(r *aws.Request, in *UploadPartCopyInput) (*UploadPartCopyOutput, error) {
	b, u, err := s.uploading(r, "s3:PutObject", in.Bucket, in.Key, in.UploadId)
	if err != nil {
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
	c := condition{in.CopySourceIfMatch, in.CopySourceIfNoneMatch, in.CopySourceIfModifiedSince, in.CopySourceIfUnmodifiedSince}
	if err := c.checkCopy(source); err != nil {
		return nil, err
	}
	piece, err := copyRange(in.CopySourceRange, int64(len(source.Body)))
	if err != nil {
		return nil, err
	}
	p, err := s.addPart(b, u, *in.PartNumber, source.Body[piece.first:piece.end], "", given{})
	if err != nil {
		return nil, err
	}
	out := CopyPartResult{ETag: p.etag, LastModified: second(p.modified)}
	out.ChecksumCRC32, out.ChecksumCRC32C, out.ChecksumCRC64NVME, out.ChecksumSHA1, out.ChecksumSHA256 = p.sum.each()
	return &UploadPartCopyOutput{out, "AES256"}, nil
}
