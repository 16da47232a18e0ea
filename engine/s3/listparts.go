package s3

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"skylab/engine/aws"
)

// ListPartsInput names an upload.
type ListPartsInput struct {
	Bucket string `aws:"required,path"`
	Key    string `aws:"required,path,min=1"`
	// MaxParts is how many parts to list; nil and more than 1,000 are 1,000.
	MaxParts *int `aws:"query,at=max-parts"`
	// PartNumberMarker is the number of the part after which to begin; to some
	// SDKs it is text.
	PartNumberMarker string `aws:"query,at=part-number-marker"`
	UploadId         string `aws:"required,query,at=uploadId"`
}

// ListPartsOutput is a page of the parts that are there, by number.
type ListPartsOutput struct {
	Bucket               string
	Key                  string
	UploadId             string
	PartNumberMarker     int `aws:"always"`
	NextPartNumberMarker int
	MaxParts             int    `aws:"always"`
	IsTruncated          bool   `aws:"always"`
	Parts                []Part `aws:"flat,at=Part"`
	Initiator            Initiator
	Owner                Owner
	StorageClass         string
	ChecksumAlgorithm    string
	ChecksumType         string
}

// Part is a part as AWS lists it.
type Part struct {
	PartNumber        int
	LastModified      time.Time
	ETag              string
	Size              int64 `aws:"always"`
	ChecksumCRC32     string
	ChecksumCRC32C    string
	ChecksumCRC64NVME string
	ChecksumSHA1      string
	ChecksumSHA256    string
}

// Initiator is who began an upload.
type Initiator struct{ ID, DisplayName string }

func (s *Service) listParts(r *aws.Request, in *ListPartsInput) (*ListPartsOutput, error) {
	_, u, err := s.uploading(r, "s3:ListMultipartUploadParts", in.Bucket, in.Key, in.UploadId)
	if err != nil {
		return nil, err
	}
	limit, err := atMost(in.MaxParts, "max-parts")
	if err != nil {
		return nil, err
	}
	marker, bad := strconv.Atoi(cmp.Or(in.PartNumberMarker, "0"))
	if bad != nil || marker < 0 {
		return nil, fail(400, "InvalidArgument", "Argument part-number-marker must be an integer between 0 and 2147483647",
			aws.Field{Name: "ArgumentName", Value: "part-number-marker"})
	}
	out := &ListPartsOutput{Bucket: in.Bucket, Key: in.Key, UploadId: u.id, PartNumberMarker: marker, MaxParts: limit,
		Initiator: u.by(), Owner: Owner{ownerID}, StorageClass: "STANDARD"}
	if u.named {
		out.ChecksumAlgorithm, out.ChecksumType = u.algorithm, u.kind
	}
	for _, n := range u.numbers() {
		if n <= marker {
			continue
		}
		if len(out.Parts) == limit {
			out.IsTruncated = limit > 0
			break
		}
		out.Parts = append(out.Parts, u.parts[n].listed())
		out.NextPartNumberMarker = n
	}
	return out, nil
}

func (p *part) listed() Part {
	l := Part{PartNumber: p.number, LastModified: second(p.modified), ETag: p.etag, Size: int64(len(p.body))}
	l.ChecksumCRC32, l.ChecksumCRC32C, l.ChecksumCRC64NVME, l.ChecksumSHA1, l.ChecksumSHA256 = p.sum.each()
	return l
}

// by is who began the upload.
func (u *upload) by() Initiator {
	return Initiator{u.initiator, u.initiator[strings.LastIndexByte(u.initiator, '/')+1:]}
}
