package s3

import "skylab/engine/aws"

// ListObjectsInput selects objects of a bucket, as old clients do.
type ListObjectsInput struct {
	Bucket    string `aws:"required,path"`
	Delimiter string `aws:"query,at=delimiter"`
	// EncodingType is "url" for keys and prefixes that are URL-encoded.
	EncodingType string `aws:"query,at=encoding-type"`
	// Marker is the key after which to begin.
	Marker string `aws:"query,at=marker"`
	// MaxKeys is how many keys and prefixes to list; nil and more than 1,000
	// are 1,000.
	MaxKeys *int   `aws:"query,at=max-keys"`
	Prefix  string `aws:"query,at=prefix"`
}

// ListObjectsOutput is a page of objects and of prefixes rolled up to the
// delimiter.
type ListObjectsOutput struct {
	IsTruncated bool   `aws:"always"`
	Marker      string `aws:"always"`
	// NextMarker is given with a delimiter only; without one the next page
	// begins after the last key.
	NextMarker     string
	Contents       []ListedObject `aws:"flat"`
	Name           string
	Prefix         string `aws:"always"`
	Delimiter      string
	MaxKeys        int            `aws:"always"`
	CommonPrefixes []CommonPrefix `aws:"flat"`
	EncodingType   string
}

func (s *Service) listObjects(r *aws.Request, in *ListObjectsInput) (*ListObjectsOutput, error) {
	p, err := s.page(r, in.Bucket, in.Prefix, in.Delimiter, in.EncodingType, in.MaxKeys)
	if err != nil {
		return nil, err
	}
	p.owner = true
	p.fill(in.Marker)
	out := &ListObjectsOutput{IsTruncated: p.truncated, Marker: p.encode(in.Marker), Contents: p.contents, Name: in.Bucket,
		Prefix: p.encode(in.Prefix), Delimiter: p.encode(in.Delimiter), MaxKeys: p.limit, CommonPrefixes: p.prefixes, EncodingType: in.EncodingType}
	if p.truncated && in.Delimiter != "" {
		out.NextMarker = p.encode(p.last)
	}
	return out, nil
}
