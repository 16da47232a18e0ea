package s3

import (
	"fmt"
	"strconv"
	"strings"

	"skylab/engine/aws"
)

// span is a part of an object: the bytes from first on, before end.
type span struct {
	first, end, size int64
	asked            bool // the reader asked for a range, and gets it
}

// ranged is what a Range header asks of an object with so many bytes. A header
// that is no single range of bytes is passed over, as HTTP and S3 have it; one
// that begins behind the end is refused.
//
// fidelity: s3.range
func ranged(header string, size int64) (span, error) {
	whole := span{0, size, size, false}
	first, last, ok := strings.Cut(strings.TrimPrefix(header, "bytes="), "-")
	if !ok || !strings.HasPrefix(header, "bytes=") || strings.Contains(header, ",") {
		return whole, nil
	}
	s, ok := span{0, size, size, true}, true
	switch {
	case first == "": // the last so many bytes
		var n int64
		n, ok = position(last)
		s.first = max(0, size-n)
		if ok && n == 0 {
			s.first = size
		}
	case last == "":
		s.first, ok = position(first)
	default:
		var end bool
		s.first, ok = position(first)
		s.end, end = position(last)
		ok = ok && end && s.first <= s.end
		s.end = min(s.end, size-1) + 1
	}
	if !ok {
		return whole, nil
	}
	if s.first >= size {
		return whole, fail(416, "InvalidRange", "The requested range is not satisfiable",
			aws.Field{Name: "RangeRequested", Value: header}, aws.Field{Name: "ActualObjectSize", Value: size})
	}
	return s, nil
}

// position is a number of a range; none is beyond what an object may hold.
func position(text string) (int64, bool) {
	n, err := strconv.ParseUint(text, 10, 62)
	return int64(n), err == nil
}

// header is the Content-Range of an answer, "" where the whole object is it.
func (s span) header() string {
	if !s.asked {
		return ""
	}
	return fmt.Sprintf("bytes %d-%d/%d", s.first, s.end-1, s.size)
}

// length is how many bytes the part has.
func (s span) length() int64 { return s.end - s.first }
