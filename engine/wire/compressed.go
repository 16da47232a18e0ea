package wire

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"strings"
)

// maxInflated bounds what a compressed body may become: a few bytes can stand
// for gigabytes.
const maxInflated = 16 << 20

// inflate undoes the compression that clients use for large requests
// (PutMetricData). In S3 the encoding is the object's, and stays.
func (r *Request) inflate(s *service) error {
	if s.name == "s3api" || !strings.EqualFold(r.Header.Get("Content-Encoding"), "gzip") {
		return nil
	}
	z, err := gzip.NewReader(bytes.NewReader(r.Body))
	if err != nil {
		return fmt.Errorf("the body is no gzip: %v", err)
	}
	body, err := io.ReadAll(io.LimitReader(z, maxInflated+1))
	switch {
	case err != nil:
		return fmt.Errorf("the body is no gzip: %v", err)
	case len(body) > maxInflated:
		return fmt.Errorf("the body is more than %d MB when it is unpacked", maxInflated>>20)
	}
	r.Body = body
	return nil
}
