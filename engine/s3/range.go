package s3

import (
	"errors"
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

// copyRange is what a part takes of its source. Unlike a reader, who copies
// names both ends, and both lie within the source.
//
// fidelity: s3.copy-range
func copyRange(header string, size int64) (span, error) {
	if header == "" {
		return span{0, size, size, false}, nil
	}
	wrong := func(text string) (span, error) {
		return span{}, fail(400, "InvalidArgument", text, aws.Field{Name: "ArgumentName", Value: "x-amz-copy-source-range"},
			aws.Field{Name: "ArgumentValue", Value: header})
	}
	from, to, _ := strings.Cut(strings.TrimPrefix(header, "bytes="), "-")
	first, begins := position(from)
	last, ends := position(to)
	switch {
	case !strings.HasPrefix(header, "bytes=") || !begins || !ends || first > last:
		return wrong("The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based " +
			"offsets of the first and last bytes to copy")
	case last >= size:
		return wrong(fmt.Sprintf("Range specified is not valid for source object of size: %d", size))
	}
	return span{first, last + 1, size, true}, nil
}

// position is a number of a range. One that no object reaches counts as the
// farthest there is.
func position(text string) (int64, bool) {
	const bits = 62
	n, err := strconv.ParseUint(text, 10, bits)
	return int64(n), err == nil || errors.Is(err, strconv.ErrRange)
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
