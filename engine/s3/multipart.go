package s3

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"skylab/engine/aws"
	"skylab/engine/sim"
)

// upload is a multipart upload in progress: an object to be, and its parts.
type upload struct {
	id, key   string
	initiated sim.Time
	initiator string // the ARN of who began it
	// algorithm is that of the checksums, and kind their type: FULL_OBJECT or
	// COMPOSITE. Named is false where the caller left them to S3.
	algorithm, kind string
	named           bool
	contentType     string
	headers         Headers
	metadata        map[string]string
	parts           map[int]*part
}

// part is a part that was uploaded. Nobody may change its body.
type part struct {
	number   int
	body     []byte
	etag     string // with its quotes
	sum      Checksum
	modified sim.Time
}

// weight is what the part takes of maxHeld; no part weighs nothing.
func (p *part) weight() int64 {
	if p == nil {
		return 0
	}
	return int64(len(p.body)) + objectWeight
}

// size is that of the part's body, 0 without a part.
func (p *part) size() int64 {
	if p == nil {
		return 0
	}
	return int64(len(p.body))
}

// size is that of all parts.
func (u *upload) size() (n int64) {
	for _, p := range u.parts { // a sum: the order does not matter
		n += p.size()
	}
	return n
}

// weight is what the upload takes of maxHeld, with its parts.
func (u *upload) weight() int64 {
	w := int64(objectWeight)
	for _, n := range u.numbers() {
		w += u.parts[n].weight()
	}
	return w
}

// numbers are the numbers of the parts, in order.
func (u *upload) numbers() []int { return slices.Sorted(maps.Keys(u.parts)) }

// CreateMultipartUploadInput describes an object that will come in parts.
type CreateMultipartUploadInput struct {
	Bucket             string            `aws:"required,path"`
	CacheControl       string            `aws:"header,at=Cache-Control"`
	ContentDisposition string            `aws:"header,at=Content-Disposition"`
	ContentEncoding    string            `aws:"header,at=Content-Encoding"`
	ContentLanguage    string            `aws:"header,at=Content-Language"`
	ContentType        string            `aws:"header,at=Content-Type"`
	Key                string            `aws:"required,path,min=1"`
	Metadata           map[string]string `aws:"header,at=X-Amz-Meta-"`
	ChecksumAlgorithm  string            `aws:"header,at=X-Amz-Checksum-Algorithm"`
	ChecksumType       string            `aws:"header,enum=COMPOSITE|FULL_OBJECT,at=X-Amz-Checksum-Type"`
}

// CreateMultipartUploadOutput names the upload.
type CreateMultipartUploadOutput struct {
	Bucket               string
	Key                  string
	UploadId             string
	ServerSideEncryption string `aws:"header,at=X-Amz-Server-Side-Encryption"`
	ChecksumAlgorithm    string `aws:"header,at=X-Amz-Checksum-Algorithm"`
	ChecksumType         string `aws:"header,at=X-Amz-Checksum-Type"`
}

func (s *Service) createMultipartUpload(r *aws.Request, in *CreateMultipartUploadInput) (*CreateMultipartUploadOutput, error) {
	b, err := s.writing(r, in.Bucket, in.Key)
	if err != nil {
		return nil, err
	}
	kind, err := checksumType(in.ChecksumAlgorithm, in.ChecksumType)
	if err != nil {
		return nil, err
	}
	metadata, err := userMetadata(in.Metadata)
	if err != nil {
		return nil, err
	}
	u := &upload{key: in.Key, initiated: s.k.Now(), initiator: r.Principal, algorithm: cmp.Or(in.ChecksumAlgorithm, defaultAlgorithm),
		kind: kind, named: in.ChecksumAlgorithm != "", contentType: in.ContentType, metadata: metadata, parts: map[int]*part{},
		headers: Headers{in.CacheControl, in.ContentDisposition, in.ContentEncoding, in.ContentLanguage}}
	if err := s.hold(u.weight()); err != nil {
		return nil, err
	}
	u.id = aws.RandomUpper(s.k.Stream("s3.upload"), 64)
	if b.uploads == nil {
		b.uploads = map[string]*upload{}
	}
	b.uploads[u.id] = u
	out := &CreateMultipartUploadOutput{Bucket: in.Bucket, Key: in.Key, UploadId: u.id, ServerSideEncryption: "AES256"}
	if u.named {
		out.ChecksumAlgorithm, out.ChecksumType = u.algorithm, u.kind
	}
	return out, nil
}

// checksumType is the type of an upload's checksum; a CRC of the whole object
// can be had from those of its parts, a digest cannot.
//
// fidelity: s3.multipart-checksums
func checksumType(algorithm, kind string) (string, error) {
	if err := knownAlgorithm(algorithm); err != nil {
		return "", err
	}
	digest := strings.HasPrefix(algorithm, "SHA")
	switch {
	case algorithm == "" && kind != "":
		return "", fail(400, "InvalidRequest", "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.")
	case digest && kind == fullObject, algorithm == "CRC64NVME" && kind == composite:
		return "", fail(400, "InvalidRequest", "The "+kind+" checksum type cannot be used with the "+strings.ToLower(algorithm)+" checksum algorithm.")
	case kind != "":
		return kind, nil
	case algorithm == "" || algorithm == "CRC64NVME":
		return fullObject, nil
	}
	return composite, nil
}

// uploading is an upload in progress, for who may do the action to its object.
func (s *Service) uploading(r *aws.Request, action, name, key, id string) (*bucket, *upload, error) {
	b, err := s.bucket(name)
	if err != nil {
		return nil, nil, err
	}
	if err := s.authorize(r, action, objectARN(name, key)); err != nil {
		return nil, nil, err
	}
	if u := b.uploads[id]; u != nil && u.key == key {
		return b, u, nil
	}
	return nil, nil, fail(404, "NoSuchUpload", "The specified upload does not exist. The upload ID may be invalid, "+
		"or the upload may have been aborted or completed.", aws.Field{Name: "UploadId", Value: id})
}

// AbortMultipartUploadInput names an upload.
type AbortMultipartUploadInput struct {
	Bucket   string `aws:"required,path"`
	Key      string `aws:"required,path,min=1"`
	UploadId string `aws:"required,query,at=uploadId"`
}

// AbortMultipartUploadOutput has no members.
type AbortMultipartUploadOutput struct{}

func (s *Service) abortMultipartUpload(r *aws.Request, in *AbortMultipartUploadInput) (*AbortMultipartUploadOutput, error) {
	b, u, err := s.uploading(r, "s3:AbortMultipartUpload", in.Bucket, in.Key, in.UploadId)
	if err != nil {
		return nil, err
	}
	s.forget(b, u)
	return nil, nil
}

// forget ends an upload and drops its parts.
func (s *Service) forget(b *bucket, u *upload) {
	s.held -= u.weight()
	s.grow(b, -u.size())
	delete(b.uploads, u.id)
}

// uploadState is an upload in the state of the service, its parts by ETag.
type uploadState struct {
	ID, Key, Initiator, Algorithm, Kind string
	Named                               bool
	ContentType                         string
	Headers                             Headers
	Metadata                            map[string]string
	Initiated                           sim.Time
	Parts                               []partState
}

type partState struct {
	Number   int
	ETag     string
	Checksum Checksum
	Modified sim.Time
}

func (u *upload) state() uploadState {
	st := uploadState{u.id, u.key, u.initiator, u.algorithm, u.kind, u.named, u.contentType, u.headers, u.metadata, u.initiated, nil}
	for _, n := range u.numbers() {
		p := u.parts[n]
		st.Parts = append(st.Parts, partState{n, p.etag, p.sum, p.modified})
	}
	return st
}
