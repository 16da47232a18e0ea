package wire

import (
	"bytes"
	"crypto/md5"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"maps"
	"slices"
	"strconv"
	"strings"

	"skylab/engine/aws"
)

// content is the body of a request to S3 as it was meant: out of the chunks in
// which SDKs send it, and held against the checksums that came with it. Those in
// a trailer become fields of the request, and what was said of the chunks goes:
// an operation sees the same however the body came. A checksum that is a member
// of the input is left to the operation: it may be of an object and not of the
// body.
func content(r *Request, op *aws.Operation) ([]byte, error) {
	body := r.Body
	if strings.HasPrefix(r.Header.Get("X-Amz-Content-Sha256"), "STREAMING-") || strings.Contains(r.Header.Get("Content-Encoding"), "aws-chunked") {
		var trailer Header
		var err error
		if body, trailer, err = unchunk(r.Body); err != nil {
			return nil, err
		}
		if n := r.Header.Get("X-Amz-Decoded-Content-Length"); n != "" && n != strconv.Itoa(len(body)) {
			return nil, aws.Errorf(400, "IncompleteBody", "You did not provide the number of bytes specified by the Content-Length HTTP header")
		}
		r.Header = dechunked(r.Header, trailer)
	}
	return body, verify(r.Header, body, op)
}

// dechunked are the fields of a request whose body came in chunks, as they would
// be without.
func dechunked(h, trailer Header) Header {
	h = maps.Clone(h)
	for _, algorithm := range aws.ChecksumAlgorithms {
		if name := checksumHeader + algorithm; trailer.Get(name) != "" {
			h.Set(name, trailer.Get(name))
		}
	}
	var codings []string
	for coding := range strings.SplitSeq(strings.Join(h["Content-Encoding"], ","), ",") {
		if coding = strings.TrimSpace(coding); coding != "" && coding != "aws-chunked" {
			codings = append(codings, coding)
		}
	}
	delete(h, "Content-Encoding")
	if codings != nil {
		h.Set("Content-Encoding", strings.Join(codings, ","))
	}
	return h
}

// unchunk reads aws-chunked encoding: "SIZE[;chunk-signature=…]\r\nDATA\r\n"
// until a chunk of size zero, and after it the trailer.
func unchunk(b []byte) (body []byte, trailer Header, err error) {
	bad := aws.Errorf(400, "InvalidChunkSizeError", "The chunks of the body are malformed")
	for {
		line, rest, ok := bytes.Cut(b, []byte("\r\n"))
		if !ok {
			return nil, nil, bad
		}
		size, _, _ := bytes.Cut(line, []byte(";"))
		n, perr := strconv.ParseUint(strings.TrimSpace(string(size)), 16, 31)
		if perr != nil || n > uint64(len(rest)) {
			return nil, nil, bad
		}
		if n == 0 {
			return body, trailerOf(rest), nil
		}
		body = append(body, rest[:n]...)
		if b, ok = bytes.CutPrefix(rest[n:], []byte("\r\n")); !ok {
			return nil, nil, bad
		}
	}
}

func trailerOf(b []byte) Header {
	h := Header{}
	for line := range strings.SplitSeq(string(b), "\n") {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), ":"); ok {
			h.Set(name, strings.TrimSpace(value))
		}
	}
	return h
}

// checksumHeader and the name of an algorithm are the header that carries a
// checksum in base64.
const checksumHeader = "X-Amz-Checksum-"

// verify holds a body against the checksums in the header.
func verify(h Header, body []byte, op *aws.Operation) error {
	for _, algorithm := range aws.ChecksumAlgorithms {
		given := h.Get(checksumHeader + algorithm)
		if given == "" || takes(op, checksumHeader+algorithm) {
			continue
		}
		want, err := base64.StdEncoding.DecodeString(given)
		if err != nil {
			return aws.Errorf(400, "InvalidRequest", "Value for x-amz-checksum-%s header is invalid.", strings.ToLower(algorithm))
		}
		if !bytes.Equal(want, aws.Checksum(algorithm, body)) {
			return aws.Errorf(400, "BadDigest", "The %s you specified did not match the calculated checksum.", algorithm)
		}
	}
	if given := h.Get("Content-Md5"); given != "" {
		want, err := base64.StdEncoding.DecodeString(given)
		if err != nil || len(want) != md5.Size {
			return aws.Errorf(400, "InvalidDigest", "The Content-MD5 you specified was invalid.")
		}
		if sum := md5.Sum(body); !bytes.Equal(want, sum[:]) {
			return aws.Errorf(400, "BadDigest", "The Content-MD5 you specified did not match what we received.")
		}
	}
	return verifySHA256(h.Get("X-Amz-Content-Sha256"), body)
}

// takes tells whether a header is a member of the operation's input.
func takes(op *aws.Operation, header string) bool {
	return slices.ContainsFunc(aws.Members(op.In()), func(m aws.Member) bool {
		return m.Place == "header" && canonical(m.Location()) == canonical(header)
	})
}

// verifySHA256 holds a body against the digest that was signed with it.
func verifySHA256(given string, body []byte) error {
	want, err := hex.DecodeString(given)
	if err != nil || len(want) != sha256.Size {
		return nil // "UNSIGNED-PAYLOAD" and the like
	}
	if !bytes.Equal(want, aws.Checksum("SHA256", body)) {
		return aws.Errorf(400, "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.")
	}
	return nil
}
