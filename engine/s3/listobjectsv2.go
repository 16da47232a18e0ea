package s3

import (
	"encoding/base64"

	"skylab/engine/aws"
)

// ListObjectsV2Input selects objects of a bucket.
type ListObjectsV2Input struct {
	Bucket    string `aws:"required,path"`
	Delimiter string `aws:"query,at=delimiter"`
	// EncodingType is "url" for keys and prefixes that are URL-encoded.
	EncodingType string `aws:"query,at=encoding-type"`
	// MaxKeys is how many keys and prefixes to list; nil and more than 1,000
	// are 1,000.
	MaxKeys           *int   `aws:"query,at=max-keys"`
	Prefix            string `aws:"query,at=prefix"`
	ContinuationToken string `aws:"query,at=continuation-token"`
	FetchOwner        bool   `aws:"query,at=fetch-owner"`
	StartAfter        string `aws:"query,at=start-after"`
}

// ListObjectsV2Output is a page of objects and of prefixes rolled up to the
// delimiter.
type ListObjectsV2Output struct {
	IsTruncated           bool           `aws:"always"`
	Contents              []ListedObject `aws:"flat"`
	Name                  string
	Prefix                string `aws:"always"`
	Delimiter             string
	MaxKeys               int            `aws:"always"`
	CommonPrefixes        []CommonPrefix `aws:"flat"`
	EncodingType          string
	KeyCount              int `aws:"always"`
	ContinuationToken     string
	NextContinuationToken string
	StartAfter            string
}

func (s *Service) listObjectsV2(r *aws.Request, in *ListObjectsV2Input) (*ListObjectsV2Output, error) {
	p, err := s.page(r, in.Bucket, in.Prefix, in.Delimiter, in.EncodingType, in.MaxKeys)
	if err != nil {
		return nil, err
	}
	after := in.StartAfter
	if in.ContinuationToken != "" {
		last, err := base64.URLEncoding.DecodeString(in.ContinuationToken)
		if err != nil {
			return nil, fail(400, "InvalidArgument", "The continuation token provided is incorrect",
				aws.Field{Name: "ArgumentName", Value: "continuation-token"})
		}
		after = string(last)
	}
	p.owner = in.FetchOwner
	p.fill(after)
	out := &ListObjectsV2Output{IsTruncated: p.truncated, Contents: p.contents, Name: in.Bucket, Prefix: p.encode(in.Prefix),
		Delimiter: p.encode(in.Delimiter), MaxKeys: p.limit, CommonPrefixes: p.prefixes, EncodingType: in.EncodingType, KeyCount: p.count(),
		ContinuationToken: in.ContinuationToken, StartAfter: p.encode(in.StartAfter)}
	if p.truncated { // the token is the last one listed; to callers it is opaque
		out.NextContinuationToken = base64.URLEncoding.EncodeToString([]byte(p.last))
	}
	return out, nil
}
