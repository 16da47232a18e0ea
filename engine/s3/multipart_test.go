package s3_test

import (
	"bytes"
	"crypto/md5"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"

	"skylab/engine/s3"
)

// uploads are the uploads in progress of a bucket: "ID key".
func (w *world) uploads(bucket string) []string {
	out, err := w.do("ListMultipartUploads", &s3.ListMultipartUploadsInput{Bucket: bucket})
	if err != nil {
		return nil
	}
	var list []string
	for _, u := range out.(*s3.ListMultipartUploadsOutput).Uploads {
		list = append(list, u.UploadId+" "+u.Key)
	}
	return list
}

// begin begins an upload; further members of the input are JSON.
func (w *world) begin(t *testing.T, key, with string) (id string) {
	t.Helper()
	got := w.call("CreateMultipartUpload", `{"Bucket":"photos","Key":"`+key+`"`+with+`}`)
	_, id, ok := strings.Cut(got, `"UploadId":"`)
	if !ok {
		t.Fatal(got)
	}
	id, _, _ = strings.Cut(id, `"`)
	return id
}

func (w *world) part(t *testing.T, id string, n int, body []byte) s3.CompletedPart {
	t.Helper()
	out, err := w.do("UploadPart", &s3.UploadPartInput{Bucket: "photos", Key: "k", UploadId: id, PartNumber: &n, Body: body})
	if err != nil {
		t.Fatal(err)
	}
	o := out.(*s3.UploadPartOutput)
	return s3.CompletedPart{PartNumber: n, ETag: o.ETag, ChecksumCRC32: o.ChecksumCRC32, ChecksumSHA256: o.ChecksumSHA256, ChecksumCRC64NVME: o.ChecksumCRC64NVME}
}

func (w *world) complete(id string, parts ...s3.CompletedPart) (*s3.CompleteMultipartUploadOutput, error) {
	out, err := w.do("CompleteMultipartUpload", &s3.CompleteMultipartUploadInput{Bucket: "photos", Key: "k", UploadId: id,
		MultipartUpload: &s3.CompletedMultipartUpload{Parts: parts}})
	o, _ := out.(*s3.CompleteMultipartUploadOutput)
	return o, err
}

// Parts come in any order, one may come again, and together they are an object.
func TestMultipartUpload(t *testing.T) {
	w := newWorld()
	w.bucket(t, "photos")
	w.call("PutBucketNotificationConfiguration", `{"Bucket":"photos","NotificationConfiguration":{"LambdaFunctionConfigurations":[`+
		`{"LambdaFunctionArn":"`+hello+`","Events":["s3:ObjectCreated:CompleteMultipartUpload"]}]}}`)
	id := w.begin(t, "k", `,"ContentType":"image/png","CacheControl":"no-cache","Metadata":{"who":"me"}`)
	first, second := bytes.Repeat([]byte("a"), 5<<20), []byte("the end")
	last := w.part(t, id, 7, second)
	w.part(t, id, 2, []byte("replaced"))
	begun := w.part(t, id, 2, first)
	w.part(t, id, 9, []byte("left out"))
	if _, there := w.Object("photos", "k"); there || len(w.uploads("photos")) != 1 {
		t.Error("the object is there before it is complete")
	}
	out, err := w.complete(id, begun, last)
	if err != nil {
		t.Fatal(err)
	}
	a, b := md5.Sum(first), md5.Sum(second)
	sums := md5.Sum(append(a[:], b[:]...))
	if want := `"` + hex.EncodeToString(sums[:]) + `-2"`; out.ETag != want || out.ChecksumType != "FULL_OBJECT" || out.ChecksumCRC64NVME == "" ||
		out.Location != "https://photos.s3.us-east-1.amazonaws.com/k" {
		t.Errorf("%+v, want the ETag %s", out, want)
	}
	o, _ := w.Object("photos", "k")
	if !bytes.Equal(o.Body, append(first, second...)) || o.ContentType != "image/png" || o.Headers.CacheControl != "no-cache" || o.Metadata["who"] != "me" {
		t.Errorf("the object is not what was described: %d bytes, %+v %+v", len(o.Body), o.Headers, o.Metadata)
	}
	w.tick(10 * time.Second)
	if got := strings.Join(w.delivered, "\n"); strings.Count(got, `"eventName":"ObjectCreated:CompleteMultipartUpload"`) != 1 {
		t.Errorf("told of %s", got)
	}
	if _, err := w.complete(id, begun, last); err == nil || !strings.HasPrefix(err.Error(), "NoSuchUpload: ") {
		t.Errorf("completed twice: %v", err)
	}
	// A copy is of one piece.
	hasPrefix(t, "copy", w.call("CopyObject", `{"Bucket":"photos","Key":"copy","CopySource":"photos/k"}`), `{"ServerSideEncryption":"AES256","CopyObjectResult":{"ETag":"\"`)
	if c, _ := w.Object("photos", "copy"); strings.Contains(c.ETag, "-") || c.Parts != nil {
		t.Errorf("the copy has the ETag %s", c.ETag)
	}
	if err := w.Check(); err != nil {
		t.Error(err)
	}
}

func TestMultipartRefusals(t *testing.T) {
	w := newWorld()
	w.bucket(t, "photos", "source")
	id := w.begin(t, "k", "")
	small, whole := w.part(t, id, 1, []byte("small")), w.part(t, id, 2, []byte("whole"))
	wrong := small
	wrong.ETag = `"0"`
	for what, c := range map[string]struct {
		parts []s3.CompletedPart
		want  string
	}{
		"none":        {nil, "MalformedXML: "},
		"order":       {[]s3.CompletedPart{whole, small}, "InvalidPartOrder: The list of parts was not in ascending order."},
		"twice":       {[]s3.CompletedPart{small, small}, "InvalidPartOrder: "},
		"other bytes": {[]s3.CompletedPart{wrong}, "InvalidPart: One or more of the specified parts could not be found."},
		"not there":   {[]s3.CompletedPart{{PartNumber: 3, ETag: small.ETag}}, "InvalidPart: "},
		"too small":   {[]s3.CompletedPart{small, whole}, "EntityTooSmall: Your proposed upload is smaller than the minimum allowed size"},
	} {
		if _, err := w.complete(id, c.parts...); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", what, err, c.want)
		}
	}
	upload := `"Bucket":"photos","Key":"k","UploadId":"` + id + `"`
	part := `"MultipartUpload":{"Parts":[{"PartNumber":1,"ETag":` + quote(small.ETag) + `}]}`
	for _, c := range []struct{ op, in, want string }{
		{"UploadPart", upload + `,"PartNumber":0`, "InvalidArgument: Part number must be an integer between 1 and 10000, inclusive"},
		{"UploadPart", upload + `,"PartNumber":10001`, "InvalidArgument: "},
		{"UploadPart", upload + `,"PartNumber":1,"ChecksumCRC32":"AAAAAQ=="`, "BadDigest: "},
		{"UploadPart", `"Bucket":"photos","Key":"other","UploadId":"` + id + `","PartNumber":1`, "NoSuchUpload: The specified upload does not exist."},
		{"UploadPartCopy", upload + `,"PartNumber":3,"CopySource":"photos/source","CopySourceRange":"bytes=0-2"`, `{"ServerSideEncryption":"AES256","CopyPartResult":{"ETag":`},
		{"UploadPartCopy", upload + `,"PartNumber":3,"CopySource":"photos/source","CopySourceRange":"bytes=6-6"`, "InvalidArgument: Range specified is not valid for source object of size: 6"},
		{"UploadPartCopy", upload + `,"PartNumber":3,"CopySource":"photos/source","CopySourceIfMatch":"0"`, "PreconditionFailed: "},
		{"UploadPartCopy", upload + `,"PartNumber":3,"CopySource":"photos/source","CopySourceIfNoneMatch":"*"`, "PreconditionFailed: "},
		{"UploadPartCopy", upload + `,"PartNumber":3,"CopySource":"photos/gone"`, "NoSuchKey: "},
		{"CompleteMultipartUpload", upload + `,"MpuObjectSize":4,` + part, "InvalidRequest: The provided 'x-amz-mp-object-size' header value 4 does not match what was computed: 5"},
		{"CompleteMultipartUpload", upload + `,"ChecksumType":"COMPOSITE",` + part, "InvalidRequest: "},
		{"CompleteMultipartUpload", upload + `,"ChecksumCRC64NVME":"AAAAAAAAAAA=",` + part, "BadDigest: "},
		{"CompleteMultipartUpload", upload + `,"IfMatch":"0",` + part, "NoSuchKey: "},
		{"ListParts", upload + `,"MaxParts":1`, `{"Bucket":"photos","Key":"k","UploadId":"` + id + `","PartNumberMarker":0,"NextPartNumberMarker":1,"MaxParts":1,"IsTruncated":true,"Parts":[{"PartNumber":1,`},
		{"ListParts", upload + `,"PartNumberMarker":"2"`, `{"Bucket":"photos","Key":"k","UploadId":"` + id + `","PartNumberMarker":2,"NextPartNumberMarker":3,"MaxParts":1000,"IsTruncated":false,"Parts":[{"PartNumber":3,`},
		{"ListParts", upload + `,"PartNumberMarker":"two"`, "InvalidArgument: Argument part-number-marker must be an integer"},
		{"CreateMultipartUpload", `"Bucket":"photos","Key":"k","ChecksumType":"COMPOSITE"`, "InvalidRequest: The x-amz-checksum-type header can only be used"},
		{"CreateMultipartUpload", `"Bucket":"photos","Key":"k","ChecksumType":"FULL_OBJECT","ChecksumAlgorithm":"SHA1"`, "InvalidRequest: The FULL_OBJECT checksum type cannot be used with the sha1 checksum algorithm."},
		{"CreateMultipartUpload", `"Bucket":"nobodys","Key":"k"`, "NoSuchBucket: "},
		{"AbortMultipartUpload", upload, "null"},
		{"AbortMultipartUpload", upload, "NoSuchUpload: "},
	} {
		hasPrefix(t, c.op+" "+c.in, w.call(c.op, "{"+c.in+"}"), c.want)
		if err := w.Check(); err != nil {
			t.Fatal(err)
		}
	}
	// Roles need leave.
	w.principal = role
	for op, with := range map[string]string{
		"CreateMultipartUpload": `,"Key":"k"`, "ListMultipartUploads": "",
		"UploadPart": `,"Key":"k","UploadId":"x","PartNumber":1`, "UploadPartCopy": `,"Key":"k","UploadId":"x","PartNumber":1,"CopySource":"a/b"`,
		"CompleteMultipartUpload": `,"Key":"k","UploadId":"x"`, "AbortMultipartUpload": `,"Key":"k","UploadId":"x"`, "ListParts": `,"Key":"k","UploadId":"x"`,
	} {
		hasPrefix(t, op, w.call(op, `{"Bucket":"photos"`+with+`}`), "AccessDenied: ")
	}
}

// A composite checksum is of the parts' checksums, which the caller must know.
func TestCompositeChecksum(t *testing.T) {
	w := newWorld()
	w.bucket(t, "photos")
	for algorithm, want := range map[string]string{"CRC32": "7kxlUA==-1", "SHA256": ""} {
		id := w.begin(t, "k", `,"ChecksumAlgorithm":"`+algorithm+`"`)
		p := w.part(t, id, 1, []byte("123456789"))
		if _, err := w.complete(id, s3.CompletedPart{PartNumber: 1, ETag: p.ETag}); err == nil ||
			!strings.Contains(err.Error(), "The upload was created using a "+strings.ToLower(algorithm)+" checksum.") {
			t.Errorf("%s not given: %v", algorithm, err)
		}
		hasPrefix(t, "another algorithm", w.call("UploadPart", fmt.Sprintf(`{"Bucket":"photos","Key":"k","UploadId":%q,"PartNumber":2,"ChecksumAlgorithm":"CRC32C"}`, id)),
			"InvalidRequest: Checksum Type mismatch occurred, expected checksum Type: "+strings.ToLower(algorithm)+", actual checksum Type: crc32c")
		out, err := w.complete(id, p)
		if err != nil {
			t.Fatal(err)
		}
		if out.ChecksumType != "COMPOSITE" || want != "" && out.ChecksumCRC32 != want || !strings.HasSuffix(out.ChecksumCRC32+out.ChecksumSHA256, "-1") {
			t.Errorf("%s: %+v, want %s", algorithm, out, want)
		}
		if err := w.Check(); err != nil {
			t.Error(err)
		}
	}
}

// Pages of uploads, however small, are together the whole list.
func TestListMultipartUploads(t *testing.T) {
	w := newWorld()
	w.bucket(t, "photos")
	for _, key := range []string{"b", "a/1", "b", "a/2", "c d"} {
		w.begin(t, key, "")
		w.tick(time.Second)
	}
	for delimiter, want := range map[string]string{"": "a/1 a/2 b b c+d", "/": "[a/] b b c+d"} {
		for size := 1; size < 6; size++ {
			var got []string
			in := &s3.ListMultipartUploadsInput{Bucket: "photos", Delimiter: delimiter, MaxUploads: &size, EncodingType: "url"}
			for range 6 {
				answer, err := w.do("ListMultipartUploads", in)
				if err != nil {
					t.Fatal(err)
				}
				out := answer.(*s3.ListMultipartUploadsOutput)
				for _, p := range out.CommonPrefixes {
					got = append(got, "["+p.Prefix+"]")
				}
				for _, u := range out.Uploads {
					got = append(got, u.Key)
				}
				if in.KeyMarker, in.UploadIdMarker = out.NextKeyMarker, out.NextUploadIdMarker; !out.IsTruncated {
					break
				}
			}
			if strings.Join(got, " ") != want {
				t.Errorf("%q by %d: %q, want %q", delimiter, size, got, want)
			}
		}
	}
}

// TestPartsFillTheRoom: parts that are never completed count too, until their
// upload or their bucket goes.
func TestPartsFillTheRoom(t *testing.T) {
	w := newWorld()
	w.bucket(t, "photos")
	id, body := w.begin(t, "k", ""), make([]byte, 60<<20)
	for n := 1; n <= 4; n++ {
		w.part(t, id, n, body)
	}
	five := 5
	fifth := &s3.UploadPartInput{Bucket: "photos", Key: "k", UploadId: id, PartNumber: &five, Body: body}
	if _, err := w.do("UploadPart", fifth); err == nil || !strings.Contains(err.Error(), "256 MiB") {
		t.Fatalf("a fifth part of 60 MiB: %v", err)
	}
	w.part(t, id, 4, []byte("small"))
	if _, err := w.do("UploadPart", fifth); err != nil {
		t.Fatalf("when there is room again: %v", err)
	}
	if got := w.call("DeleteBucket", `{"Bucket":"photos"}`); got != "null" {
		t.Fatal(got)
	}
	if err := w.Check(); err != nil {
		t.Error(err)
	}
}
