package wire

import (
	"bytes"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"hash/crc32"
	"hash/crc64"
	"strconv"
	"strings"

	"skylab/engine/aws"
)

// content is the body of a request to S3 as it was meant: out of the chunks in
// which SDKs send it, and held against the checksums that came with it, in
// headers or in a trailer.
func content(r *Request) ([]byte, error) {
	body, sums := r.Body, r.Header
	if strings.HasPrefix(r.Header.Get("X-Amz-Content-Sha256"), "STREAMING-") || strings.Contains(r.Header.Get("Content-Encoding"), "aws-chunked") {
		var err error
		var trailer Header
		if body, trailer, err = unchunk(r.Body); err != nil {
			return nil, err
		}
		if n := r.Header.Get("X-Amz-Decoded-Content-Length"); n != "" && n != strconv.Itoa(len(body)) {
			return nil, aws.Errorf(400, "IncompleteBody", "You did not provide the number of bytes specified by the Content-Length HTTP header")
		}
		if err := verify(trailer, body); err != nil {
			return nil, err
		}
	}
	return body, verify(sums, body)
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

// checksums are the algorithms that S3 accepts, by the header that carries the
// sum in base64.
var checksums = []struct {
	header string
	of     func([]byte) []byte
}{
	{"X-Amz-Checksum-Crc32", func(b []byte) []byte { return binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE(b)) }},
	{"X-Amz-Checksum-Crc32c", func(b []byte) []byte {
		return binary.BigEndian.AppendUint32(nil, crc32.Checksum(b, crc32.MakeTable(crc32.Castagnoli)))
	}},
	{"X-Amz-Checksum-Crc64nvme", func(b []byte) []byte {
		return binary.BigEndian.AppendUint64(nil, crc64.Checksum(b, crc64.MakeTable(nvme)))
	}},
	{"X-Amz-Checksum-Sha1", func(b []byte) []byte { return sum(sha1.New(), b) }},
	{"X-Amz-Checksum-Sha256", func(b []byte) []byte { return sum(sha256.New(), b) }},
	{"Content-Md5", func(b []byte) []byte { return sum(md5.New(), b) }},
}

// nvme is the polynomial of CRC-64/NVME, reflected.
const nvme = 0x9a6c9329ac4bc9b5

func sum(h hash.Hash, b []byte) []byte {
	h.Write(b)
	return h.Sum(nil)
}

// verify holds a body against the checksums in a header.
func verify(h Header, body []byte) error {
	for _, c := range checksums {
		given := h.Get(c.header)
		if given == "" {
			continue
		}
		want, err := base64.StdEncoding.DecodeString(given)
		if algorithm, ok := strings.CutPrefix(c.header, "X-Amz-Checksum-"); ok {
			if err != nil {
				return aws.Errorf(400, "InvalidRequest", "Value for x-amz-checksum-%s header is invalid.", strings.ToLower(algorithm))
			}
			if !bytes.Equal(want, c.of(body)) {
				return aws.Errorf(400, "BadDigest", "The %s you specified did not match the calculated checksum.", strings.ToUpper(algorithm))
			}
			continue
		}
		if err != nil || len(want) != md5.Size {
			return aws.Errorf(400, "InvalidDigest", "The Content-MD5 you specified was invalid.")
		}
		if !bytes.Equal(want, c.of(body)) {
			return aws.Errorf(400, "BadDigest", "The Content-MD5 you specified did not match what we received.")
		}
	}
	return verifySHA256(h.Get("X-Amz-Content-Sha256"), body)
}

// verifySHA256 holds a body against the digest that was signed with it.
func verifySHA256(given string, body []byte) error {
	want, err := hex.DecodeString(given)
	if err != nil || len(want) != sha256.Size {
		return nil // "UNSIGNED-PAYLOAD" and the like
	}
	if !bytes.Equal(want, sum(sha256.New(), body)) {
		return aws.Errorf(400, "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.")
	}
	return nil
}
