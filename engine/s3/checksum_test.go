package s3_test

import (
	"strings"
	"testing"
)

// An object keeps the checksum that its writer gave or asked for; a reader gets
// it on demand.
func TestChecksums(t *testing.T) {
	w := newWorld()
	w.bucket(t, "photos")
	const put = `{"Bucket":"photos","Key":"k","Body":"MTIzNDU2Nzg5",`
	for _, c := range []struct{ with, want string }{
		{`"ChecksumAlgorithm":"CRC32"`, `"ChecksumCRC32":"y/Q5Jg=="`},
		{`"ChecksumAlgorithm":"CRC32C"`, `"ChecksumCRC32C":"4waSgw=="`},
		{`"ChecksumAlgorithm":"CRC64NVME"`, `"ChecksumCRC64NVME":"rosUhgp5mIg="`},
		{`"ChecksumAlgorithm":"SHA1"`, `"ChecksumSHA1":"98O8HYCOBHMq32eZZczDTKeuNEE="`},
		{`"ChecksumAlgorithm":"SHA256"`, `"ChecksumSHA256":"FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU="`},
		{`"ChecksumCRC32":"y/Q5Jg=="`, `"ChecksumCRC32":"y/Q5Jg=="`},
		{`"ContentType":"a/b"`, `"ChecksumCRC64NVME":"rosUhgp5mIg="`},
		{`"ChecksumCRC32":"AAAAAA=="`, "BadDigest: The CRC32 you specified did not match the calculated checksum."},
		{`"ChecksumSHA1":"AAAA"`, "InvalidRequest: Value for x-amz-checksum-sha1 header is invalid."},
		{`"ChecksumCRC32C":"!"`, "InvalidRequest: Value for x-amz-checksum-crc32c header is invalid."},
		{`"ChecksumCRC32":"y/Q5Jg==","ChecksumCRC32C":"4waSgw=="`, "InvalidRequest: Expecting a single x-amz-checksum- header."},
		{`"ChecksumAlgorithm":"XXHASH3"`, "NotImplemented: skylab does not simulate the checksum algorithm XXHASH3."},
		{`"ChecksumAlgorithm":"CRC16"`, "InvalidRequest: Checksum algorithm provided is unsupported."},
	} {
		got := w.call("PutObject", put+c.with+"}")
		if err := w.Check(); err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(c.want, `"`) {
			hasPrefix(t, c.with, got, c.want)
			continue
		}
		for what, got := range map[string]string{
			"put":  got,
			"get":  w.call("GetObject", `{"Bucket":"photos","Key":"k"}`),
			"head": w.call("HeadObject", `{"Bucket":"photos","Key":"k","ChecksumMode":"ENABLED"}`),
			"copy": w.call("CopyObject", `{"Bucket":"photos","Key":"copy","CopySource":"photos/k"}`),
		} {
			if !strings.Contains(got, c.want) || !strings.Contains(got, `"ChecksumType":"FULL_OBJECT"`) {
				t.Errorf("%s: %s answers %s, want %s", c.with, what, got, c.want)
			}
		}
		if got := w.call("HeadObject", `{"Bucket":"photos","Key":"k"}`); strings.Contains(got, "Checksum") {
			t.Errorf("not asked for it: %s", got)
		}
	}
	got := w.call("CopyObject", `{"Bucket":"photos","Key":"copy","CopySource":"photos/k","ChecksumAlgorithm":"SHA1"}`)
	if !strings.Contains(got, `"ChecksumSHA1":"98O8HYCOBHMq32eZZczDTKeuNEE="`) {
		t.Errorf("a copy with another algorithm: %s", got)
	}
}

// What browsers and caches are told comes back with the object.
func TestHeadersAreKept(t *testing.T) {
	w := newWorld()
	w.bucket(t, "photos")
	const (
		headers = `"CacheControl":"max-age=60","ContentDisposition":"inline","ContentEncoding":"gzip","ContentLanguage":"de"`
		other   = `"CacheControl":"no-cache"`
	)
	w.call("PutObject", `{"Bucket":"photos","Key":"k",`+headers+`}`)
	w.call("CopyObject", `{"Bucket":"photos","Key":"copy","CopySource":"photos/k"}`)
	w.call("CopyObject", `{"Bucket":"photos","Key":"other","CopySource":"photos/k","MetadataDirective":"REPLACE",`+other+`}`)
	for key, want := range map[string]string{"k": headers, "copy": headers, "other": other} {
		for _, op := range []string{"GetObject", "HeadObject"} {
			got := w.call(op, `{"Bucket":"photos","Key":"`+key+`"}`)
			if !strings.Contains(got, want+`,"ContentType"`) {
				t.Errorf("%s of %s: %s, want %s", op, key, got, want)
			}
		}
	}
}
