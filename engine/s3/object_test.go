package s3_test

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"time"

	"skylab/engine/s3"
)

func TestObject(t *testing.T) {
	w := newWorld()
	w.bucket(t, "photos")
	w.bucket(t, "thumbs")
	w.tick(1500 * time.Millisecond)
	body := []byte("123456789")
	out, err := w.do("PutObject", &s3.PutObjectInput{Bucket: "photos", Key: "in/a b.txt", Body: body, ContentType: "text/plain",
		Metadata: map[string]string{"who": "me"}})
	if err != nil {
		t.Fatal(err)
	}
	// The check values of MD5 and CRC-64/NVME for "123456789".
	if got := out.(*s3.PutObjectOutput); got.ETag != `"25f9e794323b453885f5181f1b624d0b"` || got.ChecksumCRC64NVME != "rosUhgp5mIg=" {
		t.Errorf("put %+v", got)
	}
	const head = `{"AcceptRanges":"bytes","LastModified":"2026-11-02T09:00:01+00:00","ContentLength":9,"ETag":"\"25f9e794323b453885f5181f1b624d0b\"",`
	for _, c := range []struct{ op, in, want string }{
		{"HeadObject", `{"Bucket":"photos","Key":"in/a b.txt"}`,
			head + `"ContentType":"text/plain","ServerSideEncryption":"AES256","Metadata":{"who":"me"}}`},
		{"GetObject", `{"Bucket":"photos","Key":"in/a b.txt"}`,
			head + `"ChecksumCRC64NVME":"rosUhgp5mIg=","ChecksumType":"FULL_OBJECT","ContentType":"text/plain","ServerSideEncryption":"AES256","Metadata":{"who":"me"}}`},
		{"GetObject", `{"Bucket":"photos","Key":"in"}`, "NoSuchKey: The specified key does not exist."},
		{"HeadObject", `{"Bucket":"photos","Key":"in"}`, "404: Not Found"},
		{"PutObject", `{"Bucket":"photos","Key":"` + strings.Repeat("k", 1025) + `"}`, "KeyTooLongError: Your key is too long"},
		{"PutObject", `{"Bucket":"photos","Key":"in/a b.txt","IfNoneMatch":"*"}`, "PreconditionFailed: At least one of the pre-conditions you specified did not hold"},
		{"PutObject", `{"Bucket":"photos","Key":"in/a b.txt","IfMatch":"\"0\""}`, "PreconditionFailed: "},
		{"PutObject", `{"Bucket":"photos","Key":"new","IfMatch":"\"0\""}`, "NoSuchKey: "},
		{"PutObject", `{"Bucket":"photos","Key":"new","IfMatch":"\"0\"","IfNoneMatch":"*"}`, "NotImplemented: A header you provided implies functionality that is not implemented"},
		{"PutObject", `{"Bucket":"photos","Key":"new","IfNoneMatch":"\"0\""}`, "NotImplemented: "},
		{"PutObject", `{"Bucket":"photos","Key":"new","IfMatch":"*"}`, "NotImplemented: "},
		{"PutObject", `{"Bucket":"photos","Key":"new","IfNoneMatch":"*"}`, `{"ETag":`},
		{"CopyObject", `{"Bucket":"thumbs","Key":"c","CopySource":"photos/in/a%20b.txt"}`,
			`{"ServerSideEncryption":"AES256","CopyObjectResult":{"ETag":"\"25f9e794323b453885f5181f1b624d0b\"","LastModified":"2026-11-02T09:00:01+00:00","ChecksumType":"FULL_OBJECT","ChecksumCRC64NVME":"rosUhgp5mIg="}}`},
		{"HeadObject", `{"Bucket":"thumbs","Key":"c"}`, head + `"ContentType":"text/plain","ServerSideEncryption":"AES256","Metadata":{"who":"me"}}`},
		{"CopyObject", `{"Bucket":"thumbs","Key":"c","CopySource":"/thumbs/c","MetadataDirective":"REPLACE","Metadata":{"x":"y"}}`, `{"ServerSideEncryption":"AES256","CopyObjectResult"`},
		{"HeadObject", `{"Bucket":"thumbs","Key":"c"}`, head + `"ContentType":"binary/octet-stream","ServerSideEncryption":"AES256","Metadata":{"x":"y"}}`},
		{"CopyObject", `{"Bucket":"thumbs","Key":"c","CopySource":"thumbs/c"}`, "InvalidRequest: This copy request is illegal because"},
		{"CopyObject", `{"Bucket":"thumbs","Key":"c","CopySource":"photos/gone"}`, "NoSuchKey: "},
		{"CopyObject", `{"Bucket":"thumbs","Key":"c","CopySource":"photos"}`, "ValidationException: "},
		{"CopyObject", `{"Bucket":"thumbs","Key":"c","CopySource":"photos/%zz"}`, "InvalidArgument: Invalid copy source encoding."},
	} {
		hasPrefix(t, c.op+" "+c.in, w.call(c.op, c.in), c.want)
		if err := w.Check(); err != nil {
			t.Fatal(err)
		}
	}
	// Bytes are kept and given by reference.
	o, _ := w.Object("photos", "in/a b.txt")
	c, _ := w.Object("thumbs", "c")
	got, _ := w.do("GetObject", &s3.GetObjectInput{Bucket: "thumbs", Key: "c"})
	read, _ := w.Read("thumbs", "c")
	for _, b := range [][]byte{o.Body, c.Body, got.(*s3.GetObjectOutput).Body, read} {
		if &b[0] != &body[0] {
			t.Error("the body was copied")
		}
	}
	if _, err := w.Read("photos", "gone"); err == nil || err.Code != "NoSuchKey" {
		t.Error(err)
	}
	if infos := w.Objects("thumbs"); len(infos) != 1 || infos[0].Key != "c" || infos[0].Size != 9 {
		t.Errorf("objects %+v", infos)
	}
}

func TestListObjects(t *testing.T) {
	w := newWorld()
	w.bucket(t, "bbb", "a/1", "a/2", "b/1", "b/c/1", "d", "e/", "z")
	list := func(in string) (got string, next string) {
		input := w.ops["ListObjectsV2"].NewIn().(*s3.ListObjectsV2Input)
		input.Bucket = "bbb"
		for _, f := range strings.Split(in, " ") {
			name, value, _ := strings.Cut(f, "=")
			switch name {
			case "prefix":
				input.Prefix = value
			case "by":
				input.Delimiter = value
			case "after":
				input.StartAfter = value
			case "token":
				input.ContinuationToken = value
			case "max":
				n := 0
				fmt.Sscan(value, &n)
				input.MaxKeys = &n
			}
		}
		out, err := w.do("ListObjectsV2", input)
		if err != nil {
			return err.Error(), ""
		}
		o := out.(*s3.ListObjectsV2Output)
		var all []string
		for _, c := range o.Contents {
			all = append(all, c.Key)
		}
		for _, p := range o.CommonPrefixes {
			all = append(all, "["+p.Prefix+"]")
		}
		if o.KeyCount != len(all) || o.IsTruncated != (o.NextContinuationToken != "") {
			t.Errorf("%s: %+v", in, o)
		}
		return strings.Join(all, " "), o.NextContinuationToken
	}
	for in, want := range map[string]string{
		"":                  "a/1 a/2 b/1 b/c/1 d e/ z",
		"prefix=b/":         "b/1 b/c/1",
		"prefix=b/ by=/":    "b/1 [b/c/]",
		"by=/":              "d z [a/] [b/] [e/]",
		"prefix=x":          "",
		"after=b/1":         "b/c/1 d e/ z",
		"after=a":           "a/1 a/2 b/1 b/c/1 d e/ z",
		"by=/ after=a/1":    "d z [b/] [e/]",
		"prefix=d":          "d",
		"by=c":              "a/1 a/2 b/1 d e/ z [b/c]",
		"max=0":             "",
		"max=-1":            "InvalidArgument: Argument maxKeys must be an integer between 0 and 2147483647",
		"token=!":           "InvalidArgument: The continuation token provided is incorrect",
		"prefix=b/ after=c": "",
	} {
		if got, _ := list(in); got != want {
			t.Errorf("%q lists %q, want %q", in, got, want)
		}
	}
	// However small the pages, together they are the whole list.
	for _, query := range []string{"", "by=/", "prefix=b/ by=/", "prefix=a", "after=a/2"} {
		whole, _ := list(query)
		for size := 1; size < 5; size++ {
			var keys, prefixes []string
			token := ""
			for range 10 {
				page, next := list(fmt.Sprintf("%s max=%d token=%s", query, size, token))
				for _, k := range strings.Fields(page) {
					if strings.HasPrefix(k, "[") {
						prefixes = append(prefixes, k)
					} else {
						keys = append(keys, k)
					}
				}
				if token = next; next == "" {
					break
				}
			}
			if got := strings.Join(append(keys, prefixes...), " "); got != whole {
				t.Errorf("%q by %d: %q, want %q", query, size, got, whole)
			}
		}
	}
}

func TestLatency(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, op := range []string{"GetObject", "PutObject", "ListObjectsV2"} {
		small, big := s3.Latency(op, 0), s3.Latency(op, 85_000_000)
		if big.Mid-small.Mid != time.Second || small.P90 <= small.Mid || small.Source == "" {
			t.Errorf("%s: %v, with 85 MB %v", op, small, big)
		}
		if d := small.Sample(r); d <= 0 || d > 5*time.Second {
			t.Errorf("%s: drew %v", op, d)
		}
	}
}

// unlisted is what ListParts tells of a part and CompleteMultipartUpload does
// not take.
var unlisted = regexp.MustCompile(`"LastModified":"[^"]*",|,"Size":\d+`)

func TestRandomOperations(t *testing.T) {
	delivered, completed := 0, 0
	for seed := range uint64(30) {
		r := rand.New(rand.NewPCG(seed, 0))
		w := newWorld()
		pick := func(list ...string) string { return list[r.IntN(len(list))] }
		for range 120 {
			b, k := pick("aaa", "bbb", "B"), pick("x/1", "x/2", "y", "")
			op := pick("CreateBucket", "DeleteBucket", "PutObject", "PutObject", "PutObject", "GetObject", "DeleteObject", "CopyObject",
				"CreateMultipartUpload", "UploadPart", "UploadPart", "UploadPartCopy", "CompleteMultipartUpload", "CompleteMultipartUpload",
				"AbortMultipartUpload", "ListParts", "ListMultipartUploads", "ListObjects", "ListObjectsV2", "DeleteObjects", "PutBucketNotificationConfiguration")
			in := fmt.Sprintf(`{"Bucket":%q,"Key":%q}`, b, k)
			switch op {
			case "CreateBucket", "DeleteBucket":
				in = fmt.Sprintf(`{"Bucket":%q}`, b)
			case "CreateMultipartUpload":
				in = fmt.Sprintf(`{"Bucket":%q,"Key":%q,"ChecksumAlgorithm":%q}`, b, k, pick("", "CRC32", "SHA1", "CRC64NVME"))
			case "UploadPart", "UploadPartCopy", "CompleteMultipartUpload", "AbortMultipartUpload", "ListParts":
				u := pick(append(w.uploads(b), "nothing b")...)
				id, key, _ := strings.Cut(u, " ")
				in = fmt.Sprintf(`{"Bucket":%q,"Key":%q,"UploadId":%q`, b, key, id)
				switch op {
				case "UploadPart":
					in += fmt.Sprintf(`,"PartNumber":%d,"Body":"YWJj"`, r.IntN(4))
				case "UploadPartCopy":
					in += fmt.Sprintf(`,"PartNumber":%d,"CopySource":%q`, r.IntN(4), pick("aaa/y", "bbb/x/1"))
				case "CompleteMultipartUpload":
					parts := w.call("ListParts", in+"}")
					if i := strings.Index(parts, `"Parts":[`); i >= 0 {
						parts, _, _ = strings.Cut(parts[i:], `],"Initiator"`)
						in += `,"MultipartUpload":{` + parts + "]}"
					}
					in = unlisted.ReplaceAllString(in, "")
				}
				in += "}"
			case "ListMultipartUploads":
				in = fmt.Sprintf(`{"Bucket":%q,"Delimiter":%q,"MaxUploads":%d}`, b, pick("", "/"), r.IntN(3))
			case "DeleteObjects":
				in = fmt.Sprintf(`{"Bucket":%q,"Delete":{"Objects":[{"Key":"x/1"},{"Key":"y"}]}}`, b)
			case "ListObjects", "ListObjectsV2":
				in = fmt.Sprintf(`{"Bucket":%q,"Delimiter":%q,"MaxKeys":%d}`, b, pick("", "/"), r.IntN(3))
			case "CopyObject":
				in = fmt.Sprintf(`{"Bucket":%q,"Key":%q,"CopySource":%q}`, b, k, pick("aaa/y", "bbb/x/1", "c/d"))
			case "PutBucketNotificationConfiguration":
				in = fmt.Sprintf(`{"Bucket":%q,"NotificationConfiguration":{"LambdaFunctionConfigurations":[{"LambdaFunctionArn":%q,"Events":[%q]}]}}`,
					b, hello, pick("s3:ObjectCreated:*", "s3:ObjectRemoved:*", "s3:Nothing"))
			}
			if got := w.call(op, in); op == "CompleteMultipartUpload" && strings.Contains(got, `"Location"`) {
				completed++
			}
			if err := w.Check(); err != nil {
				t.Fatalf("seed %d: %s %s: %v", seed, op, in, err)
			}
			w.tick(time.Duration(r.IntN(1000)) * time.Millisecond)
		}
		delivered += len(w.delivered)
	}
	if delivered == 0 || completed == 0 {
		t.Errorf("%d were delivered, %d completed", delivered, completed)
	}
}

func BenchmarkPutAndGet(b *testing.B) {
	w := newWorld()
	w.bucket(b, "photos")
	put := &s3.PutObjectInput{Bucket: "photos", Key: "k", Body: make([]byte, 64<<10)}
	get := &s3.GetObjectInput{Bucket: "photos", Key: "k"}
	b.SetBytes(64 << 10)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := w.do("PutObject", put); err != nil {
			b.Fatal(err)
		}
		if _, err := w.do("GetObject", get); err != nil {
			b.Fatal(err)
		}
	}
}
