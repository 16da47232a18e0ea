package s3

import "skylab/engine/aws"

// PutObjectInput is a new object.
type PutObjectInput struct {
	Body               []byte `aws:"payload"`
	Bucket             string `aws:"required,path"`
	CacheControl       string `aws:"header,at=Cache-Control"`
	ContentDisposition string `aws:"header,at=Content-Disposition"`
	ContentEncoding    string `aws:"header,at=Content-Encoding"`
	ContentLanguage    string `aws:"header,at=Content-Language"`
	ContentType        string `aws:"header,at=Content-Type"`
	// ChecksumAlgorithm is of the checksum to keep, where none is given.
	ChecksumAlgorithm string            `aws:"header,at=X-Amz-Sdk-Checksum-Algorithm"`
	ChecksumCRC32     string            `aws:"header,at=X-Amz-Checksum-Crc32"`
	ChecksumCRC32C    string            `aws:"header,at=X-Amz-Checksum-Crc32c"`
	ChecksumCRC64NVME string            `aws:"header,at=X-Amz-Checksum-Crc64nvme"`
	ChecksumSHA1      string            `aws:"header,at=X-Amz-Checksum-Sha1"`
	ChecksumSHA256    string            `aws:"header,at=X-Amz-Checksum-Sha256"`
	IfMatch           string            `aws:"header,at=If-Match"`
	IfNoneMatch       string            `aws:"header,at=If-None-Match"`
	Key               string            `aws:"required,path,min=1"`
	Metadata          map[string]string `aws:"header,at=X-Amz-Meta-"`
}

// PutObjectOutput is what S3 made of it.
type PutObjectOutput struct {
	ETag                 string `aws:"header"`
	ChecksumCRC32        string `aws:"header,at=X-Amz-Checksum-Crc32"`
	ChecksumCRC32C       string `aws:"header,at=X-Amz-Checksum-Crc32c"`
	ChecksumCRC64NVME    string `aws:"header,at=X-Amz-Checksum-Crc64nvme"`
	ChecksumSHA1         string `aws:"header,at=X-Amz-Checksum-Sha1"`
	ChecksumSHA256       string `aws:"header,at=X-Amz-Checksum-Sha256"`
	ChecksumType         string `aws:"header,at=X-Amz-Checksum-Type"`
	ServerSideEncryption string `aws:"header,at=X-Amz-Server-Side-Encryption"`
}

func (s *Service) putObject(r *aws.Request, in *PutObjectInput) (*PutObjectOutput, error) {
	b, err := s.writing(r, in.Bucket, in.Key)
	if err != nil {
		return nil, err
	}
	if err := precondition(b.objects[in.Key], in.Key, in.IfMatch, in.IfNoneMatch); err != nil {
		return nil, err
	}
	sum, err := checksumOf(in.Body, in.ChecksumAlgorithm,
		given{in.ChecksumCRC32, in.ChecksumCRC32C, in.ChecksumCRC64NVME, in.ChecksumSHA1, in.ChecksumSHA256})
	if err != nil {
		return nil, err
	}
	metadata, err := userMetadata(in.Metadata)
	if err != nil {
		return nil, err
	}
	o := s.newObject(in.Key, in.Body, sum, in.ContentType, metadata)
	o.Headers = Headers{in.CacheControl, in.ContentDisposition, in.ContentEncoding, in.ContentLanguage}
	if err := s.put(r, b, o, "ObjectCreated:Put"); err != nil {
		return nil, err
	}
	out := &PutObjectOutput{ETag: o.ETag, ChecksumType: sum.Type, ServerSideEncryption: "AES256"}
	out.ChecksumCRC32, out.ChecksumCRC32C, out.ChecksumCRC64NVME, out.ChecksumSHA1, out.ChecksumSHA256 = sum.each()
	return out, nil
}

// writing is the bucket of a key, for who may put an object there.
func (s *Service) writing(r *aws.Request, name, key string) (*bucket, error) {
	b, err := s.bucket(name)
	if err != nil {
		return nil, err
	}
	if err := checkKey(key); err != nil {
		return nil, err
	}
	return b, s.authorize(r, "s3:PutObject", objectARN(name, key))
}

// notSimulated is the code of what S3 would do and skylab does not.
const notSimulated = "NotSimulated"

// hold books what an object or a part weighs, if there is room. S3 has room for
// everything; the host has not, and a program in a loop would fill it.
//
// fidelity: s3.room
func (s *Service) hold(grow int64) error {
	if grow > 0 && s.held+grow > maxHeld {
		return fail(400, notSimulated, "skylab holds no more than 256 MiB of objects in an account, and 1 KiB is counted for each: delete some first")
	}
	s.held += grow
	return nil
}

// put keeps an object and tells of it.
func (s *Service) put(r *aws.Request, b *bucket, o *Object, name string) error {
	if err := s.hold(o.weight() - b.objects[o.Key].weight()); err != nil {
		return err
	}
	s.grow(b, o.size()-b.objects[o.Key].size())
	if b.objects[o.Key] == nil {
		b.sorted = nil
	}
	b.objects[o.Key] = o
	s.k.Emit(ObjectCreated{Bucket: b.name, Key: o.Key, Name: name, Size: int64(len(o.Body)), ETag: unquoted(o.ETag),
		Sequencer: s.sequencer(), Principal: r.Principal})
	return nil
}

// checkKey holds a key to the length that S3 takes.
func checkKey(key string) error {
	if len(key) > maxKey {
		return fail(400, "KeyTooLongError", "Your key is too long",
			aws.Field{Name: "Size", Value: int64(len(key))}, aws.Field{Name: "MaxSizeAllowed", Value: int64(maxKey)})
	}
	return nil
}

// precondition checks the If-Match and If-None-Match of a write.
//
// fidelity: s3.conditional-writes
func precondition(o *Object, key, match, noneMatch string) error {
	notImplemented := func(header string) error {
		return fail(501, "NotImplemented", "A header you provided implies functionality that is not implemented", aws.Field{Name: "Header", Value: header})
	}
	switch {
	case match != "" && noneMatch != "":
		return notImplemented("If-Match,If-None-Match")
	case noneMatch != "" && noneMatch != "*":
		return notImplemented("If-None-Match")
	case match == "*":
		return notImplemented("If-Match")
	case noneMatch == "*" && o != nil:
		return unmet("If-None-Match")
	case match != "" && o == nil:
		return noKey(key)
	case match != "" && unquoted(match) != unquoted(o.ETag):
		return unmet("If-Match")
	}
	return nil
}
