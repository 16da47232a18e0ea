package s3

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"skylab/engine/aws"
)

// ListMultipartUploadsInput selects uploads in progress of a bucket.
type ListMultipartUploadsInput struct {
	Bucket    string `aws:"required,path"`
	Delimiter string `aws:"query,at=delimiter"`
	// EncodingType is "url" for keys and prefixes that are URL-encoded.
	EncodingType string `aws:"query,at=encoding-type"`
	// KeyMarker is the key after which to begin; with an UploadIdMarker also
	// those of its uploads that come after that one.
	KeyMarker string `aws:"query,at=key-marker"`
	// MaxUploads is how many uploads and prefixes to list; nil and more than
	// 1,000 are 1,000.
	MaxUploads     *int   `aws:"query,at=max-uploads"`
	Prefix         string `aws:"query,at=prefix"`
	UploadIdMarker string `aws:"query,at=upload-id-marker"`
}

// ListMultipartUploadsOutput is a page of uploads, by key and then by age.
type ListMultipartUploadsOutput struct {
	Bucket             string
	KeyMarker          string `aws:"always"`
	UploadIdMarker     string `aws:"always"`
	NextKeyMarker      string
	Prefix             string
	Delimiter          string
	NextUploadIdMarker string
	MaxUploads         int               `aws:"always"`
	IsTruncated        bool              `aws:"always"`
	Uploads            []MultipartUpload `aws:"flat,at=Upload"`
	CommonPrefixes     []CommonPrefix    `aws:"flat"`
	EncodingType       string
}

// MultipartUpload is an upload as AWS lists it.
type MultipartUpload struct {
	UploadId          string
	Key               string
	Initiated         time.Time
	StorageClass      string
	Owner             Owner
	Initiator         Initiator
	ChecksumAlgorithm string
	ChecksumType      string
}

func (s *Service) listMultipartUploads(r *aws.Request, in *ListMultipartUploadsInput) (*ListMultipartUploadsOutput, error) {
	b, err := s.bucket(in.Bucket)
	if err != nil {
		return nil, err
	}
	if err := s.authorize(r, "s3:ListBucketMultipartUploads", bucketARN(in.Bucket)); err != nil {
		return nil, err
	}
	encode, err := encoder(in.EncodingType)
	if err != nil {
		return nil, err
	}
	limit, err := atMost(in.MaxUploads, "max-uploads")
	if err != nil {
		return nil, err
	}
	out := &ListMultipartUploadsOutput{Bucket: in.Bucket, KeyMarker: encode(in.KeyMarker), UploadIdMarker: in.UploadIdMarker, Prefix: encode(in.Prefix),
		Delimiter: encode(in.Delimiter), MaxUploads: limit, EncodingType: in.EncodingType}
	rolledLast := ""
	for _, u := range b.inProgress() {
		if !strings.HasPrefix(u.key, in.Prefix) || !b.behind(u, in.KeyMarker, in.UploadIdMarker) {
			continue
		}
		rolled := rollUp(u.key, in.Prefix, in.Delimiter)
		if rolled != "" && (rolled == rolledLast || rolled <= in.KeyMarker) {
			continue
		}
		if len(out.Uploads)+len(out.CommonPrefixes) == limit {
			out.IsTruncated = limit > 0
			break
		}
		if rolled != "" {
			rolledLast = rolled
			out.CommonPrefixes = append(out.CommonPrefixes, CommonPrefix{encode(rolled)})
			out.NextKeyMarker, out.NextUploadIdMarker = encode(rolled), ""
			continue
		}
		listed := u.listed()
		listed.Key = encode(listed.Key)
		out.Uploads = append(out.Uploads, listed)
		out.NextKeyMarker, out.NextUploadIdMarker = listed.Key, u.id
	}
	if !out.IsTruncated {
		out.NextKeyMarker, out.NextUploadIdMarker = "", ""
	}
	return out, nil
}

// inProgress are the bucket's uploads by key, and those of a key by age.
func (b *bucket) inProgress() []*upload {
	out := make([]*upload, 0, len(b.uploads))
	for _, u := range b.uploads { // sorted below
		out = append(out, u)
	}
	slices.SortFunc(out, byKeyAndAge)
	return out
}

func byKeyAndAge(u, v *upload) int {
	return cmp.Or(cmp.Compare(u.key, v.key), cmp.Compare(u.initiated, v.initiated), cmp.Compare(u.id, v.id))
}

// behind tells whether an upload comes after the markers of a page.
func (b *bucket) behind(u *upload, key, id string) bool {
	if marked := b.uploads[id]; marked != nil && marked.key == key {
		return byKeyAndAge(marked, u) < 0
	}
	return key == "" || u.key > key
}

func (u *upload) listed() MultipartUpload {
	l := MultipartUpload{UploadId: u.id, Key: u.key, Initiated: second(u.initiated), StorageClass: "STANDARD", Owner: Owner{ownerID}, Initiator: u.by()}
	if u.named {
		l.ChecksumAlgorithm, l.ChecksumType = u.algorithm, u.kind
	}
	return l
}
