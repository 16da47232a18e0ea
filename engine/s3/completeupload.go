package s3

import (
	"crypto/md5"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"

	"skylab/engine/aws"
)

// CompleteMultipartUploadInput names the parts of an object in their order.
type CompleteMultipartUploadInput struct {
	Bucket            string                    `aws:"required,path"`
	Key               string                    `aws:"required,path,min=1"`
	MultipartUpload   *CompletedMultipartUpload `aws:"payload,at=CompleteMultipartUpload"`
	UploadId          string                    `aws:"required,query,at=uploadId"`
	ChecksumCRC32     string                    `aws:"header,at=X-Amz-Checksum-Crc32"`
	ChecksumCRC32C    string                    `aws:"header,at=X-Amz-Checksum-Crc32c"`
	ChecksumCRC64NVME string                    `aws:"header,at=X-Amz-Checksum-Crc64nvme"`
	ChecksumSHA1      string                    `aws:"header,at=X-Amz-Checksum-Sha1"`
	ChecksumSHA256    string                    `aws:"header,at=X-Amz-Checksum-Sha256"`
	ChecksumType      string                    `aws:"header,enum=COMPOSITE|FULL_OBJECT,at=X-Amz-Checksum-Type"`
	// MpuObjectSize is how many bytes the object must have.
	MpuObjectSize *int64 `aws:"header,at=X-Amz-Mp-Object-Size"`
	IfMatch       string `aws:"header,at=If-Match"`
	IfNoneMatch   string `aws:"header,at=If-None-Match"`
}

// CompletedMultipartUpload is the list of the parts.
type CompletedMultipartUpload struct {
	Parts []CompletedPart `aws:"flat,at=Part"`
}

// CompletedPart names a part as UploadPart answered it.
type CompletedPart struct {
	ETag              string
	ChecksumCRC32     string
	ChecksumCRC32C    string
	ChecksumCRC64NVME string
	ChecksumSHA1      string
	ChecksumSHA256    string
	PartNumber        int
}

// CompleteMultipartUploadOutput is the object.
type CompleteMultipartUploadOutput struct {
	Location             string
	Bucket               string
	Key                  string
	ETag                 string
	ChecksumCRC32        string
	ChecksumCRC32C       string
	ChecksumCRC64NVME    string
	ChecksumSHA1         string
	ChecksumSHA256       string
	ChecksumType         string
	ServerSideEncryption string `aws:"header,at=X-Amz-Server-Side-Encryption"`
}

// fidelity: s3.multipart
func (s *Service) completeMultipartUpload(r *aws.Request, in *CompleteMultipartUploadInput) (*CompleteMultipartUploadOutput, error) {
	b, u, err := s.uploading(r, "s3:PutObject", in.Bucket, in.Key, in.UploadId)
	if err != nil {
		return nil, err
	}
	if in.MultipartUpload == nil || len(in.MultipartUpload.Parts) == 0 {
		return nil, malformedXML()
	}
	if err := precondition(b.objects[in.Key], in.Key, in.IfMatch, in.IfNoneMatch); err != nil {
		return nil, err
	}
	parts, err := u.chosen(in.MultipartUpload.Parts)
	if err != nil {
		return nil, err
	}
	o := s.assemble(u, parts)
	if err := in.expects(o); err != nil {
		return nil, err
	}
	// The object weighs no more than the upload did: there is room.
	s.forget(b, u)
	if err := s.put(r, b, o, "ObjectCreated:CompleteMultipartUpload"); err != nil {
		return nil, err
	}
	out := &CompleteMultipartUploadOutput{Location: "https://" + in.Bucket + ".s3." + aws.Region + ".amazonaws.com/" + url.PathEscape(in.Key),
		Bucket: in.Bucket, Key: in.Key, ETag: o.ETag, ChecksumType: o.Checksum.Type, ServerSideEncryption: "AES256"}
	out.ChecksumCRC32, out.ChecksumCRC32C, out.ChecksumCRC64NVME, out.ChecksumSHA1, out.ChecksumSHA256 = o.Checksum.each()
	return out, nil
}

// chosen are the parts that the caller lists, or why they make no object.
func (u *upload) chosen(listed []CompletedPart) ([]*part, error) {
	var out []*part
	for i, c := range listed {
		if i > 0 && c.PartNumber <= listed[i-1].PartNumber {
			return nil, fail(400, "InvalidPartOrder", "The list of parts was not in ascending order. Parts must be ordered by part number.",
				aws.Field{Name: "UploadId", Value: u.id})
		}
		p := u.parts[c.PartNumber]
		g := given{c.ChecksumCRC32, c.ChecksumCRC32C, c.ChecksumCRC64NVME, c.ChecksumSHA1, c.ChecksumSHA256}
		algorithm, value, err := g.one()
		switch {
		case err != nil:
			return nil, err
		case u.kind == composite && value == "":
			return nil, fail(400, "InvalidRequest", fmt.Sprintf("The upload was created using a %s checksum. The complete request must include "+
				"the checksum for each part. It was missing for part %d in the request.", strings.ToLower(u.algorithm), c.PartNumber))
		case p == nil, unquoted(c.ETag) != unquoted(p.etag), value != "" && (algorithm != p.sum.Algorithm || value != p.sum.Value):
			return nil, fail(400, "InvalidPart", "One or more of the specified parts could not be found.  The part may not have been uploaded, "+
				"or the specified entity tag may not match the part's entity tag.", aws.Field{Name: "UploadId", Value: u.id},
				aws.Field{Name: "PartNumber", Value: int64(c.PartNumber)}, aws.Field{Name: "ETag", Value: unquoted(c.ETag)})
		}
		out = append(out, p)
	}
	for _, p := range out[:len(out)-1] {
		if size := int64(len(p.body)); size < minPart {
			return nil, fail(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size",
				aws.Field{Name: "ProposedSize", Value: size}, aws.Field{Name: "MinSizeAllowed", Value: int64(minPart)},
				aws.Field{Name: "PartNumber", Value: int64(p.number)}, aws.Field{Name: "ETag", Value: unquoted(p.etag)})
		}
	}
	return out, nil
}

// assemble is the object of the parts.
func (s *Service) assemble(u *upload, parts []*part) *Object {
	size := 0
	for _, p := range parts {
		size += len(p.body)
	}
	body := make([]byte, 0, size)
	var sizes []int64
	for _, p := range parts {
		body = append(body, p.body...)
		sizes = append(sizes, int64(len(p.body)))
	}
	o := s.newObject(u.key, body, Checksum{}, u.contentType, u.metadata)
	o.Headers, o.Parts = u.headers, sizes
	o.ETag, o.Checksum = etagOf(body, sizes), checksum(u.algorithm, body)
	if u.kind == composite {
		o.Checksum = compositeOf(u.algorithm, body, sizes)
	}
	return o
}

// expects holds the object against what the caller says of it.
func (in *CompleteMultipartUploadInput) expects(o *Object) error {
	algorithm, value, err := given{in.ChecksumCRC32, in.ChecksumCRC32C, in.ChecksumCRC64NVME, in.ChecksumSHA1, in.ChecksumSHA256}.one()
	if err != nil {
		return err
	}
	size := int64(len(o.Body))
	switch {
	case in.ChecksumType != "" && in.ChecksumType != o.Checksum.Type:
		return fail(400, "InvalidRequest", "The upload was created using the "+o.Checksum.Type+" checksum mode. The complete request must use the same checksum mode.")
	case value != "" && (algorithm != o.Checksum.Algorithm || value != o.Checksum.Value):
		return badDigest(algorithm)
	case in.MpuObjectSize != nil && *in.MpuObjectSize != size:
		return fail(400, "InvalidRequest", fmt.Sprintf("The provided 'x-amz-mp-object-size' header value %d does not match what was computed: %d", *in.MpuObjectSize, size))
	}
	return nil
}

// etagOf is the ETag of bytes that came in parts of these sizes: the MD5 of
// their MD5s, and how many they were. Bytes that came whole have no sizes.
//
// fidelity: s3.etag
func etagOf(body []byte, sizes []int64) string {
	if sizes == nil {
		return etag(body)
	}
	var sums []byte
	for _, n := range sizes {
		sum := md5.Sum(body[:n])
		sums, body = append(sums, sum[:]...), body[n:]
	}
	sum := md5.Sum(sums)
	return fmt.Sprintf(`"%s-%d"`, hex.EncodeToString(sum[:]), len(sizes))
}

// compositeOf is the checksum of the parts' checksums.
//
// fidelity: s3.multipart-checksums
func compositeOf(algorithm string, body []byte, sizes []int64) Checksum {
	var sums []byte
	for _, n := range sizes {
		sums, body = append(sums, aws.Checksum(algorithm, body[:n])...), body[n:]
	}
	value := base64.StdEncoding.EncodeToString(aws.Checksum(algorithm, sums))
	return Checksum{algorithm, fmt.Sprintf("%s-%d", value, len(sizes)), composite}
}
